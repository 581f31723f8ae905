import { imageAddress } from "./imageAddress.ts";

/** What may stand in an element. */
type Content = "flow" | "words" | "table" | "rows" | "cells" | "items" | "terms" | "nothing";

const wordElements = ["span", "b", "strong", "i", "em", "u", "s", "code", "small", "sub", "sup"];
const lineElements = ["p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary"];
const flowElements = ["div", "blockquote", "details"];

const contents: ReadonlyMap<string, Content> = new Map<string, Content>([
  ...[...flowElements, "li", "dd", "dt", "td", "th", "caption"].map((name) => [name, "flow"] as const),
  ...[...lineElements, ...wordElements].map((name) => [name, "words"] as const),
  ...["thead", "tbody", "tfoot"].map((name) => [name, "rows"] as const),
  ...["ul", "ol"].map((name) => [name, "items"] as const),
  ...["br", "hr", "img"].map((name) => [name, "nothing"] as const),
  ["table", "table"],
  ["tr", "cells"],
  ["dl", "terms"],
]);

/** As the HTML standard has it, so that a browser nests the elements as they are written: where it would mend, one could end another's. */
const allowed: Readonly<Record<Content, readonly string[]>> = {
  flow: [...flowElements, ...lineElements, ...wordElements, "table", "ul", "ol", "dl", "br", "hr", "img"],
  words: [...wordElements, "br", "img"],
  table: ["caption", "thead", "tbody", "tfoot", "tr"],
  rows: ["tr"],
  cells: ["th", "td"],
  items: ["li"],
  terms: ["dt", "dd"],
  nothing: [],
};

/** Browsers nest no deeper than some hundred elements. */
const deepest = 50;

/** Pandas' `<style scoped>` aligns headings; every other style is to be seen. */
const token =
  /(?<text>[^<]+)|<style scoped>[^<]*<\/style>|<\/(?<end>[a-z]\w*)\s*>|<(?<start>[a-z]\w*)(?<attributes>(?:\s+[a-z-]+(?:=(?:"[^"<>]*"|[\w%.-]+))?)*)\s*\/?>/iy;
const attribute = /(?<name>[a-z-]+)(?:=(?:"(?<quoted>[^"<>]*)"|(?<bare>[\w%.-]+)))?/gi;

/**
 * The same HTML where it is made of texts, lists, tables and of pictures with all of their data, as pandas' tables are; undefined where
 * there is anything else. It is put together anew of what is known, so it can do no harm in a page: nothing in it leads elsewhere,
 * runs, loads, has a style of its own, or ends an element that it did not begin.
 */
export function plainHtml(html: string): string | undefined {
  const parts: string[] = [];
  const open: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < html.length; at = token.lastIndex) {
    token.lastIndex = at;
    const { text, end, start, attributes = "" } = token.exec(html)?.groups ?? {};
    if (token.lastIndex === 0) return undefined;
    const around = contents.get(open.at(-1) ?? "div")!;
    if (text !== undefined) {
      if (around !== "flow" && around !== "words" && text.trim() !== "") return undefined;
      parts.push(text);
    } else if (end !== undefined) {
      const name = open.pop();
      if (name !== end.toLowerCase()) return undefined;
      parts.push(`</${name}>`);
    } else if (start !== undefined) {
      const name = start.toLowerCase();
      const kept = allowed[around].includes(name) ? keptAttributes(name, attributes) : undefined;
      if (kept === undefined || open.length === deepest) return undefined;
      parts.push(`<${name}${kept}>`);
      if (contents.get(name) !== "nothing") open.push(name);
    }
  }
  return open.length === 0 ? parts.join("") : undefined;
}

/** Undefined where one is not known. */
function keptAttributes(element: string, written: string): string | undefined {
  const kept = [...written.matchAll(attribute)].map(({ groups }) => {
    const { name = "", quoted, bare = "" } = groups!;
    return keptAttribute(element, name.toLowerCase(), quoted ?? bare);
  });
  if (kept.includes(undefined) || (element === "img" && !kept.some((each) => each?.startsWith(" src="))))
    return undefined;
  return kept.join("");
}

/** Empty where it means nothing in this page. */
function keptAttribute(element: string, name: string, value: string): string | undefined {
  if (["class", "id", "border", "scope"].includes(name)) return "";
  if (name === "style") {
    const side = /^\s*text-align:\s*(left|right|center)\s*;?\s*$/i.exec(value)?.[1];
    // Pandas has the headings alone on the right, and none of the cells below them.
    if (side !== undefined && element === "tr") return "";
    return side === undefined ? undefined : ` style="text-align:${side.toLowerCase()}"`;
  }
  const isSize = element === "img" ? name === "width" || name === "height" : name === "colspan" || name === "rowspan";
  if (isSize) return /^\d{1,4}$/.test(value) ? ` ${name}="${value}"` : undefined;
  if (element !== "img") return undefined;
  if (name === "alt") return ` alt="${value}"`;
  const [, type, data] = name === "src" ? (/^data:([^;,]+);base64,(.*)$/s.exec(value) ?? []) : [];
  const address = type === undefined ? undefined : imageAddress(type, data!);
  return address === undefined ? undefined : ` src="${address}"`;
}
