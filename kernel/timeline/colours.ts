import type { Timeline } from "../summary/timeline.ts";
import type { TimelineTheme } from "./theme.ts";

/**
 * One hue per state, one tint of it per substate, both in order of first appearance: a workflow that goes through its
 * states in the same order has the same colours in every execution, and tints differ in lightness, not only in hue.
 */
export class StateColours {
  #theme: TimelineTheme;
  #states: string[] = [];
  #substates = new Map<string, string[]>();

  /** Several timelines share their colours when they are given together. */
  constructor(theme: TimelineTheme, ...timelines: readonly Pick<Timeline, "timeInState" | "lanes">[]) {
    this.#theme = theme;
    // What a lane does is a state as well: where both have one name, they have one colour.
    const activities = timelines.flatMap(({ lanes }) => lanes);
    for (const { timeInState } of [...timelines, ...activities]) {
      for (const { state, substate } of timeInState) {
        if (state === "" && substate === "") continue;
        let substates = this.#substates.get(state);
        if (substates === undefined) {
          substates = [];
          this.#substates.set(state, substates);
          this.#states.push(state);
        }
        if (!substates.includes(substate)) substates.push(substate);
      }
    }
  }

  state(state: string): string {
    const index = this.#states.indexOf(state);
    // Merged intervals of several states.
    return index === -1
      ? mix(this.#theme.muted, this.#theme.paper, 0.5)
      : this.#theme.palette[index % this.#theme.palette.length]!;
  }

  substate(state: string, substate: string): string {
    const index = this.#substates.get(state)?.indexOf(substate) ?? -1;
    if (index === -1) return this.state(state);
    return mix(this.state(state), this.#theme.paper, tints[index % tints.length]!);
  }
}

/** Share of paper in the tint: far apart first, so that two or three substates are easy to tell. */
const tints = [0, 0.5, 0.25, 0.65, 0.12, 0.38, 0.58];

/** `share` of `other` in `colour`. A colour that cannot be read stays as it is. */
export function mix(colour: string, other: string, share: number): string {
  const a = channels(colour);
  const b = channels(other);
  if (a === undefined || b === undefined || share === 0) return colour;
  const mixed = a.map((channel, i) => Math.round(channel + (b[i]! - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever reads better on the colour (WCAG 2.2, contrast ratio). */
export function inkOn(colour: string): string {
  const own = luminance(colour);
  return (own + 0.05) / 0.05 >= 1.05 / (own + 0.05) ? "#000000" : "#ffffff";
}

/** Relative luminance of WCAG 2.2; that of mid grey where the colour cannot be read. */
function luminance(colour: string): number {
  const own = channels(colour);
  if (own === undefined) return 0.2;
  const [red, green, blue] = own.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Red, green and blue of `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(...)` or `rgba(...)`; alpha is left out. */
export function channels(colour: string): [number, number, number] | undefined {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(colour.trim())?.[1];
  if (hex !== undefined) {
    const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16)) as [number, number, number];
  }
  const numbers = /^rgba?\(([^)]*)\)$/i.exec(colour.trim())?.[1]?.match(/[\d.]+/g);
  if (numbers === undefined || numbers === null || numbers.length < 3) return undefined;
  return numbers.slice(0, 3).map(Number) as [number, number, number];
}
