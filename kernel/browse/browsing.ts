import type { ExecutionOrder, GroupedBy } from "../store/index.ts";

/** What a list of executions shows, and how. */
export interface Browsing {
  /** In the query language; empty: everything. */
  readonly filter: string;
  /** The one whose executions are shown, where the filter finds others in other folders that are not meant; null: all. */
  readonly folder: string | null;
  readonly groupedBy: GroupedBy | null;
  readonly order: ExecutionOrder;
}

/** Everything, newest first. */
export const plainBrowsing: Browsing = {
  filter: "",
  folder: null,
  groupedBy: null,
  order: { by: "start", descending: true },
};

/** What was kept of an earlier session, as far as it can be read. */
export function browsingOf(kept: unknown): Browsing {
  if (typeof kept !== "object" || kept === null) return plainBrowsing;
  const { filter, folder, groupedBy, order } = kept as Partial<Record<keyof Browsing, unknown>>;
  return {
    filter: typeof filter === "string" ? filter : plainBrowsing.filter,
    folder: typeof folder === "string" ? folder : null,
    groupedBy: isGroupedBy(groupedBy) ? groupedBy : null,
    order: isOrder(order) ? { by: order.by, descending: order.descending === true } : plainBrowsing.order,
  };
}

function isGroupedBy(value: unknown): value is GroupedBy {
  return typeof value === "string" && /^(workflow|day|status|notebook|batch|user|parameter\..+)$/s.test(value);
}

function isOrder(value: unknown): value is ExecutionOrder {
  return typeof value === "object" && value !== null && typeof (value as ExecutionOrder).by === "string";
}
