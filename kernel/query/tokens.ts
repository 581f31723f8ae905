import type { FieldTerm, FieldValue, Operator, QueryProblem, Span, Term } from "./syntax.ts";

/** Longest value; SQLite refuses patterns much longer. */
const maximumLength = 1000;

const comparisons: readonly Operator[] = ["!=", "<=", ">=", ":", "=", "<", ">"];

/** Reads the terms of a query from left to right; what cannot be read is a problem with its place, and reading goes on. */
export function readTerms(text: string): { terms: Term[]; problems: QueryProblem[] } {
  const terms: Term[] = [];
  const problems: QueryProblem[] = [];
  let at = 0;

  const isSpace = (): boolean => /\s/.test(text[at]!);
  const comparisonHere = (): Operator | undefined => comparisons.find((each) => text.startsWith(each, at));

  /** A quoted text, or everything up to a space, a comma in a list, or a comparison in a field's name. */
  const readPart = (stopAtComparison: boolean, stopAtComma: boolean): FieldValue => {
    const start = at;
    if (text[at] === '"') {
      at += 1;
      let value = "";
      while (at < text.length && text[at] !== '"') {
        if (text[at] === "\\" && at + 1 < text.length) at += 1;
        value += text[at]!;
        at += 1;
      }
      if (at >= text.length) problems.push({ code: "unclosed-quote", span: { start, end: at }, data: {} });
      at += 1;
      at = Math.min(at, text.length);
      return { text: value, span: { start, end: at } };
    }
    while (at < text.length && !isSpace()) {
      if (stopAtComma && text[at] === ",") break;
      if (stopAtComparison && comparisonHere() !== undefined) break;
      at += 1;
    }
    return { text: text.slice(start, at), span: { start, end: at } };
  };

  const tooLong = ({ text: value, span }: FieldValue): boolean => {
    if (value.length <= maximumLength) return false;
    problems.push({ code: "too-long", span, data: { expected: String(maximumLength) } });
    return true;
  };

  while (at < text.length) {
    if (isSpace()) {
      at += 1;
      continue;
    }
    const start = at;
    const negated = text[at] === "-" && at + 1 < text.length && !/\s/.test(text[at + 1]!);
    if (negated) at += 1;
    // A name in quotes directly before a comparison: parameters and counts may have spaces.
    const first = readPart(true, false);
    const comparison = at < text.length ? comparisonHere() : undefined;
    if (comparison === undefined) {
      if (!tooLong(first) && first.text !== "") {
        terms.push({ kind: "text", text: first.text, negated, span: { start, end: at } });
      }
      continue;
    }
    at += comparison.length;
    const values: FieldValue[] = [];
    do {
      if (text[at] === ",") at += 1;
      values.push(readPart(false, true));
    } while (at < text.length && text[at] === ",");
    const span: Span = { start, end: at };
    if (first.text === "") problems.push({ code: "missing-field", span, data: {} });
    const empty = values.filter((value) => value.text === "" && value.span.start === value.span.end);
    for (const value of empty) problems.push({ code: "missing-value", span: value.span, data: { field: first.text } });
    if (first.text === "" || empty.length > 0 || [first, ...values].some(tooLong)) continue;
    const field: FieldTerm = { kind: "field", field: first.text, fieldSpan: first.span, comparison, values };
    terms.push({ ...field, negated, span });
  }
  return { terms, problems };
}
