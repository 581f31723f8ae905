import type { Range } from "../../text/index.ts";
import type { PositionedDocument, TomlNode } from "../../toml/index.ts";

export const semanticTokenTypes = ["comment", "namespace", "property", "string", "number", "keyword"] as const;

export interface SemanticToken {
  /** On one line. */
  readonly range: Range;
  readonly type: (typeof semanticTokenTypes)[number];
}

/** Colours for editors without a TOML grammar. In the order of the text; a token over several lines comes once for each. */
export function semanticTokensOf(document: PositionedDocument): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const add = (range: Range, type: SemanticToken["type"]) => tokens.push(...lineByLine(document, range, type));
  for (const { path } of document.headers) for (const { range } of path) add(range, "namespace");
  for (const { path, value } of document.assignments) {
    for (const { range } of path) add(range, "property");
    for (const { node, type } of scalarsOf(value)) add(node.range, type);
  }
  for (const { kind, line, text } of document.statements) {
    if (kind === "comment")
      add({ start: { line, character: text.search(/#/) }, end: { line, character: text.length } }, "comment");
  }
  for (const range of trailingComments(document)) add(range, "comment");
  return tokens.sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

function* scalarsOf(node: TomlNode): Generator<{ node: TomlNode; type: SemanticToken["type"] }> {
  if (node.kind === "array") for (const element of node.elements) yield* scalarsOf(element);
  else if (node.kind === "table") {
    for (const { keyRange, value } of node.entries.values()) {
      yield { node: { kind: "boolean", value: true, range: keyRange }, type: "property" };
      yield* scalarsOf(value);
    }
  } else yield { node, type: node.kind === "string" ? "string" : node.kind === "boolean" ? "keyword" : "number" };
}

function* trailingComments({ headers, assignments, lines }: PositionedDocument): Generator<Range> {
  for (const { end } of [...headers, ...assignments].map(({ range }) => range)) {
    const text = lines.line(end.line);
    const hash = text.indexOf("#", end.character);
    if (hash >= 0) {
      yield { start: { line: end.line, character: hash }, end: { line: end.line, character: text.length } };
    }
  }
}

function* lineByLine(
  { lines }: PositionedDocument,
  { start, end }: Range,
  type: SemanticToken["type"],
): Generator<SemanticToken> {
  for (let line = start.line; line <= end.line; line += 1) {
    const from = line === start.line ? start.character : 0;
    const to = line === end.line ? end.character : lines.line(line).length;
    if (to > from) yield { range: { start: { line, character: from }, end: { line, character: to } }, type };
  }
}
