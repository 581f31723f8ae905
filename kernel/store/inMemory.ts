import { type Json, ownValue, type WorkflowExecution } from "../model/index.ts";
import { fieldNamed, queryPredicate, requireQuery } from "../query/index.ts";
import { GroupCounts } from "./executionGroups.ts";
import { localDay } from "./localDay.ts";
import { orderedBy } from "./orderedBy.ts";
import type { ExecutionGroups, ExecutionOrder, ExecutionQuery, GroupedBy, KnownValues } from "./store.ts";
import { compareValues } from "./valueOrder.ts";

/** What SQL does for a file, as plain functions over records: the meaning of queries, orders and groups. */
export function queryTest(query: ExecutionQuery, now: Date): (record: WorkflowExecution) => boolean {
  const matching = query.matching === undefined ? () => true : queryPredicate(requireQuery(query.matching), now);
  return (record) =>
    (query.workflowName === undefined || record.workflowName === query.workflowName) &&
    (query.executedBy === undefined || record.executedBy === query.executedBy) &&
    (query.status === undefined || query.status.includes(record.status)) &&
    (query.notebook === undefined || (record.startedFrom?.notebook ?? null) === query.notebook) &&
    (query.batch === undefined || (record.startedFrom?.batch ?? null) === query.batch) &&
    (query.withoutParameter === undefined || isAbsent(ownValue(record.parameterValues, query.withoutParameter))) &&
    (query.startedFrom === undefined || record.startTime >= query.startedFrom) &&
    (query.startedBefore === undefined || record.startTime < query.startedBefore) &&
    Object.entries(query.parameters ?? {}).every(
      ([name, value]) => JSON.stringify(ownValue(record.parameterValues, name)) === JSON.stringify(value),
    ) &&
    matching(record);
}

/** `newestFirst` in another order; the same list when none is named. */
export function ordered(newestFirst: WorkflowExecution[], order: ExecutionOrder | undefined): WorkflowExecution[] {
  if (order === undefined) return newestFirst;
  const by = orderedBy(order);
  const down = order.descending === true;
  const oldestFirst = [...newestFirst].reverse();
  if (by.kind === "start") return down ? newestFirst : oldestFirst;
  const orderedValue = (record: WorkflowExecution): Json | undefined => {
    const field = fieldNamed(order.by);
    const value = field.kind === "time" || field.kind === "flag" ? undefined : field.of(record);
    const first = field.kind === "text" ? (value as readonly string[])[0] : value;
    return isAbsent(first) ? undefined : first;
  };
  const valued = oldestFirst.filter((record) => orderedValue(record) !== undefined);
  valued.sort((a, b) => compareValues(orderedValue(a)!, orderedValue(b)!));
  if (down) valued.reverse();
  return [...valued, ...newestFirst.filter((record) => orderedValue(record) === undefined)];
}

export function groupsOf(newestFirst: readonly WorkflowExecution[], by: GroupedBy): ExecutionGroups {
  const counts = new GroupCounts();
  const days = new Map<Json, ExecutionQuery>();
  for (const [i, record] of newestFirst.entries()) {
    const value = groupValue(record, by);
    counts.add(value, record.status, 1, newestFirst.length - i);
    if (by !== "day") continue;
    const { startedFrom, startedBefore } = localDay(record.startTime);
    days.set(value, { startedFrom, startedBefore });
  }
  const { groups, isCut } = counts.inOrder(by);
  return { isCut, groups: groups.map((group) => (by === "day" ? { ...group, query: days.get(group.value)! } : group)) };
}

const uncountable = {};

function groupValue(record: WorkflowExecution, by: GroupedBy): Json {
  switch (by) {
    case "workflow":
      return record.workflowName;
    case "user":
      return record.executedBy;
    case "status":
      return record.status;
    case "notebook":
    case "batch":
      return record.startedFrom?.[by] ?? null;
    case "day":
      return localDay(record.startTime).name;
    default: {
      const value = record.parameterValues[by.slice("parameter.".length)];
      if (isAbsent(value)) return null;
      return typeof value === "object" ? uncountable : (value as Json);
    }
  }
}

export function valuesOf(records: readonly WorkflowExecution[]): KnownValues {
  const all = (of: (record: WorkflowExecution) => readonly string[]) =>
    [...new Set(records.flatMap(of))].sort(compareValues).slice(0, 1000);
  return {
    workflows: all(({ workflowName }) => [workflowName]),
    users: all(({ executedBy }) => [executedBy]),
    notebooks: all(({ startedFrom }) => (startedFrom?.notebook === undefined ? [] : [startedFrom.notebook])),
    batches: all(({ startedFrom }) => (startedFrom?.batch === undefined ? [] : [startedFrom.batch])),
    tags: all(({ labels }) => labels?.tags ?? []),
    parameters: all(({ parameterValues }) =>
      Object.keys(parameterValues).filter((name) => !isAbsent(parameterValues[name])),
    ),
    counts: all(({ performanceMetrics }) => Object.keys(performanceMetrics?.counts ?? {})),
    gauges: all(({ performanceMetrics }) => Object.keys(performanceMetrics?.gaugeMeans ?? {})),
  };
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
}
