import type { Range } from "../../text/index.ts";
import { formatTomlKey, formatTomlValue, type KeyPart, type PositionedDocument, plainValue } from "../../toml/index.ts";

export interface DocumentSymbol {
  readonly name: string;
  /** The value, for a key. */
  readonly detail: string;
  readonly kind: "table" | "key";
  /** All of it. */
  readonly range: Range;
  /** Its name. */
  readonly selectionRange: Range;
  readonly children: readonly DocumentSymbol[];
}

/** The outline of a document: its tables with their keys, and keys above the first table. */
export function symbolsOf(document: PositionedDocument): DocumentSymbol[] {
  const keysUnder = Map.groupBy(document.assignments, ({ header }) => header);
  const keys = (header: PositionedDocument["headers"][number] | undefined): DocumentSymbol[] =>
    (keysUnder.get(header) ?? []).map(({ path, value, range }) => ({
      name: nameOf(path),
      detail: shortened(formatTomlValue(plainValue(value))),
      kind: "key",
      range,
      selectionRange: { start: path[0]!.range.start, end: path.at(-1)!.range.end },
      children: [],
    }));
  const tables = document.headers.map((header): DocumentSymbol => {
    const { path, range, array, lastLine } = header;
    const end = { line: lastLine, character: document.lines.line(lastLine).length };
    return {
      name: array ? `[[${nameOf(path)}]]` : `[${nameOf(path)}]`,
      detail: "",
      kind: "table",
      range: { start: range.start, end },
      selectionRange: range,
      children: keys(header),
    };
  });
  return [...keys(undefined), ...tables];
}

function nameOf(path: readonly KeyPart[]): string {
  return path.map(({ name }) => formatTomlKey(name)).join(".");
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
