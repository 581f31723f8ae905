import { type Field, fieldNamed } from "./fields.ts";
import type { FieldTerm, Operator, Query, Term } from "./syntax.ts";
import { likePattern, momentOf, numberOf } from "./values.ts";

/** A condition over the columns of `workflow_execution`; every value of the user's is a parameter, never part of the text. */
export interface SqlCondition {
  /** `1` for a query without terms. */
  readonly where: string;
  readonly params: readonly (string | number)[];
}

/** The query as SQL for SQLite, agreeing with `queryPredicate`. No condition is ever NULL, so that negation is exact. */
export function querySql(query: Query, now: Date): SqlCondition {
  const params: (string | number)[] = [];
  const conditions = query.terms.map((term) => termSql(term, now, params));
  return { where: conditions.length === 0 ? "1" : conditions.join(" AND "), params };
}

type Params = (string | number)[];

function termSql(term: Term, now: Date, params: Params): string {
  const condition = term.kind === "text" ? textSql(term.text, params) : fieldSql(term, now, params);
  return `${term.negated ? "NOT " : ""}coalesce((${condition}), 0)`;
}

const searched = ["execution_id", "workflow_name", "executed_by", "error_message"];

function textSql(text: string, params: Params): string {
  return searched.map((column) => like(`coalesce(${column}, '')`, text, true, params)).join(" OR ");
}

function fieldSql(term: FieldTerm, now: Date, params: Params): string {
  const field = fieldNamed(term.field);
  const present = term.comparison === "!=" ? presentSql(field, params) : "";
  const comparison = term.comparison === "!=" ? "=" : term.comparison;
  const any = term.values
    .map(({ text }) => `coalesce((${valueSql(field, comparison, text, now, params)}), 0)`)
    .join(" OR ");
  return term.comparison === "!=" ? `${present} AND NOT (${any})` : any;
}

function presentSql(field: Field, params: Params): string {
  switch (field.kind) {
    case "time":
      return "1";
    case "value":
      params.push(field.path);
      return `coalesce(json_type(${field.column}, ?), 'null') <> 'null'`;
    default:
      return `${field.sql} IS NOT NULL`;
  }
}

function valueSql(field: Field, comparison: Exclude<Operator, "!=">, text: string, now: Date, params: Params): string {
  const operator = comparison === ":" ? "=" : comparison;
  switch (field.kind) {
    case "text":
      return like(field.sql, text, field.anywhere === true, params);
    case "number": {
      const wanted = numberOf(text, field.unit);
      if (wanted === undefined) return "0";
      params.push(wanted);
      return `${field.sql} ${operator} ?`;
    }
    case "time":
      params.push(momentOf(text, now) ?? "");
      return `start_time ${field.comparison} ?`;
    case "value": {
      const { column, path } = field;
      const value = `json_extract(${column}, ?)`;
      const wanted = numberOf(text, undefined);
      params.push(path);
      const cases: string[] = [];
      if (wanted !== undefined) {
        params.push(path, wanted);
        cases.push(`WHEN 'integer' THEN ${value} ${operator} ?`);
        params.push(path, wanted);
        cases.push(`WHEN 'real' THEN ${value} ${operator} ?`);
      }
      if (operator === "=") {
        params.push(path);
        cases.push(`WHEN 'text' THEN ${like(value, text, false, params)}`);
        cases.push(`WHEN 'true' THEN ${like("'true'", text, false, params)}`);
        cases.push(`WHEN 'false' THEN ${like("'false'", text, false, params)}`);
      }
      return `CASE json_type(${column}, ?) ${cases.join(" ")} ELSE 0 END`;
    }
  }
}

function like(expression: string, glob: string, anywhere: boolean, params: Params): string {
  params.push(likePattern(glob, anywhere));
  return `${expression} LIKE ? ESCAPE '\\'`;
}
