import { ownValue } from "../model/index.ts";
import type { ExecutionOrder } from "./store.ts";

/** Where the things that executions are ordered by are found. */
export type OrderedBy =
  | { readonly kind: "start" }
  | { readonly kind: "column"; readonly column: string }
  /** A name in `value_name`. */
  | { readonly kind: "value"; readonly name: string };

const columns: Readonly<Record<string, string>> = {
  workflow: "workflow_name",
  user: "executed_by",
  status: "status",
  id: "execution_id",
};

const values = new Set(["simulated", "took", "events"]);

/** Throws a `RangeError` for an order that there is not. */
export function orderedBy({ by }: ExecutionOrder): OrderedBy {
  if (by === "start") return { kind: "start" };
  const column = ownValue(columns, by);
  if (column !== undefined) return { kind: "column", column };
  if (values.has(by) || /^(parameter|count|mean)\../.test(by)) return { kind: "value", name: by };
  throw new RangeError(
    `Executions cannot be ordered by "${by}". There are start, simulated, took, events, workflow, user, status, id, parameter.<name>, count.<name> and mean.<gauge>.`,
  );
}
