import type { JsonObject } from "../model/index.ts";
import { chartBundle } from "./chartBundle.ts";
import { currentHost } from "./host.ts";
import { markdownMime, textMime } from "./mimeBundle.ts";

/**
 * Shows a Vega-Lite spec (version 5) in the notebook, with a picture for clients that draw none and `text` for those
 * that show none. In a plain script the text is printed.
 *
 * @param text Default: the spec's own `description`, else its title.
 * @example
 * await showChart(heatMapSpec(columnsOf(executions), { x: "stf_interval", y: "physics_period_count", colour: "events" }));
 */
export async function showChart(spec: JsonObject, text = textOf(spec)): Promise<void> {
  const host = currentHost();
  host.show(host.isLive ? await chartBundle(spec, text) : { [textMime]: text });
}

/** Shows Markdown in the notebook; in a plain script it is printed as it is. */
export function showMarkdown(text: string): void {
  currentHost().show({ [markdownMime]: text, [textMime]: text });
}

function textOf({ description, title }: JsonObject): string {
  if (typeof description === "string") return description;
  return typeof title === "string" ? title : "A chart";
}
