import type { Seconds } from "./drawing.ts";

export type NavigationStep = "in" | "out" | "left" | "right" | "start" | "end" | "all";

/** The keys of the drawing when it has the focus. */
export const navigationKeys: Readonly<Record<string, NavigationStep>> = {
  "+": "in",
  "=": "in",
  "-": "out",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "start",
  End: "end",
  "0": "all",
  Escape: "all",
};

/** How far in one may go, as a share of the whole: beyond, the digits of times run out. */
const smallestShare = 1e-9;

/** What is shown after a step; undefined when that is everything. */
export function navigate(whole: Seconds, shown: Seconds | undefined, step: NavigationStep): Seconds | undefined {
  const [first, last] = whole;
  const [from, to] = shown ?? whole;
  const width = to - from;
  const all = last - first;
  const within = (start: number, size: number): Seconds | undefined => {
    if (size >= all) return undefined;
    const left = Math.min(Math.max(start, first), last - size);
    return [left, left + size];
  };
  switch (step) {
    case "in":
      return width / 2 < all * smallestShare ? shown : within(from + width / 4, width / 2);
    case "out":
      return within(from - width / 2, width * 2);
    case "left":
      return within(from - width / 5, width);
    case "right":
      return within(from + width / 5, width);
    case "start":
      return within(first, width);
    case "end":
      return within(last - width, width);
    case "all":
      return undefined;
  }
}
