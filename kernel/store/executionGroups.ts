import { type ExecutionStatus, isGoingOn, type Json } from "../model/index.ts";
import { type ExecutionGroup, type ExecutionGroups, type GroupedBy, mostGroups } from "./store.ts";
import { compareValues } from "./valueOrder.ts";

/** Counts of executions that have a value in common, while they are put together. */
export class GroupCounts {
  readonly #groups = new Map<Json, Counts>();

  add(value: Json, status: ExecutionStatus | null, count: number, newest: number): void {
    let group = this.#groups.get(value);
    if (group === undefined) {
      group = { count: 0, running: 0, failed: 0, newest: 0 };
      this.#groups.set(value, group);
    }
    group.count += count;
    group.newest = Math.max(group.newest, newest);
    if (status !== null) this.addStatus(value, status, count);
  }

  /** Of executions that were added without one. */
  addStatus(value: Json, status: ExecutionStatus, count: number): void {
    const group = this.#groups.get(value);
    if (group === undefined) return;
    if (isGoingOn({ status })) group.running += count;
    else if (status === "failed") group.failed += count;
  }

  inOrder(by: GroupedBy): ExecutionGroups {
    const all = [...this.#groups].sort(orderOf(by));
    const groups = all.slice(0, mostGroups).map(([value, { count, running, failed }]): ExecutionGroup => {
      const query = queryOf(by, value);
      return { value, count, running, failed, ...(query === undefined ? {} : { query }) };
    });
    return { groups, isCut: all.length > mostGroups };
  }
}

interface Counts {
  count: number;
  running: number;
  failed: number;
  newest: number;
}

type Entry = readonly [value: Json, counts: Counts];

const statusOrder: readonly Json[] = ["running", "queued", "failed", "cancelled", "completed"];

/** What has no value comes last in every order. */
function orderOf(by: GroupedBy): (a: Entry, b: Entry) => number {
  const order = orderOfValues(by);
  return (a, b) => Number(a[0] === null) - Number(b[0] === null) || order(a, b);
}

function orderOfValues(by: GroupedBy): (a: Entry, b: Entry) => number {
  if (by === "day") return ([a], [b]) => compareValues(b, a);
  if (by === "status") return byStatus;
  return by.startsWith("parameter.") ? ([a], [b]) => compareValues(a, b) : byNewest;
}

function byStatus([a]: Entry, [b]: Entry): number {
  return statusOrder.indexOf(a) - statusOrder.indexOf(b);
}

function byNewest([, a]: Entry, [, b]: Entry): number {
  return b.newest - a.newest;
}

/** What finds the executions of a group. Days have theirs already. */
function queryOf(by: GroupedBy, value: Json): ExecutionGroup["query"] {
  const text = value as string;
  switch (by) {
    case "workflow":
      return { workflowName: text };
    case "user":
      return { executedBy: text };
    case "status":
      return { status: [value as ExecutionStatus] };
    case "notebook":
      return { notebook: value as string | null };
    case "batch":
      return { batch: value as string | null };
    case "day":
      return undefined;
    default: {
      const name = by.slice("parameter.".length);
      if (value === null) return { withoutParameter: name };
      return typeof value === "object" ? undefined : { parameters: { [name]: value } };
    }
  }
}
