import type { ExecutionColumns } from "./columns.ts";

/** @throws RangeError that names the columns there are. */
export function requireColumn(columns: ExecutionColumns, name: string): void {
  if (Object.hasOwn(columns, name)) return;
  const names = Object.keys(columns).sort();
  const there =
    names.length === 0 ? "The table is empty: no executions were found." : `There are: ${names.join(", ")}.`;
  throw new RangeError(`There is no column "${name}". ${there}`);
}
