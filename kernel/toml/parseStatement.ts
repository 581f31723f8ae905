import { parse as parseValues, TomlError } from "smol-toml";
import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import type { Range } from "../text/index.ts";
import { type MaskedTexts, maskLongTexts } from "./longTexts.ts";
import type { KeyPart, TableNode, TomlEntry, TomlNode } from "./node.ts";
import { explainSyntaxError, type SyntaxProblem } from "./syntaxProblem.ts";

/** What one statement says; lines count from the statement's first. */
export type ParsedStatement =
  | { readonly kind: "header"; readonly array: boolean; readonly path: readonly KeyPart[]; readonly range: Range }
  | { readonly kind: "assignment"; readonly path: readonly KeyPart[]; readonly value: TomlNode; readonly range: Range }
  | {
      readonly kind: "broken";
      readonly problems: readonly SyntaxProblem[];
      /** The table that a broken header was meant to begin: the keys below belong to it, not to the table above. */
      readonly header?: readonly KeyPart[];
    };

/**
 * The one place that knows the two libraries: toml-eslint-parser for the range of every node,
 * smol-toml for the place of an error, which it knows better.
 */
export function parseStatement(text: string): ParsedStatement {
  // TOML knows no bare CR; it is reported for itself and read as the end of line that it was meant to be.
  const source = text.includes("\r") ? text.replace(/\r(?!\n)/g, "\n") : text;
  try {
    const masked = maskLongTexts(source);
    const [statement] = parseTOML(masked.source, { tomlVersion: "1.0" }).body[0].body;
    if (statement === undefined) return { kind: "broken", problems: [] };
    if (statement.type === "TOMLTable") {
      const range = rangeOf(statement);
      return { kind: "header", array: statement.kind === "array", path: keyPath(statement.key, masked), range };
    }
    return {
      kind: "assignment",
      path: keyPath(statement.key, masked),
      value: valueNode(statement.value, masked),
      range: rangeOf(statement),
    };
  } catch (error) {
    const header = meantHeader(source);
    return { kind: "broken", problems: [problemOf(source, error)], ...(header && { header }) };
  }
}

/** The one or more bare names of a broken header; an empty name when there is none. */
function meantHeader(source: string): KeyPart[] | undefined {
  const opening = /^\s*\[+\s*/.exec(source)?.[0].length;
  if (opening === undefined) return undefined;
  const names = /^[\w-]*(?:\.[\w-]+)*/.exec(source.slice(opening))![0];
  let character = opening;
  return names.split(".").map((name) => {
    const range = { start: { line: 0, character }, end: { line: 0, character: character + name.length } };
    character += name.length + 1;
    return { name, range };
  });
}

/** The libraries' words for a key that is defined twice within one statement: asked of them, since errors carry no code. */
let duplicateWords: string | undefined;

function wordsFor(text: string): string {
  try {
    parseTOML(text);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

function problemOf(source: string, error: unknown): SyntaxProblem {
  if (!(error instanceof ParseError)) {
    // A parser's stack overflowed: the limits make this rare.
    return explainSyntaxError(source, 0, "too complex");
  }
  duplicateWords ??= wordsFor("a = 1\na = 2");
  if (error.message === duplicateWords)
    return { code: "duplicate-key", ...explainSyntaxError(source, error.index, error.message) };
  return explainSyntaxError(source, placeOfError(source) ?? error.index, error.message);
}

function placeOfError(source: string): number | undefined {
  try {
    parseValues(source, { integersAsBigInt: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof TomlError)) return undefined;
    let offset = 0;
    for (let line = 1; line < error.line; line += 1) offset = source.indexOf("\n", offset) + 1;
    return offset + error.column - 1;
  }
}

function keyPath(key: AST.TOMLKey, { texts }: MaskedTexts): KeyPart[] {
  return key.keys.map((part) => ({
    name: part.type === "TOMLBare" ? part.name : (texts.get(part.range[0]) ?? part.value),
    range: rangeOf(part),
  }));
}

function valueNode(node: AST.TOMLContentNode, masked: MaskedTexts): TomlNode {
  const range = rangeOf(node);
  switch (node.type) {
    case "TOMLArray":
      return {
        kind: "array",
        elements: node.elements.map((element) => valueNode(element, masked)),
        range,
        ofTables: false,
      };
    case "TOMLInlineTable":
      return inlineTable(node, range, masked);
    case "TOMLValue":
      return scalarNode(node, range, masked);
  }
}

function scalarNode(node: AST.TOMLValue, range: Range, { texts }: MaskedTexts): TomlNode {
  if (node.kind === "string") return { kind: "string", value: texts.get(node.range[0]) ?? node.value, range };
  if (node.kind === "boolean") return { kind: "boolean", value: node.value, range };
  if ("number" in node) return { kind: node.kind, value: node.value, text: node.number, range };
  return { kind: "date", value: node.datetime, range };
}

interface GrowingTable extends TableNode {
  readonly entries: Map<string, TomlEntry>;
}

function inlineTable(node: AST.TOMLInlineTable, range: Range, masked: MaskedTexts): TableNode {
  const table: GrowingTable = { kind: "table", form: "inline", entries: new Map(), range };
  for (const { key, value } of node.body) {
    const path = keyPath(key, masked);
    let at = table;
    for (const part of path.slice(0, -1)) {
      const existing = at.entries.get(part.name)?.value as GrowingTable | undefined;
      const next: GrowingTable = existing ?? { kind: "table", form: "inline", entries: new Map(), range: part.range };
      if (existing === undefined) at.entries.set(part.name, { key: part.name, keyRange: part.range, value: next });
      at = next;
    }
    const last = path.at(-1)!;
    at.entries.set(last.name, { key: last.name, keyRange: last.range, value: valueNode(value, masked) });
  }
  return table;
}

function rangeOf({ loc: { start, end } }: AST.HasLocs): Range {
  return {
    start: { line: start.line - 1, character: start.column },
    end: { line: end.line - 1, character: end.column },
  };
}
