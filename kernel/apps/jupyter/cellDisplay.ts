import type { JsonObject } from "../../model/index.ts";
import type { CellOutput } from "../../notebook/outputs.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { DrawnOutputs } from "./drawnOutputs.ts";
import { OutputMessages } from "./outputMessages.ts";

export type Publish = (type: string, content: JsonObject) => void;

type Step = { readonly outputs: readonly CellOutput[] } | { readonly name: "stdout" | "stderr"; readonly text: string };

/** Brings what one cell shows to the clients: drawn, as the differences that Jupyter wants, in order. */
export class CellDisplay {
  readonly #drawn: DrawnOutputs;
  readonly #messages: OutputMessages;
  readonly #publish: Publish;
  #latest: readonly CellOutput[] = [];
  #waiting: Step[] = [];
  #working: Promise<void> | undefined;

  constructor(kernel: Kernel, executionCount: number, publish: Publish) {
    this.#drawn = new DrawnOutputs(kernel, () => this.show(this.#latest));
    this.#messages = new OutputMessages(executionCount);
    this.#publish = publish;
  }

  /** Replaces what the cell shows. While one state is drawn, those between it and the latest are passed over. */
  show(outputs: readonly CellOutput[]): void {
    this.#latest = outputs;
    const last = this.#waiting.at(-1);
    if (last !== undefined && "outputs" in last) this.#waiting.pop();
    this.#add({ outputs });
  }

  print(name: "stdout" | "stderr", text: string): void {
    this.#add({ name, text });
  }

  /** Resolves to the last outputs when they have been published. */
  async end(): Promise<readonly CellOutput[]> {
    this.#drawn.close();
    while (this.#working !== undefined) await this.#working;
    return this.#latest;
  }

  #add(step: Step): void {
    this.#waiting.push(step);
    this.#working ??= Promise.resolve().then(() => this.#work());
  }

  async #work(): Promise<void> {
    for (let step = this.#waiting.shift(); step !== undefined; step = this.#waiting.shift()) {
      if ("text" in step) this.#publish("stream", step);
      else await this.#draw(step.outputs);
    }
    this.#working = undefined;
  }

  async #draw(outputs: readonly CellOutput[]): Promise<void> {
    const drawn = await this.#drawn.draw(outputs);
    if (drawn === undefined) return;
    for (const { type, content } of this.#messages.next(drawn)) this.#publish(type, content);
  }
}
