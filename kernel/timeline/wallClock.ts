import type { WorkflowExecution } from "../model/index.ts";
import { wallTime } from "./seconds.ts";

/** What is known of when, on the wall clock, a simulated moment was: plain JSON. */
export interface RunClock {
  /** ISO 8601. */
  readonly startTime: string;
  /** Wall seconds per simulated second of a run that kept step with the wall clock; null of one that ran as fast as it could. */
  readonly factor: number | null;
  /** From the first step to the last, or so far. Milliseconds; null where it is not known. */
  readonly wallTimeMs: number | null;
}

/** A run in real time that is further off than this was paused, or had another factor for a while: which moment was when is not known. */
const allowedShare = 0.02;
const allowedMs = 1000;

/**
 * Only a run in real time has a wall time for each moment, and only where its record shows that it kept step all the time.
 * `progress`: how far a running one has come.
 */
export function runClock(
  {
    startTime,
    runOptions,
    performanceMetrics,
  }: Pick<WorkflowExecution, "startTime" | "runOptions" | "performanceMetrics">,
  progress?: { readonly now: number; readonly wallTimeMs: number },
): RunClock {
  const wallTimeMs = performanceMetrics?.wallTimeMs ?? progress?.wallTimeMs ?? null;
  const simulated = performanceMetrics?.simulatedEndTime ?? progress?.now;
  const factor = runOptions.factor ?? 1;
  const keptStep =
    runOptions.realtime === true &&
    wallTimeMs !== null &&
    simulated !== undefined &&
    Math.abs(wallTimeMs - simulated * factor * 1000) <= Math.max(allowedMs, allowedShare * wallTimeMs);
  return { startTime, factor: keptStep ? factor : null, wallTimeMs };
}

/** When a simulated moment was, in this machine's zone: `2026-11-26 18:00:05.2`, or of what ran as fast as it could, when all of it ran. */
export function wallClockText({ startTime, factor, wallTimeMs }: RunClock, seconds: number): string {
  const start = Date.parse(startTime);
  const moment = start + seconds * (factor ?? 0) * 1000;
  if (factor !== null && Number.isFinite(new Date(moment).getTime())) return localTime(moment);
  if (Number.isNaN(start)) return "";
  return wallTimeMs === null
    ? `run from ${localTime(start)}`
    : `run at ${localTime(start)}, in ${wallTime(wallTimeMs)}`;
}

function localTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const tenths = Math.floor(date.getMilliseconds() / 100);
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(tenths)}`;
}
