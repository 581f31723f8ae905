import type { Kernel } from "../runner/kernel.ts";
import type { ThreadName } from "../runner/threadProtocol.ts";
import type { ShowOutputs } from "./executeConfig.ts";
import { type CellOutput, errorOutput } from "./outputs.ts";
import type {
  CellDependencies,
  CellError,
  CellReply,
  CellWorkflow,
  OutputsMessage,
  PrintedMessage,
  SessionQuestion,
  SessionVariable,
} from "./typescript/protocol.ts";

/** Milliseconds that a cell has to stop by itself; then its thread is ended, with every variable in it. */
const interruptGraceMs = 1_500;

/** How a TypeScript cell ended, whether or not its thread lived to tell. */
export interface TypeScriptResult {
  readonly success: boolean;
  readonly error?: CellError;
  readonly dependencies?: CellDependencies;
}

/** Takes all that a cell prints, as it comes. */
export type PrintWhole = (name: "stdout" | "stderr", text: string) => void;

/** The TypeScript cells of one notebook, as seen from where they are shown: they run in a thread of the kernel. */
export class TypeScriptCells {
  readonly #kernel: Kernel;
  readonly #thread: ThreadName;
  #workflows: readonly CellWorkflow[] = [];
  #hasState = false;
  #endedByUs: string | undefined;

  constructor(kernel: Kernel, notebook: string) {
    this.#kernel = kernel;
    this.#thread = { role: "session", notebook };
  }

  /** Defined by cells of this notebook since its session began. */
  get workflows(): readonly CellWorkflow[] {
    return this.#workflows;
  }

  async execute(
    cell: string,
    source: string,
    show: ShowOutputs,
    signal?: AbortSignal,
    print?: PrintWhole,
  ): Promise<TypeScriptResult> {
    let shown: CellOutput[] = [];
    const stopListening = this.#kernel.onEvent((event) => {
      if (event.type !== "thread" || event.thread.role !== "session") return;
      const message = event.message as OutputsMessage | PrintedMessage;
      if (event.thread.notebook !== this.#thread.notebook || message.cell !== cell) return;
      if (message.type === "printed") {
        print?.(message.name, message.text);
        return;
      }
      shown = [...shown.slice(0, message.first), ...message.outputs];
      show(shown);
    });
    const interrupt = () => void this.interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    const hadState = this.#hasState;
    this.#hasState = true;
    try {
      const asked = this.#ask<CellReply>({
        type: "execute",
        cell,
        source,
        ...(print === undefined ? {} : { tellPrinted: true }),
      });
      if (signal?.aborted === true) interrupt();
      const { success, outputs, workflows, error, dependencies } = await asked;
      this.#workflows = workflows;
      show(outputs);
      return { success, dependencies, ...(error === undefined ? {} : { error }) };
    } catch (thrown) {
      const { name, message } = thrown as Error;
      this.#forget();
      const lost = hadState
        ? " Variables of this notebook's TypeScript cells are lost: run the cells that set them again."
        : "";
      const told = `${this.#endedByUs ?? message}${lost}`;
      this.#endedByUs = undefined;
      show([...shown, errorOutput(name, told)]);
      return { success: false, error: { name, message: told } };
    } finally {
      signal?.removeEventListener("abort", interrupt);
      stopListening();
    }
  }

  /** Stops the cell that runs: at its next `await`, with all state kept; else by ending its thread. False when none runs. */
  async interrupt(): Promise<boolean> {
    const asked = this.#ask<boolean>({ type: "interrupt" }).catch(() => true);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), interruptGraceMs);
    });
    const answer = await Promise.race([asked, late]);
    clearTimeout(timer);
    if (answer !== "late") return answer;
    this.#endedByUs = `The cell did not stop within ${interruptGraceMs / 1000} s, so its thread was ended.`;
    return this.#kernel.endThread(this.#thread);
  }

  /** Forgets everything: the next cell starts in a new thread. */
  async restart(): Promise<void> {
    this.#endedByUs = "The session was restarted.";
    await this.#kernel.endThread(this.#thread);
    this.#endedByUs = undefined;
    this.#forget();
  }

  /** Empty while no thread lives, and none is started for it. */
  async variables(): Promise<readonly SessionVariable[]> {
    return this.#hasState ? this.#ask<readonly SessionVariable[]>({ type: "variables" }) : [];
  }

  #forget(): void {
    this.#hasState = false;
    this.#workflows = [];
  }

  #ask<Answer>(question: SessionQuestion): Promise<Answer> {
    return this.#kernel.askThread(this.#thread, question) as Promise<Answer>;
  }
}
