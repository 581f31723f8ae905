import type { Range } from "../text/index.ts";

/** A value and where it stands. Ranges of tables are those of their header, or of the braces of an inline table. */
export type TomlNode = ScalarNode | ArrayNode | TableNode;

export type ScalarNode = StringNode | NumberNode | BooleanNode | DateNode;

export interface StringNode {
  readonly kind: "string";
  readonly value: string;
  readonly range: Range;
}

export interface NumberNode {
  readonly kind: "integer" | "float";
  /** An integer beyond 2^53 is rounded here; `text` has all digits. */
  readonly value: number;
  readonly text: string;
  readonly range: Range;
}

export interface BooleanNode {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly range: Range;
}

/** Any of TOML's four dates and times. Kept as written: no parameter is one. */
export interface DateNode {
  readonly kind: "date";
  readonly value: string;
  readonly range: Range;
}

export interface ArrayNode {
  readonly kind: "array";
  readonly elements: readonly TomlNode[];
  readonly range: Range;
  /** Made by `[[headers]]`. */
  readonly ofTables: boolean;
}

export interface TableNode {
  readonly kind: "table";
  /** How it came to be: it decides what may still be added (TOML 1.0, "Table" and "Keys"). */
  readonly form: "root" | "header" | "implicit" | "dotted" | "inline";
  readonly entries: ReadonlyMap<string, TomlEntry>;
  readonly range: Range;
}

export interface TomlEntry {
  readonly key: string;
  /** The key's own part, without the dotted parts before it. */
  readonly keyRange: Range;
  readonly value: TomlNode;
}

/** One part of a dotted key. */
export interface KeyPart {
  readonly name: string;
  readonly range: Range;
}
