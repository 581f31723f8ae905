import { executionBundle, runningBundle } from "../../display/executionBundle.ts";
import { type MimeBundle, vegaLiteMime } from "../../display/mimeBundle.ts";
import { pictureOf } from "../../display/picture.ts";
import type { JsonObject } from "../../model/index.ts";
import { followTimeline } from "../../notebook/liveTimeline.ts";
import { type CellOutput, type ExecutionOutput, executionMime } from "../../notebook/outputs.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { timelineOf } from "../../timeline/index.ts";

/**
 * The outputs of one cell for clients that know neither our executions nor, some of them, charts: an execution becomes its timeline
 * with a picture and a text, a chart gets a picture beside it. Each is drawn once; a running execution again and again, without picture.
 */
export class DrawnOutputs {
  readonly #kernel: Kernel;
  readonly #changed: () => void;
  readonly #drawn = new Map<string, Promise<MimeBundle>>();
  readonly #running = new Map<string, MimeBundle>();
  readonly #stopFollowing: (() => void)[] = [];

  /** `changed` is called when a running execution has got further: drawing again shows it. */
  constructor(kernel: Kernel, changed: () => void) {
    this.#kernel = kernel;
    this.#changed = changed;
  }

  draw(outputs: readonly CellOutput[]): Promise<CellOutput[]> {
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
    if (execution.status === "running" || execution.status === "queued") {
      return { ...data, ...this.#runningBundle(execution.executionId) };
    }
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

  /** What the execution has come to by now; the first call begins to follow it. */
  #runningBundle(executionId: string): MimeBundle {
    const known = this.#running.get(executionId);
    if (known !== undefined) return known;
    this.#running.set(executionId, {});
    const stop = followTimeline(this.#kernel, executionId, (snapshot) => {
      if (snapshot === undefined || snapshot.timeline.ended) return;
      this.#running.set(executionId, runningBundle(snapshot.execution, snapshot.timeline));
      this.#changed();
    });
    this.#stopFollowing.push(stop);
    return {};
  }

  async #endedBundle(executionId: string, data: MimeBundle): Promise<MimeBundle> {
    const record = await this.#kernel.execution(executionId);
    if (record === undefined) return data;
    const timeline = timelineOf(await this.#kernel.trace(executionId), record.simulatedEndTime);
    return { ...data, ...(await executionBundle(record, timeline)) };
  }
}

async function withPicture(data: MimeBundle): Promise<MimeBundle> {
  return { ...(await pictureOf(data[vegaLiteMime] as JsonObject)), ...data };
}
