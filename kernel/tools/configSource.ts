import { readFailureText } from "../config/messages.ts";
import { relativeUri } from "../config/relativeUri.ts";
import type { ToolPorts } from "./ports.ts";

/** A configuration as it is given: the one or the other. */
export interface ConfigSource {
  readonly toml?: string | undefined;
  readonly file?: string | undefined;
}

export interface ReadConfig {
  readonly uri: string;
  readonly text: string;
  /** What it is called where a mistake in it is told; none for a text. */
  readonly name?: string;
}

/** The text of a configuration. Throws where its file cannot be read. */
export async function readConfig(
  { toml = "", file }: ConfigSource,
  { uri, read }: Pick<ToolPorts, "uri" | "read">,
): Promise<ReadConfig> {
  if (file === undefined) return { uri, text: toml };
  // Paths count from the folder above the one in which a text counts as standing.
  const place = relativeUri(uri, /^([\\/]|[A-Za-z]:)/.test(file) ? file : `../${file}`);
  const workspace = relativeUri(uri, "../x").slice(0, -1);
  const outside = { failure: "unreadable", message: "it is outside the workspace" };
  const text = place.startsWith(workspace) ? await read(place) : outside;
  if (typeof text === "string") return { uri: place, text, name: file };
  throw new RangeError(`${JSON.stringify(file)} cannot be read: ${readFailureText(text)}.`);
}
