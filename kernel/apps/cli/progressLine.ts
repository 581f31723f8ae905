import type { Progress } from "../../runner/kernel.ts";

const widestBar = 24;
const narrowestBar = 8;

/** With `until` a bar and a percentage; without it nobody knows the end, so time, state and rate alone. At most `columns` characters. */
export function describeProgress(progress: Progress, columns = Number.POSITIVE_INFINITY): string {
  const { now, until, state, substate, eventsPerSecond, returnedAt } = progress;
  const place = state === null ? "" : `  ${substate === null || substate === "" ? state : `${state}/${substate}`}`;
  const goesOn = returnedAt === undefined ? "" : `  goes on after the end of its code at ${returnedAt.toFixed(1)} s`;
  const rate = `${Math.round(eventsPerSecond).toLocaleString("en")} events/s${goesOn}`;
  const time = `${now.toFixed(1)} s`;
  if (until === null || until <= 0) return cut(`${time}${place}  ${rate}`, columns);
  const share = Math.min(1, now / until);
  const text = ` ${Math.floor(share * 100)} %  ${time} of ${until} s${place}  ${rate}`;
  const width = Math.max(narrowestBar, Math.min(widestBar, columns - text.length));
  return cut(`${"█".repeat(Math.round(share * width)).padEnd(width, "░")}${text}`, columns);
}

function cut(line: string, columns: number): string {
  return line.length > columns ? `${line.slice(0, Math.max(0, columns - 1))}…` : line;
}
