import { isDeepStrictEqual } from "node:util";
import type { Json, JsonObject } from "../model/index.ts";
import { isObject, type NotebookDocument } from "./document.ts";
import { type JsonNode, layoutOf } from "./jsonLayout.ts";
import { multilineText } from "./multilineText.ts";
import { spelledAsIn } from "./numberSpelling.ts";
import { readNotebook } from "./read.ts";
import { notebookJson, writeNotebook } from "./write.ts";

interface KeptText {
  readonly text: string;
  readonly document: NotebookDocument;
  readonly ids: ReadonlySet<string>;
}

/** How deep the text of a notebook is taken apart: the notebook, its cells, a cell, its metadata or an output. */
const layoutDepth = 5;
const mostKept = 16;

/**
 * Reads and writes notebooks so that what nobody changed stays as it was written, to the byte: indent, order of keys, spelling of
 * numbers and characters. It remembers the texts that it read and wrote last; a document that comes back is known by its cells.
 */
export class KeptTexts {
  #kept: KeptText[] = [];

  /** @throws NotebookUnreadableError as `readNotebook` does. */
  read(text: string): NotebookDocument {
    const document = readNotebook(text);
    this.#keep(text, document);
    return document;
  }

  write(document: NotebookDocument): string {
    const before = this.#closest(document);
    const text = before === undefined ? writeNotebook(document) : rewritten(before, document);
    this.#keep(text, document);
    return text;
  }

  /** The text that the document was read from or written as; undefined where there is none. For a document in another layout. */
  behind(document: NotebookDocument): string | undefined {
    const text = this.#closest(document)?.text;
    return text?.trim() === "" ? undefined : text;
  }

  #keep(text: string, document: NotebookDocument): void {
    const ids = new Set(document.cells.map(({ id }) => id));
    this.#kept = [{ text, document, ids }, ...this.#kept.filter((kept) => kept.text !== text)].slice(0, mostKept);
  }

  /** The text that this document most likely came from. */
  #closest({ cells }: NotebookDocument): KeptText | undefined {
    let most = cells.length === 0 ? -1 : 0;
    let closest: KeptText | undefined;
    for (const kept of this.#kept) {
      const shared = cells.filter(({ id }) => kept.ids.has(id)).length;
      if (shared > most) [most, closest] = [shared, kept];
    }
    return closest;
  }
}

function rewritten({ text, document: before }: KeptText, document: NotebookDocument): string {
  if (isDeepStrictEqual(before, document)) return text;
  const indent = /^\s*\{\r?\n(?<indent>[ \t]+)"/.exec(text)?.groups?.indent;
  if (text.trim() === "") return writeNotebook(document);
  // On one line, or in no usual layout: nothing to keep but the values, and how numbers are spelled.
  if (indent === undefined) return writeNotebook(document, text);
  const layout = layoutOf(text, layoutDepth);
  const merged = new Merger(text, indent).merged(layout, notebookJson(document), "notebook", 0);
  return `${text.slice(0, layout.start)}${merged}${text.slice(layout.end)}`;
}

/** Puts new values into an old text: what is equal is copied, what differs is written in the same layout. */
class Merger {
  readonly #text: string;
  readonly #indent: string;

  constructor(text: string, indent: string) {
    this.#text = text;
    this.#indent = indent;
  }

  merged(node: JsonNode, value: Json, part: Part, depth: number): string {
    const written = this.#text.slice(node.start, node.end);
    if (isSameValue(JSON.parse(written) as Json, value, part)) return written;
    if (node.entries !== undefined && isObject(value)) return this.#object(node.entries, value, part, depth);
    if (node.items !== undefined && isCells(value)) return this.#cells(node.items, value, part, depth);
    return this.#fresh(spelledAsIn(written, value), depth);
  }

  #object(entries: NonNullable<JsonNode["entries"]>, value: JsonObject, part: Part, depth: number): string {
    const kept = entries.filter(({ key }) => Object.hasOwn(value, key));
    const known = new Set(kept.map(({ key }) => key));
    const lines = [
      ...kept.map(
        ({ key, value: node }) =>
          `${JSON.stringify(key)}: ${this.merged(node, value[key]!, partAt(part, key), depth + 1)}`,
      ),
      ...Object.entries(value)
        .filter(([key]) => !known.has(key))
        .map(([key, inner]) => `${JSON.stringify(key)}: ${this.#fresh(inner, depth + 1)}`),
    ];
    return this.#bracketed("{", lines, "}", depth);
  }

  #cells(items: readonly JsonNode[], cells: readonly JsonObject[], part: Part, depth: number): string {
    const byId = new Map<Json | undefined, JsonNode>();
    for (const item of items) {
      const id = item.entries?.find(({ key }) => key === "id")?.value;
      if (id !== undefined) byId.set(JSON.parse(this.#text.slice(id.start, id.end)) as Json, item);
    }
    const lines = cells.map((cell) => {
      const node = byId.get(cell.id);
      return node === undefined ? this.#fresh(cell, depth + 1) : this.merged(node, cell, itemOf(part), depth + 1);
    });
    return this.#bracketed("[", lines, "]", depth);
  }

  #bracketed(open: string, lines: readonly string[], close: string, depth: number): string {
    if (lines.length === 0) return `${open}${close}`;
    const inner = this.#indent.repeat(depth + 1);
    return `${open}\n${lines.map((line) => `${inner}${line}`).join(",\n")}\n${this.#indent.repeat(depth)}${close}`;
  }

  #fresh(value: Json, depth: number): string {
    return JSON.stringify(value, null, this.#indent).replaceAll("\n", `\n${this.#indent.repeat(depth)}`);
  }
}

function isCells(value: Json): value is readonly JsonObject[] {
  return (
    Array.isArray(value) && (value as readonly Json[]).every((cell) => isObject(cell) && typeof cell.id === "string")
  );
}

/** What a value is in a notebook. Only of its texts do one string and a list of lines say the same. */
type Part = "notebook" | "cells" | "cell" | "outputs" | "output" | "data" | "text" | "other";

function partAt(part: Part, key: string): Part {
  if (part === "notebook" && key === "cells") return "cells";
  if (part === "cell" && key === "outputs") return "outputs";
  if (part === "output" && key === "data") return "data";
  if ((part === "cell" && key === "source") || (part === "output" && key === "text")) return "text";
  // In JSON a list of texts is a list.
  return part === "data" && !/[/+]json$/.test(key) ? "text" : "other";
}

function itemOf(part: Part): Part {
  if (part === "cells") return "cell";
  return part === "outputs" ? "output" : "other";
}

function isSameValue(a: Json, b: Json, part: Part): boolean {
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && isSameValue(a[key]!, b[key]!, partAt(part, key)))
    );
  }
  if (isDeepStrictEqual(a, b)) return true;
  // A number beyond the largest becomes null where a document is handed on as JSON.
  if (b === null && (a === Number.POSITIVE_INFINITY || a === Number.NEGATIVE_INFINITY)) return true;
  if (part === "text") {
    const text = multilineText(a);
    return text !== undefined && text === multilineText(b);
  }
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return (a as readonly Json[]).every((item, index) => isSameValue(item, (b as readonly Json[])[index]!, itemOf(part)));
}
