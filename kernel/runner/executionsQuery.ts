import { suggestName } from "../config/suggest.ts";
import type { ExecutionStatus } from "../model/index.ts";
import { statuses } from "../query/index.ts";
import type { ExecutionQuery } from "../store/store.ts";

type Check = readonly [expected: string, fits: (value: unknown) => boolean];

const text: Check = ["a text", (value) => typeof value === "string"];
const moment: Check = [
  "a time in ISO 8601, as `date.toISOString()` gives it",
  (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
];
const object = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

const checks: Readonly<Record<keyof ExecutionQuery, Check>> = {
  matching: text,
  workflowName: text,
  executedBy: text,
  status: [
    `a list of ${statuses.join(", ")}, such as ["failed"]`,
    (value) => Array.isArray(value) && value.every((one) => statuses.includes(one as ExecutionStatus)),
  ],
  notebook: ["a path, or null", (value) => value === null || typeof value === "string"],
  batch: ["the id of its first execution, or null", (value) => value === null || typeof value === "string"],
  parameters: ["an object of values by name", object],
  withoutParameter: text,
  startedFrom: moment,
  startedBefore: moment,
  order: ['an object such as { by: "took", descending: true }', (value) => object(value) && "by" in (value as object)],
  after: text,
  limit: [
    "a number of executions, or Infinity for all",
    (value) => value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && Number(value) >= 0),
  ],
};

/**
 * What a script or a cell asks the store for: without a query the latest 100, with one all that it finds, unless it says how many.
 * Their types are not always checked, and a field that nobody reads would find everything.
 *
 * @throws TypeError when a field has another name, or a value that does not fit.
 */
export function executionsQuery(asked: string | ExecutionQuery): ExecutionQuery {
  if (typeof asked === "string") return { matching: asked, limit: Number.MAX_SAFE_INTEGER };
  for (const [name, value] of Object.entries(asked)) {
    if (!Object.hasOwn(checks, name)) throw new TypeError(unknownField(name));
    const [expected, fits] = checks[name as keyof ExecutionQuery];
    if (value !== undefined && !fits(value))
      throw new TypeError(`\`${name}\` of a query for executions is ${expected}, not ${written(value)}.`);
  }
  const { limit = Object.keys(asked).length === 0 ? undefined : Number.POSITIVE_INFINITY } = asked;
  return {
    ...asked,
    ...(limit === Number.POSITIVE_INFINITY ? { limit: Number.MAX_SAFE_INTEGER } : {}),
    ...inUniversalTime(asked),
  };
}

/** The store compares times as texts, in which `T12:00+02:00` would come after `T11:00Z`. */
function inUniversalTime(asked: ExecutionQuery): Pick<ExecutionQuery, "startedFrom" | "startedBefore"> {
  const bounds = (["startedFrom", "startedBefore"] as const).flatMap((name) => {
    const time = asked[name];
    return time === undefined ? [] : [[name, new Date(time).toISOString()]];
  });
  return Object.fromEntries(bounds) as Pick<ExecutionQuery, "startedFrom" | "startedBefore">;
}

/** JSON makes a text of a date, and nothing of a number that is none. */
function written(value: unknown): string {
  if (value instanceof Date) return "a Date";
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function unknownField(name: string): string {
  const meant = suggestName(name, Object.keys(checks));
  const instead = meant === undefined ? `There are ${Object.keys(checks).join(", ")}.` : `Did you mean \`${meant}\`?`;
  return `A query for executions has no \`${name}\`. ${instead}`;
}
