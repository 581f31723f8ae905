import { randomUUID } from "node:crypto";
import type { Json, JsonObject } from "../../model/index.ts";
import type { CellOutput } from "../../notebook/outputs.ts";

/** A message for every client. */
export interface OutputMessage {
  readonly type: "stream" | "display_data" | "update_display_data" | "execute_result" | "error" | "clear_output";
  readonly content: JsonObject;
}

type Sent =
  | { readonly kind: "display"; readonly id: string; readonly bundle: string }
  | { readonly kind: "error" }
  | { readonly kind: "skipped" };

/**
 * A session says what a cell shows in all, again and again; Jupyter wants to hear what is new. Displays have ids, so one that changed
 * is replaced where it stands. Streams are left out: they come whole, from elsewhere.
 */
export class OutputMessages {
  readonly #executionCount: number;
  #sent: Sent[] = [];

  constructor(executionCount: number) {
    this.#executionCount = executionCount;
  }

  /** What to tell so that clients show these outputs. */
  next(outputs: readonly CellOutput[]): OutputMessage[] {
    if (outputs.length >= this.#sent.length && this.#sent.every((sent, at) => fits(sent, outputs[at]!))) {
      return outputs.flatMap((output, at) => this.#messageFor(output, at));
    }
    this.#sent = [];
    const clear: OutputMessage = { type: "clear_output", content: { wait: true } };
    return [clear, ...outputs.flatMap((output, at) => this.#messageFor(output, at))];
  }

  #messageFor(output: CellOutput, at: number): OutputMessage[] {
    const before = this.#sent[at];
    if (output.kind === "stream") {
      this.#sent[at] = { kind: "skipped" };
      return [];
    }
    if (output.kind === "error") {
      this.#sent[at] = { kind: "error" };
      return before === undefined ? [{ type: "error", content: errorContent(output) }] : [];
    }
    const bundle = JSON.stringify(output.data);
    if (before?.kind === "display") {
      if (before.bundle === bundle) return [];
      this.#sent[at] = { ...before, bundle };
      return [{ type: "update_display_data", content: displayContent(output.data, before.id) }];
    }
    const id = randomUUID();
    this.#sent[at] = { kind: "display", id, bundle };
    const content = displayContent(output.data, id);
    return output.isResult === true
      ? [{ type: "execute_result", content: { ...content, execution_count: this.#executionCount } }]
      : [{ type: "display_data", content }];
  }
}

function fits(sent: Sent, { kind }: CellOutput): boolean {
  return sent.kind === "skipped" ? kind === "stream" : sent.kind === kind;
}

function displayContent(data: Readonly<Record<string, Json>>, id: string): JsonObject {
  return { data, metadata: {}, transient: { display_id: id } };
}

/** As a terminal shows an error: name and message first, then the stack. */
export function errorContent({ name, message, stack }: Extract<CellOutput, { kind: "error" }>): JsonObject {
  const lines = stack === "" || !stack.includes(message) ? [`${name}: ${message}`] : [];
  return { ename: name, evalue: message, traceback: [...lines, ...(stack === "" ? [] : stack.split("\n"))] };
}
