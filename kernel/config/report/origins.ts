import { formatTomlValue, plainValue } from "../../toml/index.ts";
import { originText } from "../language/markdown.ts";
import type { ResolvedConfig } from "../resolve.ts";

/** Every parameter with its value, where it comes from and what it overrides: `wfnb config <file> --origins`. */
export function originsReport(
  { parameters, origins, settings }: ResolvedConfig,
  nameFile = (uri: string) => uri,
): string {
  const rows = Object.entries(parameters).map(([key, value]) => {
    const origin = origins[key]!;
    const place = origin.from === "file" ? originText({ ...origin, uri: nameFile(origin.uri) }) : originText(origin);
    const overridden = (settings.get(key) ?? []).slice(0, -1).reverse();
    const over = overridden.map(({ node, uri, keyRange }) => {
      return `${formatTomlValue(plainValue(node))} at ${nameFile(uri)}:${keyRange.start.line + 1}`;
    });
    return [
      `${key} = ${formatTomlValue(value)}`,
      over.length === 0 ? place : `${place}, over ${over.join(", ")}`,
    ] as const;
  });
  const width = Math.max(0, ...rows.map(([assignment]) => assignment.length));
  return rows.map(([assignment, place]) => `${assignment.padEnd(width)}  # ${place}\n`).join("");
}
