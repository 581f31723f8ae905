import { setTimeout as delay } from "node:timers/promises";
import type { Json, JsonObject } from "../../model/index.ts";
import { isCellId } from "../../notebook/cellId.ts";
import type { CellOutput } from "../../notebook/outputs.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { Kernel } from "../../runner/kernel.ts";
import { Assistance, type AssistancePorts } from "./assistance.ts";
import { CellDisplay } from "./cellDisplay.ts";
import { languageCell } from "./cellLanguage.ts";
import { History } from "./history.ts";
import { protocolVersion } from "./message.ts";
import { errorContent } from "./outputMessages.ts";
import { RequestQueue } from "./requestQueue.ts";
import type { Request, Sockets } from "./sockets.ts";
import { userExpressions } from "./userExpressions.ts";

export interface JupyterKernelPorts extends AssistancePorts {
  readonly kernel: Kernel;
  readonly sockets: Sockets;
  /** Ends the process, after what is left has been sent. */
  readonly shutDown: () => Promise<void>;
}

type Answer = (request: Request) => Promise<void> | void;

/** Milliseconds in which cells that were sent together with a failing one arrive. */
const abortWindowMs = 50;

/** The requests of Jupyter's messaging protocol, answered with a notebook session. */
export class JupyterKernel {
  readonly #ports: JupyterKernelPorts;
  readonly #assistance: Assistance;
  readonly #history = new History();
  readonly #queue = new RequestQueue((request) => this.#answer(request));
  #executionCount = 0;
  #running: AbortController | undefined;

  constructor(ports: JupyterKernelPorts) {
    this.#ports = ports;
    this.#assistance = new Assistance(ports);
  }

  /** A request on the shell channel: they wait for each other. */
  shell(request: Request): void {
    this.#queue.add(request);
  }

  /** A request on the control channel: it is answered at once, also while a cell runs. */
  control(request: Request): void {
    void this.#answer(request);
  }

