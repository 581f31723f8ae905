import type { MomentGroup, Timeline } from "../summary/timeline.ts";
import { groupedNumber } from "./seconds.ts";
import type { TimelineTheme } from "./theme.ts";

/** What part of the drawing labels are placed for: simulated seconds against pixels. */
export interface DrawnWindow {
  readonly from: number;
  readonly to: number;
  /** Pixels between them. */
  readonly width: number;
}

export interface Moment {
  readonly kind: "message" | "mark";
  readonly group: MomentGroup;
  readonly label: string;
}

/** Messages and marks together, by time. */
export function momentsInOrder(timeline: Timeline): Moment[] {
  const named = (kind: Moment["kind"], groups: readonly MomentGroup[]): Moment[] =>
    groups.map((group) => {
      const many = group.count > 1 ? ` ×${groupedNumber(group.count)}` : "";
      return { kind, group, label: shortened(group.name, 32) + many };
    });
  return [...named("message", timeline.messages), ...named("mark", timeline.marks)].sort(
    (a, b) => a.group.time - b.group.time,
  );
}

export function flagsOf(moments: readonly Moment[], theme: TimelineTheme, { from, to, width }: DrawnWindow): Flag[] {
  const scale = to > from ? width / (to - from) : 0;
  return moments.map(({ group, label }) => ({
    x: (group.time - from) * scale,
    width: labelWidth(label, theme) + 7,
  }));
}

/** A generous guess, since nothing can be measured here: a label that does not fit is worse than one left out. */
export function labelWidth(text: string, theme: TimelineTheme): number {
  return text.length * theme.fontSize * 0.6;
}

/** Names come from users and may have thousands of characters. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** A moment that wants a label, at `x` pixels, with a label `width` pixels wide. */
export interface Flag {
  readonly x: number;
  readonly width: number;
}

/** Where its label goes: rows count upwards from the bars; `left` labels end at the stem instead of beginning there. */
export interface FlagPlace {
  readonly row: number;
  readonly side: "right" | "left";
}

/** With more than this none is labelled: few of them would fit, and zooming in, the tooltip and the table tell. */
const maximumFlags = 120;

/**
 * Places labels like flags on poles so that no label covers another and no pole goes through a label. Flags are given in
 * order of `x`. One that fits nowhere gets `undefined`: its pole stays.
 */
export function placeFlags(flags: readonly Flag[], plotWidth: number, rows: number): (FlagPlace | undefined)[] {
  const places: (FlagPlace | undefined)[] = flags.map(() => undefined);
  const placed: PlacedFlag[] = [];
  if (flags.length > maximumFlags) return places;
  for (let i = flags.length - 1; i >= 0; i -= 1) {
    const flag = flags[i]!;
    const sides: readonly FlagPlace["side"][] = flag.x + flag.width <= plotWidth ? ["right", "left"] : ["left"];
    const place = firstFit(flag, sides, placed, rows);
    if (place === undefined) continue;
    places[i] = { row: place.row, side: place.side };
    placed.push(place);
  }
  return places;
}

interface PlacedFlag extends FlagPlace {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

function firstFit(
  flag: Flag,
  sides: readonly FlagPlace["side"][],
  placed: readonly PlacedFlag[],
  rows: number,
): PlacedFlag | undefined {
  for (const side of sides) {
    for (let row = 0; row < rows; row += 1) {
      const from = side === "right" ? flag.x : flag.x - flag.width;
      if (from < 0 && side === "left") continue;
      const candidate: PlacedFlag = { row, side, x: flag.x, from, to: from + flag.width };
      if (placed.every((other) => clear(candidate, other))) return candidate;
    }
  }
  return undefined;
}

/** Labels in one row do not touch, and the pole of the higher one does not cross the lower one's label. */
function clear(a: PlacedFlag, b: PlacedFlag): boolean {
  if (a.row === b.row) return a.to <= b.from || b.to <= a.from;
  const [higher, lower] = a.row > b.row ? [a, b] : [b, a];
  return higher.x < lower.from || higher.x > lower.to || higher.x === lower.x;
}
