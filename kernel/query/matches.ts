import type { Json, WorkflowExecution } from "../model/index.ts";
import { type Field, fieldNamed } from "./fields.ts";
import type { FieldTerm, Operator, Query, Term } from "./syntax.ts";
import { globMatcher, momentOf, numberOf } from "./values.ts";

type Test = (execution: WorkflowExecution) => boolean;

/** The query as a plain function. `now`: what ages such as `since:7d` count from. */
export function queryPredicate(query: Query, now: Date): Test {
  const tests = query.terms.map((term) => termTest(term, now));
  return (execution) => tests.every((test) => test(execution));
}

function termTest(term: Term, now: Date): Test {
  const test = term.kind === "text" ? textTest(term.text) : fieldTest(term, now);
  return term.negated ? (execution) => !test(execution) : test;
}

function textTest(text: string): Test {
  const fits = globMatcher(text, true);
  return ({ executionId, workflowName, executedBy, errorMessage, labels }) =>
    [executionId, workflowName, executedBy, errorMessage ?? "", labels?.note ?? "", ...(labels?.tags ?? [])].some(fits);
}

function fieldTest(term: FieldTerm, now: Date): Test {
  const field = fieldNamed(term.field);
  const tests = term.values.map(({ text }) =>
    valueTest(field, term.comparison === "!=" ? "=" : term.comparison, text, now),
  );
  const any: Test = (execution) => tests.some((test) => test(execution));
  if (term.comparison !== "!=") return any;
  return (execution) => isPresent(field, execution) && !any(execution);
}

function isPresent(field: Field, execution: WorkflowExecution): boolean {
  if (field.kind === "time" || field.kind === "flag") return true;
  if (field.kind === "text") return field.of(execution).length > 0;
  const value = field.of(execution);
  return value !== null && value !== undefined;
}

function valueTest(field: Field, comparison: Exclude<Operator, "!=">, text: string, now: Date): Test {
  switch (field.kind) {
    case "text": {
      const fits = globMatcher(text, field.anywhere === true);
      return (execution) => field.of(execution).some(fits);
    }
    case "flag": {
      const flag = field.flags.find((each) => each === text.toLowerCase());
      return ({ labels }) => flag !== undefined && labels?.[flag] === true;
    }
    case "number": {
      const wanted = numberOf(text, field.unit);
      return (execution) => compared(field.of(execution), comparison, wanted);
    }
    case "time": {
      const moment = momentOf(text, now) ?? "";
      return ({ startTime }) => (field.comparison === ">=" ? startTime >= moment : startTime < moment);
    }
    case "value": {
      const fits = globMatcher(text, false);
      const wanted = numberOf(text, undefined);
      return (execution) => {
        const value: Json | undefined = field.of(execution);
        if (typeof value === "number") return compared(value, comparison, wanted);
        if (comparison !== ":" && comparison !== "=") return false;
        return (typeof value === "string" || typeof value === "boolean") && fits(String(value));
      };
    }
  }
}

function compared(value: number | null, comparison: Exclude<Operator, "!=">, wanted: number | undefined): boolean {
  if (value === null || wanted === undefined) return false;
  switch (comparison) {
    case ":":
    case "=":
      return value === wanted;
    case "<":
      return value < wanted;
    case "<=":
      return value <= wanted;
    case ">":
      return value > wanted;
    case ">=":
      return value >= wanted;
  }
}
