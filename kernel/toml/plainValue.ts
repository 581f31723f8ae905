import type { TomlNode } from "./node.ts";

export type PlainValue = string | number | boolean | PlainValue[] | { [key: string]: PlainValue };

/** A node's value without places. Dates are texts. */
export function plainValue(node: TomlNode): PlainValue {
  if (node.kind === "array") return node.elements.map(plainValue);
  if (node.kind !== "table") return node.value;
  return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, plainValue(value)]));
}
