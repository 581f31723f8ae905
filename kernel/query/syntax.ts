/** Offsets into the query's text, in UTF-16 code units; `end` is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Operator = ":" | "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A query: all of its terms hold. `status:failed -workflow:test* stf_interval>1.5 since:7d standby`. */
export interface Query {
  readonly terms: readonly Term[];
}

export type Term = (TextTerm | FieldTerm) & { readonly negated: boolean; readonly span: Span };

/** A bare word: it stands somewhere in id, workflow, user or error. */
export interface TextTerm {
  readonly kind: "text";
  readonly text: string;
}

/** `field comparison value,value`: one of the values fits. */
export interface FieldTerm {
  readonly kind: "field";
  readonly field: string;
  readonly fieldSpan: Span;
  readonly comparison: Operator;
  readonly values: readonly FieldValue[];
}

export interface FieldValue {
  readonly text: string;
  readonly span: Span;
}

/** What is wrong with a query; a query with problems is refused, never run as if the wrong part were not there. */
export interface QueryProblem {
  readonly code: QueryProblemCode;
  readonly span: Span;
  readonly data: { readonly field?: string; readonly value?: string; readonly expected?: string };
}

export type QueryProblemCode =
  | "unclosed-quote"
  | "missing-value"
  | "missing-field"
  | "not-a-number"
  | "not-a-time"
  | "not-a-status"
  | "not-a-flag"
  | "no-order"
  | "too-long";
