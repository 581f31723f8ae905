import { ownValue } from "../model/index.ts";
import { intervalEnd, type StateInterval, type Timeline } from "../summary/timeline.ts";
import { stateKey } from "./rows.ts";

/** Periods of one state that lasted as good as equally long and yet counted differently. */
export interface UnequalPeriods {
  readonly state: string;
  readonly substate: string;
  readonly count: string;
  /** What each period counted, in order. */
  readonly counted: readonly number[];
  readonly durations: readonly number[];
}

/**
 * Finds counts that differ by one or two between equal periods (301, 300, 300). A sum of steps such as 0.1 s is not exact
 * in binary, and whether one more step fits before the end of a period then depends on where the period began.
 */
export function unequalPeriods(timeline: Timeline): UnequalPeriods[] {
  const found: UnequalPeriods[] = [];
  for (const { state, substate, visits } of timeline.timeInState) {
    if (visits < 2) continue;
    const periods = timeline.states.filter(
      (each) => isWhole(each, timeline) && each.state === state && each.substate === substate,
    );
    for (const count of new Set(periods.flatMap((period) => Object.keys(period.counts ?? {})))) {
      const counted = periods.map((period) => ownValue(period.counts, count) ?? 0);
      const durations = periods.map((period) => intervalEnd(period, timeline) - period.start);
      const [fewest, most] = [Math.min(...counted), Math.max(...counted)];
      if (most === fewest || most - fewest > 2 || fewest < 1) continue;
      // One count more or less may also lengthen the period by its own step.
      const longest = Math.max(...durations);
      if (longest - Math.min(...durations) > (2.5 * longest) / most) continue;
      found.push({ state, substate, count, counted, durations });
    }
  }
  return found;
}

/** The finding as a sentence. */
export function explainUnequalPeriods({ state, substate, count, counted }: UnequalPeriods): string {
  const shown = counted.length > 8 ? `${counted.slice(0, 8).join(", ")}, ...` : counted.join(", ");
  return (
    `${stateKey(state, substate)} counted ${shown} ${count} in equal periods. That is arithmetic, not an error: ` +
    "decimal steps are not exact in binary, so rounding decides whether one more fits before a period ends."
  );
}

function isWhole(interval: StateInterval, timeline: Timeline): boolean {
  return interval.merged === undefined && (interval.end ?? timeline.end) < timeline.end;
}