  readonly #answers: Readonly<Record<string, Answer>> = {
    kernel_info_request: ({ reply }) => reply("kernel_info_reply", kernelInfo),
    execute_request: (request) => this.#execute(request),
    complete_request: async ({ content, reply }) =>
      reply("complete_reply", await this.#assistance.complete(codeOf(content), Number(content.cursor_pos))),
    inspect_request: async ({ content, reply }) =>
      reply("inspect_reply", await this.#assistance.inspect(codeOf(content), Number(content.cursor_pos))),
    is_complete_request: async ({ content, reply }) =>
      reply("is_complete_reply", await this.#assistance.isComplete(codeOf(content))),
    history_request: ({ content, reply }) =>
      reply("history_reply", { status: "ok", history: this.#history.find(content) }),
    comm_info_request: ({ reply }) => reply("comm_info_reply", { status: "ok", comms: {} }),
    // No comm target is known here: the client is told that its comm is closed.
    comm_open: (request) =>
      this.#ports.sockets.publish("comm_close", { comm_id: request.content.comm_id ?? "", data: {} }, request.header),
    comm_msg: () => {},
    comm_close: () => {},
    interrupt_request: async ({ reply }) => {
      this.#running?.abort();
      reply("interrupt_reply", { status: "ok" });
    },
    shutdown_request: async ({ content, reply }) => {
      reply("shutdown_reply", { status: "ok", restart: content.restart === true });
      this.#running?.abort();
      await this.#ports.shutDown();
    },
  };

  async #answer(request: Request): Promise<void> {
    const { sockets } = this.#ports;
    const status = (execution_state: string) => sockets.publish("status", { execution_state }, request.header);
    status("busy");
    try {
      await this.#answers[request.header.msg_type]?.(request);
    } catch (error) {
      const { name, message } = error as Error;
      const content = { status: "error", ...errorContent({ kind: "error", name, message, stack: "" }) };
      request.reply(request.header.msg_type.replace("_request", "_reply"), content);
    }
    status("idle");
  }

  async #execute(request: Request): Promise<void> {
    const { content, header } = request;
    // Also while its pictures are drawn: an interrupt then is meant for the cells that wait.
    const running = new AbortController();
    this.#running = running;
    let success = false;
    try {
      success = await this.#executeCell(request, running.signal);
    } finally {
      this.#running = undefined;
    }
    const isInterrupted = running.signal.aborted;
    if ((success && !isInterrupted) || content.stop_on_error === false) return;
    // One client's mistake is none of another's; an interrupt is the kernel's.
    await this.#abortWaiting((waiting) => isInterrupted || waiting.header.session === header.session);
  }

  async #executeCell(request: Request, signal: AbortSignal): Promise<boolean> {
    const { content, metadata, header, reply } = request;
    const { sockets, session, kernel } = this.#ports;
    const code = codeOf(content);
    const isSilent = content.silent === true;
    const isStored = !isSilent && content.store_history !== false;
    if (isStored) this.#executionCount += 1;
    const execution_count = this.#executionCount;
    if (!isSilent) sockets.publish("execute_input", { code, execution_count }, header);
    if (isStored) this.#history.add(execution_count, code);
    const done = async () => {
      const user_expressions = await userExpressions(content.user_expressions, session, signal);
      reply("execute_reply", { status: "ok", execution_count, payload: [], user_expressions });
      return true;
    };
    if (code.trim() === "") return done();

    const cell = { id: cellId(metadata, execution_count), ...languageCell(code, metadata) };
    const display = new CellDisplay(kernel, execution_count, (type, told) => {
      if (!isSilent) sockets.publish(type, told, header);
    });
    const result = await session.execute(
      cell,
      (outputs) => display.show(outputs),
      signal,
      (name, text) => display.print(name, text),
    );
    if (!result.success) display.show(withError(await display.end(), signal.aborted));
    const outputs = await display.end();
    if (isStored) this.#history.setOutput(textOf(outputs));
    if (result.success) return done();
    reply("execute_reply", { status: "error", execution_count, ...errorContent(errorOf(outputs)) });
    return false;
  }

  /** Cells that were sent together with one that failed are not executed; their clients are told. */
  async #abortWaiting(isMeant: (waiting: Request) => boolean): Promise<void> {
    await delay(abortWindowMs);
    for (const { reply, header } of this.#queue.takeExecutions(isMeant)) {
      this.#ports.sockets.publish("status", { execution_state: "busy" }, header);
      reply("execute_reply", { status: "aborted", execution_count: this.#executionCount });
      this.#ports.sockets.publish("status", { execution_state: "idle" }, header);
    }
  }
}

const kernelInfo: JsonObject = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: "wfnb",
  implementation_version: packageJson.version,
  language_info: {
    name: "typescript",
    version: process.versions.node,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
  },
  banner: `wfnb ${packageJson.version}: TypeScript cells, and workflow cells in TOML (%%toml in the first line)`,
  help_links: [{ text: "SimPy's guide, of which the engine keeps the names", url: "https://simpy.readthedocs.io" }],
};

function codeOf({ code }: JsonObject): string {
  return typeof code === "string" ? code : "";
}

/**
 * The notebook's own id where the client tells it (JupyterLab does), so that an execution knows its cell. VS Code tells an address,
 * which nobody could find in a stack. Without a space: a stack is read word by word.
 */
function cellId({ cellId: told }: JsonObject, executionCount: number): string {
  return isCellId(told) ? told : `In[${executionCount}]`;
}

/** A cell that did not succeed ends with an error, also one that was stopped. */
function withError(outputs: readonly CellOutput[], isInterrupted: boolean): readonly CellOutput[] {
  if (outputs.some(({ kind }) => kind === "error")) return outputs;
  const message = isInterrupted ? "The cell was interrupted." : "The execution was cancelled.";
  return [...outputs, { kind: "error", name: "Cancelled", message, stack: "" }];
}

function errorOf(outputs: readonly CellOutput[]): Extract<CellOutput, { kind: "error" }> {
  return outputs.findLast((output) => output.kind === "error")!;
}

function textOf(outputs: readonly CellOutput[]): string {
  return outputs
    .map((output): Json | undefined => (output.kind === "display" ? output.data["text/plain"] : undefined))
    .filter((text) => typeof text === "string")
    .join("\n");
}
