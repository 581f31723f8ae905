import type { Range } from "../../text/index.ts";
import { entryAt } from "../../toml/index.ts";
import { relativeUri, withTomlExtension } from "../relativeUri.ts";
import type { ConfigView } from "./view.ts";

export interface DocumentLink {
  readonly range: Range;
  readonly target: string;
}

/** Includes and the base configuration lead to their files; the workflow's name leads to its code. */
export function linksOf({ uri, document, config }: ConfigView): DocumentLink[] {
  const links: DocumentLink[] = [];
  const includes = entryAt(document.root, ["workflow", "includes"])?.value;
  for (const node of includes?.kind === "array" ? includes.elements : []) {
    if (node.kind === "string" && node.value !== "")
      links.push({ range: node.range, target: relativeUri(uri, node.value) });
  }
  const base = entryAt(document.root, ["workflow", "config"])?.value;
  if (base?.kind === "string" && base.value !== "") {
    const found = config.layers.find(({ role }) => role === "base")?.uri;
    links.push({ range: base.range, target: found ?? relativeUri(uri, withTomlExtension(base.value)) });
  }
  const name = entryAt(document.root, ["workflow", "name"])?.value;
  if (name !== undefined && config.workflow !== undefined)
    links.push({ range: name.range, target: config.workflow.file });
  return links;
}
