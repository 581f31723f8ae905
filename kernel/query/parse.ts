import { type Field, fieldNamed, statuses } from "./fields.ts";
import type { FieldTerm, FieldValue, Query, QueryProblem } from "./syntax.ts";
import { readTerms } from "./tokens.ts";
import { momentOf, numberOf } from "./values.ts";

/** Text -> terms, and everything that is wrong with it. Only a query without problems can be run. */
export function parseQuery(text: string): { readonly query: Query; readonly problems: readonly QueryProblem[] } {
  const { terms, problems } = readTerms(text);
  for (const term of terms) if (term.kind === "field") problems.push(...problemsOf(term));
  problems.sort((a, b) => a.span.start - b.span.start);
  return { query: { terms }, problems };
}

function problemsOf(term: FieldTerm): QueryProblem[] {
  const field = fieldNamed(term.field);
  const ordered = term.comparison.startsWith("<") || term.comparison.startsWith(">");
  if (ordered && (field.kind === "text" || field.kind === "flag")) {
    return [{ code: "no-order", span: term.fieldSpan, data: { field: term.field } }];
  }
  return term.values.flatMap((value) => valueProblem(term.field, field, value, ordered) ?? []);
}

function valueProblem(name: string, field: Field, value: FieldValue, ordered: boolean): QueryProblem | undefined {
  const data = { field: name, value: value.text };
  switch (field.kind) {
    case "text": {
      const whole = !/[*?]/.test(value.text);
      if (name !== "status" || !whole || (statuses as readonly string[]).includes(value.text.toLowerCase()))
        return undefined;
      return { code: "not-a-status", span: value.span, data: { ...data, expected: statuses.join(", ") } };
    }
    case "flag":
      return (field.flags as readonly string[]).includes(value.text.toLowerCase())
        ? undefined
        : { code: "not-a-flag", span: value.span, data: { ...data, expected: field.flags.join(", ") } };
    case "number":
      return numberOf(value.text, field.unit) === undefined
        ? { code: "not-a-number", span: value.span, data }
        : undefined;
    case "time":
      return momentOf(value.text, new Date(0)) === undefined
        ? { code: "not-a-time", span: value.span, data }
        : undefined;
    case "value":
      return ordered && numberOf(value.text, undefined) === undefined
        ? { code: "not-a-number", span: value.span, data }
        : undefined;
  }
}

/** A query that cannot be run, with all that is wrong with it. */
export class QueryError extends RangeError {
  override readonly name = "QueryError";
  readonly problems: readonly QueryProblem[];

  constructor(text: string, problems: readonly QueryProblem[]) {
    super(`The filter "${text}" cannot be used. ${problems.map(explainQueryProblem).join(" ")}`);
    this.problems = problems;
  }
}

/** The query that a text stands for. Throws a `QueryError` when something in it is wrong. */
export function requireQuery(text: string): Query {
  const { query, problems } = parseQuery(text);
  if (problems.length > 0) throw new QueryError(text, problems);
  return query;
}

/** The problem as a sentence. */
export function explainQueryProblem({ code, data }: QueryProblem): string {
  const field = data.field ?? "";
  const value = data.value ?? "";
  switch (code) {
    case "unclosed-quote":
      return 'A quote is not closed: add a ".';
    case "missing-value":
      return `A value is missing after "${field}".`;
    case "missing-field":
      return "A name is missing before the comparison.";
    case "not-a-number":
      return `"${value}" is not a number that ${field} can be compared with.`;
    case "not-a-time":
      return `"${value}" is not a time. Examples: 7d, 12h, today, 2026-11-03, 2026-11-03T14:00:00Z.`;
    case "not-a-status":
      return `"${value}" is not a status. There are ${data.expected ?? ""}.`;
    case "not-a-flag":
      return `"${value}" is nothing that an execution can be. There are ${data.expected ?? ""}.`;
    case "no-order":
      return `${field} has no order: compare it with : or =, and * for any text.`;
    case "too-long":
      return `Values may have at most ${data.expected ?? ""} characters.`;
  }
}
