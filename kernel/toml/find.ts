import { type Position, touches } from "../text/index.ts";
import type { Assignment, Header, PositionedDocument } from "./document.ts";
import type { KeyPart, TableNode, TomlEntry, TomlNode } from "./node.ts";

/** The entry at a key path, such as `["run", "until"]`: value, and ranges of key and value. */
export function entryAt(table: TableNode, path: readonly string[]): TomlEntry | undefined {
  let at: TomlNode = table;
  let entry: TomlEntry | undefined;
  for (const name of path) {
    if (at.kind !== "table") return undefined;
    entry = at.entries.get(name);
    if (entry === undefined) return undefined;
    at = entry.value;
  }
  return entry;
}

export function valueAt(document: PositionedDocument, path: readonly string[]): TomlNode | undefined {
  return entryAt(document.root, path)?.value;
}

/** The header whose table a line belongs to; undefined above the first. */
export function headerAbove(document: PositionedDocument, line: number): Header | undefined {
  return lastNotAfter(document.headers, line);
}

export type FoundPlace =
  | { readonly kind: "header-key"; readonly header: Header; readonly index: number }
  | { readonly kind: "key"; readonly assignment: Assignment; readonly index: number }
  | { readonly kind: "value"; readonly assignment: Assignment; readonly node: TomlNode };

/** What a cursor stands on. */
export function placeAt(document: PositionedDocument, position: Position): FoundPlace | undefined {
  const header = headerAbove(document, position.line);
  if (header !== undefined && touches(header.range, position)) {
    const index = partAt(header.path, position);
    if (index >= 0) return { kind: "header-key", header, index };
  }
  const assignment = lastNotAfter(document.assignments, position.line);
  if (assignment === undefined || !touches(assignment.range, position)) return undefined;
  const index = partAt(assignment.path, position);
  if (index >= 0) return { kind: "key", assignment, index };
  if (!touches(assignment.value.range, position)) return undefined;
  return { kind: "value", assignment, node: innermost(assignment.value, position) };
}

function partAt(path: readonly KeyPart[], position: Position): number {
  return path.findIndex(({ range }) => touches(range, position));
}

function innermost(node: TomlNode, position: Position): TomlNode {
  const inside =
    node.kind === "array"
      ? node.elements
      : node.kind === "table"
        ? [...node.entries.values()].map(({ value }) => value)
        : [];
  const next = inside.find(({ range }) => touches(range, position));
  return next === undefined ? node : innermost(next, position);
}

/** The last of some things in the order of the text that begins on `line` or before. */
function lastNotAfter<Thing extends { readonly range: { readonly start: Position } }>(
  things: readonly Thing[],
  line: number,
): Thing | undefined {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (things[middle]!.range.start.line <= line) low = middle + 1;
    else high = middle;
  }
  return things[low - 1];
}
