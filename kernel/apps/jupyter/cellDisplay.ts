import type { JsonObject } from "../../model/index.ts";
import type { CellOutput } from "../../notebook/outputs.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { DrawnOutputs } from "./drawnOutputs.ts";
import { OutputMessages } from "./outputMessages.ts";

export type Publish = (type: string, content: JsonObject) => void;

/** Brings what one cell shows to the clients: drawn, as the differences that Jupyter wants, in order. */
export class CellDisplay {
  readonly #drawn: DrawnOutputs;
  readonly #messages: OutputMessages;
  readonly #publish: Publish;
  #latest: readonly CellOutput[] = [];
  #isWaiting = false;
  #working: Promise<void> | undefined;

  constructor(kernel: Kernel, executionCount: number, publish: Publish) {
    this.#drawn = new DrawnOutputs(kernel, () => this.show(this.#latest));
    this.#messages = new OutputMessages(executionCount);
    this.#publish = publish;
  }

  /** Replaces what the cell shows. While one state is drawn, those between it and the latest are passed over. */
  show(outputs: readonly CellOutput[]): void {
    this.#latest = outputs;
    this.#isWaiting = true;
    this.#working ??= this.#work();
  }

  print(name: "stdout" | "stderr", text: string): void {
    this.#publish("stream", { name, text });
  }

  /** Resolves to the last outputs when they have been published. */
  async end(): Promise<readonly CellOutput[]> {
    this.#drawn.close();
    while (this.#working !== undefined) await this.#working;
    return this.#latest;
  }

  async #work(): Promise<void> {
    while (this.#isWaiting) {
      this.#isWaiting = false;
      const drawn = await this.#drawn.draw(this.#latest);
      for (const { type, content } of this.#messages.next(drawn)) this.#publish(type, content);
    }
    this.#working = undefined;
  }
}
