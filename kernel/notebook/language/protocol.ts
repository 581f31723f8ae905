import type { Range } from "../../text/index.ts";

/** A TypeScript cell, as the language service needs it. */
export interface LanguageCell {
  readonly id: string;
  readonly source: string;
}

/** What the language thread of a notebook is asked. Offsets count UTF-16 units from the start of the cell. */
export type LanguageQuestion =
  /** The notebook's TypeScript cells in order; a source that is left out has not changed. */
  | { readonly type: "update"; readonly cells: readonly { readonly id: string; readonly source?: string }[] }
  | { readonly type: "completions"; readonly cell: string; readonly offset: number }
  | { readonly type: "completionDetail"; readonly cell: string; readonly offset: number; readonly name: string }
  | { readonly type: "hover"; readonly cell: string; readonly offset: number }
  | { readonly type: "signatures"; readonly cell: string; readonly offset: number }
  | { readonly type: "definitions"; readonly cell: string; readonly offset: number }
  | { readonly type: "references"; readonly cell: string; readonly offset: number }
  | { readonly type: "rename"; readonly cell: string; readonly offset: number }
  | { readonly type: "diagnostics"; readonly cell: string }
  | { readonly type: "isComplete"; readonly source: string };

export interface CellCompletion {
  readonly name: string;
  /** TypeScript's word for it: `const`, `function`, `method`, `property`, `keyword`, ... */
  readonly kind: string;
  readonly insertText?: string;
  readonly sortText: string;
  /** What it replaces; without it the word at the offset. */
  readonly replaces?: Range;
}

/** A declaration in TypeScript, and Markdown about it. */
export interface CellHover {
  readonly code: string;
  readonly documentation: string;
  readonly range: Range;
}

export interface CellSignatures {
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation: string;
    readonly parameters: readonly { readonly label: string; readonly documentation: string }[];
  }[];
  readonly activeSignature: number;
  readonly activeParameter: number;
}

/** In a cell of the notebook, or in a file. */
export interface LanguagePlace {
  readonly cell?: string;
  readonly file?: string;
  readonly range: Range;
}

export interface CellDiagnostic {
  readonly message: string;
  /** TypeScript's number of it, such as 2322. */
  readonly code: number;
  readonly severity: "error" | "warning" | "information";
  readonly range: Range;
}

export type Completeness = "complete" | "incomplete" | "invalid";
