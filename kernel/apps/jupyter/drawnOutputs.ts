import { executionBundle, runningBundle } from "../../display/executionBundle.ts";
import { type MimeBundle, vegaLiteMime } from "../../display/mimeBundle.ts";
import { pictureOf } from "../../display/picture.ts";
import { isGoingOn, type JsonObject } from "../../model/index.ts";
import { type ExecutionOutput, executionMime } from "../../notebook/executionOutput.ts";
import { followTimeline } from "../../notebook/liveTimeline.ts";
import type { CellOutput } from "../../notebook/outputs.ts";
import type { Kernel } from "../../runner/kernel.ts";

/** Milliseconds in which a short execution ends: it is shown once, with its picture, and not as running before. */
const patienceMs = 250;

/**
 * The outputs of one cell for clients that know neither our executions nor, some of them, charts: an execution becomes its timeline
 * with a picture and a text, a chart gets a picture beside it. Each is drawn once; a running execution again and again, without picture.
 */
export class DrawnOutputs {
  readonly #kernel: Kernel;
  readonly #changed: () => void;
  readonly #drawn = new Map<string, Promise<MimeBundle>>();
  readonly #followed = new Set<string>();
  readonly #running = new Map<string, MimeBundle>();
  readonly #stopFollowing: (() => void)[] = [];

  /** `changed` is called when a running execution has got further: drawing again shows it. */
  constructor(kernel: Kernel, changed: () => void) {
    this.#kernel = kernel;
    this.#changed = changed;
  }

  /** Undefined while there is nothing to show yet of an execution that has just begun. */
  async draw(outputs: readonly CellOutput[]): Promise<CellOutput[] | undefined> {
    const running = outputs.map(runningIdOf).filter((id) => id !== undefined);
    for (const executionId of running) this.#follow(executionId);
    if (running.some((id) => !this.#running.has(id))) return undefined;
    return Promise.all(
      outputs.map(async (output) =>
        output.kind === "display" ? { ...output, data: await this.#bundleOf(output.data) } : output,
      ),
    );
  }

  close(): void {
    for (const stop of this.#stopFollowing) stop();
  }

  #bundleOf(data: MimeBundle): Promise<MimeBundle> | MimeBundle {
    const execution = data[executionMime] as unknown as ExecutionOutput | undefined;
    if (execution === undefined)
      return data[vegaLiteMime] === undefined ? data : this.#once(data, () => withPicture(data));
    const running = this.#running.get(execution.executionId);
    if (isGoingOn(execution)) return { ...data, ...running };
    return this.#once(data, () => this.#endedBundle(execution.executionId, data));
  }

  #once(data: MimeBundle, draw: () => Promise<MimeBundle>): Promise<MimeBundle> {
    const key = JSON.stringify(data);
    let drawn = this.#drawn.get(key);
    if (drawn === undefined) {
      drawn = draw();
      this.#drawn.set(key, drawn);
    }
    return drawn;
  }

  /** Begins to follow an execution, once, when it has lasted a while. */
  #follow(executionId: string): void {
    if (this.#followed.has(executionId)) return;
    this.#followed.add(executionId);
    const timer = setTimeout(() => {
      const stop = followTimeline(this.#kernel, executionId, (snapshot) => {
        if (snapshot === undefined || snapshot.timeline.ended) return;
        this.#running.set(executionId, runningBundle(snapshot.execution, snapshot.timeline));
        this.#changed();
      });
      this.#stopFollowing.push(stop);
    }, patienceMs);
    this.#stopFollowing.push(() => clearTimeout(timer));
  }

  async #endedBundle(executionId: string, data: MimeBundle): Promise<MimeBundle> {
    const record = await this.#kernel.execution(executionId);
    const timeline = await this.#kernel.timeline(executionId);
    if (record === undefined || timeline === undefined) return data;
    return { ...data, ...(await executionBundle(record, timeline)) };
  }
}

function runningIdOf(output: CellOutput): string | undefined {
  const execution = output.kind === "display" ? (output.data[executionMime] as unknown as ExecutionOutput) : undefined;
  return execution !== undefined && isGoingOn(execution) ? execution.executionId : undefined;
}

async function withPicture(data: MimeBundle): Promise<MimeBundle> {
  return { ...(await pictureOf(data[vegaLiteMime] as JsonObject)), ...data };
}
