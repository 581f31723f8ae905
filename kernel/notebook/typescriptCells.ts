import type { Kernel, KernelEvent } from "../runner/kernel.ts";
import { KernelLostError } from "../runner/kernelLostError.ts";
import type { ThreadName } from "../runner/threadProtocol.ts";
import type { ShowOutputs } from "./executeOnce.ts";
import { type CellOutput, errorOutput } from "./outputs.ts";
import type {
  CellDependencies,
  CellError,
  CellReply,
  CellWorkflow,
  SessionMessage,
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

type StreamOutput = Extract<CellOutput, { kind: "stream" }>;

/** Takes all that a cell prints, as it comes, and what is told beside it. */
export type PrintWhole = (name: "stdout" | "stderr", text: string) => void;

/** The TypeScript cells of one notebook, as seen from where they are shown: they run in a thread of the kernel. */
export class TypeScriptCells {
  readonly #kernel: Kernel;
  #thread: ThreadName;
  readonly #lost: (reason: string) => void;
  #workflows: readonly CellWorkflow[] = [];
  #hasState = false;
  #endedByUs: string | undefined;
  /** How the session ended when no cell ran; the next cell tells. */
  #lostBetween: string | undefined;
  #running: Promise<unknown> | undefined;
  #stopWatching: (() => void) | undefined;

  /** `lost`: told when this session's thread has ended without being asked to, with the reason; of the kernel's end, the kernel tells. */
  constructor(kernel: Kernel, notebook: string, lost: (reason: string) => void = () => {}) {
    this.#kernel = kernel;
    this.#lost = lost;
    this.#thread = { role: "session", id: crypto.randomUUID(), notebook };
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
    this.#stopWatching ??= this.#kernel.onEvent((event) => this.#noticeLoss(event));
    const before = this.#takeLoss();
    for (const { name, text } of before) print?.(name, text);
    let shown: CellOutput[] = [];
    const stopListening = this.#kernel.onEvent((event) => {
      if (event.type !== "thread" || event.thread.role !== "session") return;
      const message = event.message as SessionMessage;
      if (event.thread.id !== this.#thread.id || message.type === "gone" || message.cell !== cell) return;
      if (message.type === "printed") {
        print?.(message.name, message.text);
        return;
      }
      shown = [...shown.slice(0, message.first), ...message.outputs];
      show([...before, ...shown]);
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
      this.#running = asked.catch(() => {});
      if (signal?.aborted === true) interrupt();
      const { success, outputs, workflows, error, dependencies } = await asked;
      this.#workflows = workflows;
      show([...before, ...outputs]);
      return { success, dependencies, ...(error === undefined ? {} : { error }) };
    } catch (thrown) {
      const { name, message } = thrown as Error;
      this.#forget();
      const lost = hadState
        ? " Variables of this notebook's TypeScript cells are lost: run the cells that set them again."
        : "";
      const reason = this.#endedByUs ?? ((await this.#endBroken(thrown)) ? brokenBy(message) : message);
      const told = `${reason}${lost}`;
      this.#endedByUs = undefined;
      if (hadState && !(thrown instanceof KernelLostError)) this.#lost(reason);
      show([...before, ...shown, errorOutput(name, told)]);
      return { success: false, error: { name, message: told } };
    } finally {
      signal?.removeEventListener("abort", interrupt);
      stopListening();
      this.#running = undefined;
    }
  }

  /** Stops the cell that runs: at its next `await`, with all state kept; else by ending its thread. False when none runs. */
  async interrupt(): Promise<boolean> {
    const running = this.#running;
    if (running === undefined) return false;
    const stopped = this.#ask<boolean>({ type: "interrupt" })
      .catch(() => true)
      .then(() => running);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), interruptGraceMs);
    });
    const answer = await Promise.race([stopped, late]);
    clearTimeout(timer);
    if (answer !== "late" || this.#running !== running) return true;
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

  /** The notebook has another path. All state is kept, and a cell that runs goes on. */
  moved(notebook: string): void {
    this.#thread = { ...this.#thread, notebook };
    if (this.#hasState) this.#ask({ type: "moved", notebook }).catch(() => {});
  }

  /** Listens no more. */
  close(): Promise<void> {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    return this.restart();
  }

  /** A thread, or the whole process, may also end between two cells. */
  #noticeLoss(event: KernelEvent): void {
    if (!this.#hasState || this.#running !== undefined) return;
    if (event.type === "restarted") {
      this.#lostBetween = `The kernel process ended: ${event.reason}.`;
    } else if (event.type === "thread" && event.thread.role === "session" && event.thread.id === this.#thread.id) {
      const message = event.message as SessionMessage;
      if (message.type === "gone" && this.#endedByUs === undefined) this.#lostBetween = message.reason;
    }
    if (this.#lostBetween === undefined) return;
    this.#forget();
    if (event.type === "thread") this.#lost(this.#lostBetween);
  }

  #takeLoss(): StreamOutput[] {
    const reason = this.#lostBetween;
    this.#lostBetween = undefined;
    if (reason === undefined) return [];
    const text = `The session of this notebook's TypeScript cells was lost. ${reason} Run the cells that set its variables again.\n`;
    return [{ kind: "stream", name: "stderr", text }];
  }

  /** A thread that answers a cell with an error of its own is of no use to the next. False where none lives. */
  async #endBroken(thrown: unknown): Promise<boolean> {
    if (thrown instanceof KernelLostError) return false;
    return this.#kernel.endThread(this.#thread).catch(() => false);
  }

  #forget(): void {
    this.#hasState = false;
    this.#workflows = [];
  }

  #ask<Answer>(question: SessionQuestion): Promise<Answer> {
    return this.#kernel.askThread(this.#thread, question) as Promise<Answer>;
  }
}

/** Such as a cell that replaces `Array`. */
function brokenBy(message: string): string {
  return `The session cannot go on after this cell, so its thread was ended: ${message}${/[.!?]$/.test(message) ? "" : "."}`;
}
