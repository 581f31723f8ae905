import { shortNumber, shortSeconds } from "../timeline/index.ts";
import { elapsedText } from "../views/index.ts";
import type { ProgressFigures } from "./executionOutput.ts";

/** What these figures are made from. Not the runner's own type: the browser draws them too. */
interface KnownProgress {
  /** Simulated seconds. */
  readonly now: number;
  readonly until: number | null;
  readonly eventsPerSecond: number;
  readonly wallTimeMs: number;
  /** Wall seconds per simulated second, of one that runs in real time. */
  readonly factor?: number;
  readonly state?: string | null;
  readonly substate?: string | null;
  readonly paused?: boolean;
  readonly returnedAt?: number;
}

export function progressFigures(progress: KnownProgress): ProgressFigures {
  const { now, until, eventsPerSecond, state = null, substate = null, paused = false, returnedAt } = progress;
  return {
    now,
    until,
    eventsPerSecond: Math.round(eventsPerSecond),
    restMs: restOf(progress),
    state: state === null || substate === null || substate === "" ? state : `${state}/${substate}`,
    paused,
    ...(returnedAt === undefined ? {} : { returnedAt }),
  };
}

/** In real time it is known, however few events have come; else it goes on as it has until now. */
function restOf({ now, until, wallTimeMs, factor }: KnownProgress): number | null {
  if (until === null) return null;
  if (factor !== undefined) return Math.round((until - now) * factor * 1_000);
  return now > 0 && wallTimeMs > 0 ? Math.round((wallTimeMs * (until - now)) / now) : null;
}

/** `1,200 s of 7,200 s simulated (16 %), beam/ready, 1.2M events/s, about 4 s left`. */
export function progressText({
  now,
  until,
  eventsPerSecond,
  restMs,
  state,
  paused,
  returnedAt,
}: ProgressFigures): string {
  const share = until === null || until <= 0 ? "" : ` (${Math.floor((100 * now) / until)} %)`;
  const time =
    until === null
      ? `${shortSeconds(now)} simulated`
      : `${shortSeconds(now)} of ${shortSeconds(until)} simulated${share}`;
  const rest = paused ? "paused" : restMs === null ? undefined : `about ${elapsedText(restMs)} left`;
  const goesOn =
    returnedAt === undefined ? undefined : `goes on after the end of its code at ${shortSeconds(returnedAt)}`;
  const parts = [time, state, `${shortNumber(eventsPerSecond)} events/s`, rest, goesOn];
  return parts.filter((part) => part != null).join(", ");
}
