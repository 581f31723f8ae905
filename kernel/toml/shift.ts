import { shiftLines } from "../text/index.ts";
import type { KeyPart, TableNode, TomlNode } from "./node.ts";

/** A node of a statement, at the statement's place in the document. */
export function shiftNode(node: TomlNode, lines: number): TomlNode {
  if (lines === 0) return node;
  const range = shiftLines(node.range, lines);
  if (node.kind === "array") {
    return { ...node, range, elements: node.elements.map((element) => shiftNode(element, lines)) };
  }
  return node.kind === "table" ? { ...node, range, entries: shiftEntries(node, lines) } : { ...node, range };
}

function shiftEntries(table: TableNode, lines: number): TableNode["entries"] {
  const entries = [...table.entries].map(([name, { key, keyRange, value }]) => {
    return [name, { key, keyRange: shiftLines(keyRange, lines), value: shiftNode(value, lines) }] as const;
  });
  return new Map(entries);
}

export function shiftPath(path: readonly KeyPart[], lines: number): readonly KeyPart[] {
  return lines === 0 ? path : path.map(({ name, range }) => ({ name, range: shiftLines(range, lines) }));
}
