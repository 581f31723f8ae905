import type { Json } from "../model/index.ts";
import { type ClockOptions, dayOf } from "./clock.ts";
import type { TreeNode } from "./treeNode.ts";
import { groupedNumber, shortened, valueText } from "./values.ts";

/** Executions that have something in common, as a store counts them. */
export interface CountedGroup {
  /** What they have in common; null: they have no such thing. */
  readonly value: Json;
  readonly count: number;
  readonly running: number;
  readonly failed: number;
}

/** A group as a row. `by`: `workflow`, `day`, `status`, `notebook`, `batch`, `user` or `parameter.<name>`. */
export function groupNode({ value, count, running, failed }: CountedGroup, by: string, clock: ClockOptions): TreeNode {
  const parts = [groupedNumber(count)];
  if (running > 0) parts.push(`${groupedNumber(running)} running`);
  if (failed > 0) parts.push(`${groupedNumber(failed)} failed`);
  const label = shortened(groupLabel(value, by, clock), 200);
  return {
    id: `${by}:${JSON.stringify(value)}`,
    label,
    description: parts.join(" · "),
    tooltip: `${label}: ${parts.join(", ")}`,
    icon: groupIcons[by] ?? "symbol-parameter",
    contextValue: by === "batch" && value !== null ? `group.batch${running > 0 ? ".running" : ""}` : "group",
    accessibilityLabel: `${label}, ${groupedNumber(count)} executions${parts
      .slice(1)
      .map((part) => `, ${part}`)
      .join("")}`,
    children: [],
  };
}

const groupIcons: Readonly<Record<string, string>> = {
  workflow: "symbol-event",
  day: "calendar",
  status: "list-filter",
  notebook: "notebook",
  batch: "layers",
  user: "account",
};

function groupLabel(value: Json, by: string, clock: ClockOptions): string {
  if (by === "day" && typeof value === "string") return dayLabel(value, clock);
  if (by === "notebook")
    return typeof value === "string" ? (value.split(/[\\/]/).at(-1) ?? value) : "not from a notebook";
  if (by === "batch" && value === null) return "started alone";
  if (!by.startsWith("parameter.")) return valueText(value);
  const name = by.slice("parameter.".length);
  if (value === null) return `without ${name}`;
  return typeof value === "object" ? `${name} is a list or a table` : `${name} = ${valueText(value)}`;
}

/** `Today`, `Yesterday`, `Tue 2026-11-03`. */
function dayLabel(day: string, { now, timeZone }: ClockOptions): string {
  if (day === dayOf(now, timeZone)) return "Today";
  if (day === dayOf(new Date(now.getTime() - 86_400_000), timeZone)) return "Yesterday";
  const weekday = new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", { weekday: "short", timeZone: "UTC" });
  return `${weekday} ${day}`;
}
