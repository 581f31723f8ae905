import type { Progress } from "../../runner/kernel.ts";

/** One line at the foot of a terminal that follows a running execution; nothing where the output is no terminal. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #shown = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show(progress: Progress): void {
    if (!this.#stream.isTTY) return;
    const line = describeProgress(progress).slice(0, (this.#stream.columns ?? 80) - 1);
    this.#stream.write(`\r\u001b[2K${line}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.#stream.write("\r\u001b[2K");
    this.#shown = false;
  }
}

const barWidth = 24;

/** With `until` a bar and a percentage; without it nobody knows the end, so time, state and rate alone. */
export function describeProgress(progress: Progress): string {
  const { now, until, state, substate, eventsPerSecond } = progress;
  const place = state === null ? "" : `  ${substate === null || substate === "" ? state : `${state}/${substate}`}`;
  const rate = `${Math.round(eventsPerSecond).toLocaleString("en")} events/s`;
  const time = `${now.toFixed(1)} s`;
  if (until === null || until <= 0) return `${time}${place}  ${rate}`;
  const share = Math.min(1, now / until);
  const bar = "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "░");
  return `${bar} ${Math.floor(share * 100)} %  ${time} of ${until} s${place}  ${rate}`;
}
