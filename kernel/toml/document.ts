import type { Lines, Range } from "../text/index.ts";
import type { TomlDiagnostic } from "./code.ts";
import type { KeyPart, TableNode, TomlNode } from "./node.ts";
import type { ParsedStatement } from "./parseStatement.ts";
import type { Statement } from "./statements.ts";

/** A TOML text as far as it can be read, with the place of everything. Broken statements are left out and reported. */
export interface PositionedDocument {
  readonly text: string;
  readonly lines: Lines;
  readonly statements: readonly Statement[];
  readonly root: TableNode;
  /** `[table]` and `[[table]]` headers in the order of the text, also refused ones. */
  readonly headers: readonly Header[];
  /** Keys with their values in the order of the text, also repeated ones. */
  readonly assignments: readonly Assignment[];
  readonly diagnostics: readonly TomlDiagnostic[];
  /** What each statement's text means: lets the next version of this text skip what did not change. */
  readonly parsed: ReadonlyMap<string, ParsedStatement>;
}

export interface Header {
  readonly path: readonly KeyPart[];
  readonly array: boolean;
  readonly range: Range;
  /** The last line before the next header that is neither empty nor a comment. */
  readonly lastLine: number;
  readonly table: TableNode;
  /** This header repeats an earlier one. */
  readonly repeated: boolean;
}

export interface Assignment {
  /** The header it stands under; undefined at the top of the text. */
  readonly header: Header | undefined;
  readonly path: readonly KeyPart[];
  readonly value: TomlNode;
  /** From the key to the end of the value. */
  readonly range: Range;
  /** The key has a value already, or names no table: this one does not count. */
  readonly refused: boolean;
}
