import type { StateRow } from "../../kernel/timeline/index.ts";

export type ChoosingStep = "next" | "previous" | "up" | "down";

/** The keys that go from bar to bar, so that states can be reached without a pointer. */
export const choosingKeys: Readonly<Record<string, ChoosingStep>> = {
  n: "next",
  p: "previous",
  ArrowUp: "up",
  ArrowDown: "down",
};

/**
 * The bar after a step: along its lane, or in the lane above or below the one that holds when it begins. Without a chosen one, the
 * first bar that is shown. Undefined where there is none that way.
 */
export function nextBar(
  bars: readonly StateRow[],
  chosen: StateRow | undefined,
  step: ChoosingStep,
  shown: readonly [from: number, to: number],
): StateRow | undefined {
  if (chosen === undefined) return bars.find(({ start, end }) => end >= shown[0] && start <= shown[1]);
  const lane = bars.filter(({ y }) => y === chosen.y);
  const at = lane.findIndex(({ start, key }) => start === chosen.start && key === chosen.key);
  if (step === "next") return lane[at + 1];
  if (step === "previous") return at === -1 ? undefined : lane[at - 1];
  const lanes = [...new Set(bars.map(({ y }) => y))].sort((a, b) => a - b);
  const y = lanes[lanes.indexOf(chosen.y) + (step === "down" ? 1 : -1)];
  const other = bars.filter((bar) => bar.y === y);
  return other.findLast(({ start }) => start <= chosen.start) ?? other[0];
}
