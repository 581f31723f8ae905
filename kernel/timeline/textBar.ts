import { intervalEnd, type StateInterval, type Timeline } from "../summary/timeline.ts";
import { stateKey } from "./rows.ts";
import { shortNumber, shortSeconds } from "./seconds.ts";

/** A look per state and substate in order of appearance: glyphs tell them apart without colour. */
const glyphs = ["░", "▒", "▓", "█", "▚", "▤", "▞", "▥", "▦", "▧", "▨", "▩"];

/** The theme's hues in the terminal's 256 colours, one per state. */
const hues = [245, 32, 36, 214, 175, 166, 74, 227];

export class TerminalStates {
  #glyphs = new Map<string, string>();
  #hues = new Map<string, number>();
  #colour: boolean;

  constructor(timeline: Timeline, colour: boolean) {
    this.#colour = colour;
    for (const { state, substate } of timeline.timeInState) {
      this.#glyphs.set(stateKey(state, substate), glyphs[this.#glyphs.size % glyphs.length]!);
      if (!this.#hues.has(state)) this.#hues.set(state, hues[this.#hues.size % hues.length]!);
    }
  }

  glyph({ state, substate }: StateInterval): string {
    return this.#glyphs.get(stateKey(state, substate)) ?? "·";
  }

  paint(text: string, { state }: StateInterval): string {
    const hue = this.#hues.get(state);
    return this.#colour && hue !== undefined ? `\u001b[38;5;${String(hue)}m${text}\u001b[39m` : text;
  }

  dim(text: string): string {
    return this.#colour && text !== "" ? `\u001b[2m${text}\u001b[22m` : text;
  }
}

/** All states to scale in `cells` characters: each shows the state that held longest within it. */
export function barLine(timeline: Timeline, look: TerminalStates, cells: number): string {
  const span = timeline.end - timeline.start;
  const last = timeline.states.at(-1);
  if (!(span > 0)) return last === undefined ? "" : look.paint(look.glyph(last), last);
  const runs: { interval: StateInterval | undefined; text: string }[] = [];
  let at = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    const from = timeline.start + (span * cell) / cells;
    const to = timeline.start + (span * (cell + 1)) / cells;
    while (at < timeline.states.length - 1 && intervalEnd(timeline.states[at]!, timeline) <= from) at += 1;
    const interval = longest(timeline, at, from, to);
    const glyph = interval === undefined ? " " : look.glyph(interval);
    const run = runs.at(-1);
    if (run !== undefined && run.interval === interval) run.text += glyph;
    else runs.push({ interval, text: glyph });
  }
  return runs.map(({ interval, text }) => (interval === undefined ? text : look.paint(text, interval))).join("");
}

function longest(timeline: Timeline, first: number, from: number, to: number): StateInterval | undefined {
  let best: StateInterval | undefined;
  let most = 0;
  for (let i = first; i < timeline.states.length; i += 1) {
    const interval = timeline.states[i]!;
    if (interval.start >= to) break;
    const held = Math.min(to, intervalEnd(interval, timeline)) - Math.max(from, interval.start);
    if (held > most) {
      most = held;
      best = interval;
    }
  }
  return best;
}

/** Round times under the bar, each beginning where it belongs, and the end at the right edge. */
export function axisLine(timeline: Timeline, cells: number): string {
  const span = timeline.end - timeline.start;
  const end = shortSeconds(timeline.end);
  if (!(span > 0)) return end;
  const line = Array.from({ length: cells }, () => " ");
  const write = (text: string, at: number): void => {
    for (let i = 0; i < text.length && at + i < cells; i += 1) line[at + i] = text[i]!;
  };
  const endAt = Math.max(0, cells - end.length);
  write(end, endAt);
  const step = roundStep((span * 11) / cells);
  let free = 0;
  for (let tick = Math.ceil(timeline.start / step) * step; tick <= timeline.end; tick += step) {
    const at = Math.floor(((tick - timeline.start) / span) * cells);
    const text = `╵${shortNumber(tick)}`;
    if (at < free || at + text.length + 1 > endAt) continue;
    write(text, at);
    free = at + text.length + 1;
  }
  return line.join("");
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * 0.999)!;
}
