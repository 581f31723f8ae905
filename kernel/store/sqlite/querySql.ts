import {
  type Field,
  type FieldTerm,
  type Flag,
  fieldNamed,
  globMatcher,
  likePattern,
  momentOf,
  numberOf,
  type Operator,
  type Query,
  type StoredAs,
  type Term,
} from "../../query/index.ts";
import { storedFalse, storedTrue } from "./searchValues.ts";

/** A condition over the columns of `workflow_execution`; every value of the user's is a parameter, never part of the text. */
export interface SqlCondition {
  /** `1` for a query without terms. */
  readonly where: string;
  readonly params: readonly (string | number)[];
}

/** The query as SQL, agreeing with `queryPredicate`. No condition is ever NULL, so that negation is exact. */
export function querySql(query: Query, now: Date): SqlCondition {
  const params: (string | number)[] = [];
  const conditions = query.terms.map((term) => termSql(term, now, params));
  return { where: conditions.length === 0 ? "1" : conditions.join(" AND "), params };
}

export type Params = (string | number)[];

const columns = {
  status: "status",
  workflow: "workflow_name",
  version: "workflow_version",
  user: "executed_by",
  id: "execution_id",
  reason: "end_reason",
  error: "error_message",
  note: "note",
  number: "number",
} as const;

function termSql(term: Term, now: Date, params: Params): string {
  const condition = term.kind === "text" ? textSql(term.text, params) : fieldSql(term, now, params);
  return `${term.negated ? "NOT " : ""}coalesce((${condition}), 0)`;
}

/** An id holds the names of workflow and user, so that these need no look of their own. */
function textSql(text: string, params: Params): string {
  const id = fits(columns.id, text, true, params);
  const elsewhere = [
    longTexts("error_message", text, params),
    longTexts("note", text, params),
    `SELECT execution FROM execution_value WHERE ${named("tag", params)} AND ${fits("value", text, true, params)}`,
  ];
  return `${id} OR sequence IN (${elsewhere.join(" UNION ALL ")})`;
}

function fieldSql(term: FieldTerm, now: Date, params: Params): string {
  const field = fieldNamed(term.field);
  const present = term.comparison === "!=" ? presentSql(field, params) : "";
  const comparison = term.comparison === "!=" ? "=" : term.comparison;
  const any = term.values
    .map(({ text }) => `coalesce((${comparedSql(field, comparison, text, now, params)}), 0)`)
    .join(" OR ");
  return term.comparison === "!=" ? `${present} AND NOT (${any})` : any;
}

function presentSql(field: Field, params: Params): string {
  if (field.kind === "time" || field.kind === "flag") return "1";
  if ("value" in field.stored) return valueSql(field.stored, () => "1", params);
  return `${columns[field.stored.column]} IS NOT NULL`;
}

function comparedSql(
  field: Field,
  comparison: Exclude<Operator, "!=">,
  text: string,
  now: Date,
  params: Params,
): string {
  const operator = comparison === ":" ? "=" : comparison;
  switch (field.kind) {
    case "text":
      return textFieldSql(field, text, params);
    case "number": {
      const wanted = numberOf(text, field.unit);
      return wanted === undefined ? "0" : numberSql(field.stored, operator, wanted, params);
    }
    case "time":
      params.push(momentOf(text, now) ?? "");
      return `start_time ${field.comparison} ?`;
    case "flag":
      return flagSql(field.flags.find((flag) => flag === text.toLowerCase()));
    case "value": {
      const wanted = numberOf(text, undefined);
      const cases: string[] = [];
      if (wanted !== undefined) cases.push(numberSql(field.stored, operator, wanted, params));
      if (operator === "=") cases.push(valueSql(field.stored, (value) => fitsTextOrTruth(value, text, params), params));
      return cases.length === 0 ? "0" : cases.join(" OR ");
    }
  }
}

/** Few have one: those are found by an index of their own. */
function flagSql(flag: Flag | undefined): string {
  return flag === undefined ? "0" : `sequence IN (SELECT sequence FROM workflow_execution WHERE ${flag} = 1)`;
}

function textFieldSql(field: Field & { kind: "text" }, text: string, params: Params): string {
  const { stored, anywhere = false } = field;
  if ("value" in stored) return valueSql(stored, (value) => fitsText(value, text, anywhere, params), params);
  switch (stored.column) {
    case "workflow":
    case "user":
      return amongNames(columns[stored.column], text, anywhere, params);
    case "error":
    case "note":
      return `sequence IN (${longTexts(columns[stored.column], text, params)})`;
    case "status":
      if (/[*?]/.test(text)) return fits(columns.status, text, anywhere, params);
      params.push(text.toLowerCase());
      return "status = ?";
    default:
      return fits(columns[stored.column], text, anywhere, params);
  }
}

function numberSql(stored: StoredAs, operator: string, wanted: number, params: Params): string {
  if (!("value" in stored)) {
    params.push(wanted);
    return `${columns[stored.column]} ${operator} ?`;
  }
  return valueSql(
    stored,
    (value) => {
      params.push(wanted);
      // Texts sort behind all numbers.
      return operator.startsWith(">") ? `${value} ${operator} ? AND ${value} < ''` : `${value} ${operator} ?`;
    },
    params,
  );
}

/** From so many on, a value counts as common. */
const manyExecutions = 5000;

/**
 * Those that have a value of this name for which a condition holds. Where few have one, an index finds them at once; where many do,
 * each execution is asked for its own, since the first hundred that have one come soon.
 */
export function valueSql(
  { value }: { readonly value: string },
  condition: (value: string) => string,
  params: Params,
): string {
  const found = () => {
    return `${named(value, params)} AND ${condition("value")}`;
  };
  return `CASE WHEN (SELECT count(*) FROM (SELECT 1 FROM execution_value WHERE ${found()} LIMIT ${manyExecutions})) < ${manyExecutions}
    THEN sequence IN (SELECT execution FROM execution_value WHERE ${found()})
    ELSE EXISTS (SELECT 1 FROM execution_value INDEXED BY execution_value_by_execution WHERE execution = sequence AND ${found()}) END`;
}

function named(value: string, params: Params): string {
  params.push(value);
  return "name = (SELECT name_id FROM value_name WHERE value_name.name = ?)";
}

/** There are few workflows and users: they are looked through by name, and their executions found by an index. */
function amongNames(column: "workflow_name" | "executed_by", text: string, anywhere: boolean, params: Params): string {
  return `${column} IN (SELECT ${column} FROM execution_number WHERE ${fits(column, text, anywhere, params)})`;
}

/** A long text that few executions have: only those are read. */
function longTexts(column: "error_message" | "note", text: string, params: Params): string {
  return `SELECT sequence FROM workflow_execution WHERE ${column} IS NOT NULL AND ${fits(column, text, true, params)}`;
}

function fitsText(value: string, text: string, anywhere: boolean, params: Params): string {
  return `${value} >= '' AND ${value} < x'' AND ${fits(value, text, anywhere, params)}`;
}

function fitsTextOrTruth(value: string, text: string, params: Params): string {
  const isFit = globMatcher(text, false);
  const cases = [fitsText(value, text, false, params)];
  if (isFit("true")) cases.push(`${value} = ${storedTrue}`);
  if (isFit("false")) cases.push(`${value} = ${storedFalse}`);
  return `(${cases.join(" OR ")})`;
}

function fits(expression: string, glob: string, anywhere: boolean, params: Params): string {
  params.push(likePattern(glob, anywhere));
  return `${expression} LIKE ? ESCAPE '\\'`;
}
