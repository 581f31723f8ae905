/** Whether nbformat allows this as a cell's id. Source: https://nbformat.readthedocs.io/en/latest/format_description.html#cell-ids */
export function isCellId(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);
}
