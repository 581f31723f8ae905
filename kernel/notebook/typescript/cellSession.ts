import { setImmediate as turn } from "node:timers/promises";
import { inspect } from "node:util";
import { Script } from "node:vm";
import { describeWorkflow, isWorkflowDefinition, type WorkflowDefinition } from "../../workflow/defineWorkflow.ts";
import { describeThrown } from "../../workflow/loaderThrown.ts";
import { throttled } from "../throttled.ts";
import { CellScripts } from "./cellScripts.ts";
import { displayValue } from "./displayValue.ts";
import { analyseCell, type ExecutedCell } from "./executedCells.ts";
import { CellInterruptedError, Interruption } from "./interruption.ts";
import { ImportError } from "./moduleImporter.ts";
import { type DisplayHandle, OutputList } from "./outputList.ts";
import { PrintedText } from "./printedText.ts";
import type {
  CellDependencies,
  CellError,
  CellReply,
  CellWorkflow,
  OutputsMessage,
  PrintedMessage,
  SessionVariable,
} from "./protocol.ts";
import { type RewrittenCell, rewriteCell, type SyntaxProblem } from "./rewriteCell.ts";
import { workflowText } from "./workflowText.ts";

/** What a session needs of the thread that it lives in. */
export interface CellSessionPorts {
  /** Absolute path of the notebook, which may change. */
  readonly pathOf: () => string;
  readonly import: (specifier: string, names?: readonly string[]) => Promise<Record<string, unknown>>;
  /** Puts the lines of imported files into a stack. */
  readonly mapStack: (stack: string) => string;
  readonly tell: (message: OutputsMessage | PrintedMessage) => void;
  /** The monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Told when a cell is interrupted: what it started is to end too. */
  readonly interrupted: () => void;
}

/** A cell that runs. */
interface RunningCell {
  readonly cell: string;
  readonly outputs: OutputList;
  /** Where whoever asked wants to hear every word. */
  readonly printed: PrintedText | undefined;
  /** Tells what has changed in the outputs, now. */
  readonly tellChanges: () => void;
  readonly interruption: Interruption;
  /** Errors thrown where no `await` of the cell could see them. */
  readonly failed: PromiseWithResolvers<never>;
}

/** Outputs are told no more than four times a second: more cannot be read. */
const tellIntervalMs = 250;
/** Milliseconds after an interrupt that a cell may still use, in `finally` blocks, say. */
const interruptGraceMs = 500;

/**
 * State of one notebook's TypeScript cells, in a thread of its own: variables are globals of that thread.
 * One cell runs at a time; whoever asks waits for its end.
 */
export class CellSession {
  readonly #ports: CellSessionPorts;
  readonly #scripts = new CellScripts();
  readonly #executed: ExecutedCell[] = [];
  readonly #variables = new Map<string, string>();
  readonly #workflows = new Map<string, CellWorkflow>();
  #defined: WorkflowDefinition[] = [];
  /** What `display` returned. */
  readonly #handles = new WeakSet<object>();
  #running: RunningCell | undefined;
  /** What was printed and displayed while no cell ran; the next one shows it. */
  #between: (() => void)[] = [];
  #order = 0;

  constructor(ports: CellSessionPorts) {
    this.#ports = ports;
  }

  async execute(cell: string, source: string, tellPrinted = false): Promise<CellReply> {
    const outputs: OutputList = new OutputList(() => telling.ask());
    const printed = tellPrinted ? new PrintedText(cell, this.#ports.tell) : undefined;
    const tellChanges = () => {
      printed?.flush();
      const changes = outputs.takeChanges();
      if (changes !== undefined) this.#ports.tell({ type: "outputs", cell, ...changes });
    };
    const telling = throttled(tellChanges, tellIntervalMs, this.#ports.now);
    const running: RunningCell = {
      cell,
      outputs,
      printed,
      tellChanges,
      interruption: new Interruption(),
      failed: Promise.withResolvers(),
    };
    running.failed.promise.catch(() => {});
    this.#running = running;
    for (const show of this.#between.splice(0)) show();
    const { problems, cell: rewritten } = rewriteCell(source);
    const error =
      problems === undefined ? await this.#run(running, source, rewritten) : refuseSyntax(problems, running);
    outputs.close();
    telling.cancel();
    if (outputs.leftOut !== undefined) printed?.write("stderr", outputs.leftOut);
    printed?.flush();
    this.#running = undefined;
    return {
      success: error === undefined,
      outputs: outputs.all(),
      workflows: [...this.#workflows.values()],
      dependencies: this.#dependenciesOf(cell, rewritten?.declared ?? []),
      ...(error === undefined ? {} : { error }),
    };
  }

  /** False when no cell runs. */
  interrupt(): boolean {
    if (this.#running === undefined) return false;
    this.#running.interruption.interrupt();
    this.#ports.interrupted();
    return true;
  }

  /** Waits like an `await` of the cell that runs: for what cells call. */
  wait<T>(awaited: Promise<T>): Promise<T> {
    return (this.#running?.interruption.wait(awaited) ?? awaited) as Promise<T>;
  }

  write(name: "stdout" | "stderr", text: string): void {
    if (this.#running !== undefined) {
      this.#running.outputs.write(name, text);
      this.#running.printed?.write(name, text);
    } else this.#showLater(() => this.write(name, text));
  }

  /** Shows a value at once, besides what the cell ends with. The handle replaces it. */
  display(value: unknown): { update(value: unknown): void } {
    let bundle = displayValue(value);
    let shownIn: RunningCell | "the next" | undefined;
    let handle: DisplayHandle | undefined;
    const show = () => {
      const running = this.#running!;
      shownIn = running;
      running.printed?.flush();
      handle = running.outputs.display(bundle);
      // Where every word is told, what is displayed comes before what is printed next.
      if (running.printed !== undefined) running.tellChanges();
    };
    const showNow = () => {
      if (this.#running !== undefined) return show();
      if (shownIn !== "the next") this.#showLater(show);
      shownIn = "the next";
    };
    showNow();
    const shown = {
      update: (next: unknown) => {
        bundle = displayValue(next);
        // What a cell shows after its end stands in the next.
        if (shownIn === this.#running) handle?.update(bundle);
        else showNow();
      },
    };
    this.#handles.add(shown);
    return shown;
  }

  #showLater(show: () => void): void {
    if (this.#between.length < 1_000) this.#between.push(show);
  }

  /** Takes note of a workflow; it can be run when the cell has ended. */
  define(definition: WorkflowDefinition): void {
    this.#defined.push(definition);
  }

  workflow(name: string): CellWorkflow | undefined {
    return this.#workflows.get(name);
  }

  workflows(): CellWorkflow[] {
    return [...this.#workflows.values()];
  }

  /** An error that nobody awaited: it fails the cell that runs, or is shown by the next. */
  reportStray(thrown: unknown): void {
    if (this.#running !== undefined) this.#running.failed.reject(thrown);
    else this.write("stderr", `An error that nobody caught: ${this.#described(thrown).stack}\n`);
  }

  variables(): SessionVariable[] {
    const globals = globalThis as Record<string, unknown>;
    return [...this.#variables].map(([name, cell]) => {
      const value = globals[name];
      return { name, cell, type: typeName(value), preview: preview(value) };
    });
  }

  async #run(running: RunningCell, source: string, rewritten: RewrittenCell): Promise<CellError | undefined> {
    const { outputs, interruption, cell } = running;
    const scriptName = this.#scripts.add(cell, source, rewritten.map);
    for (const name of rewritten.declared) this.#declare(name, cell);
    this.#defined = [];
    this.#order += 1;
    const order = this.#order;
    try {
      const started = this.#start(rewritten.code, scriptName, interruption);
      started.catch(() => {});
      const result = await Promise.race([started, running.failed.promise, abandoned(interruption)]);
      if (result !== undefined && result.value !== undefined) this.#showValue(result.value, outputs);
      await Promise.race([settled(), running.failed.promise]);
      return undefined;
    } catch (thrown) {
      const { name, message, stack } = this.#described(thrown);
      outputs.error(name, message, stack);
      const raw = isErrorLike(thrown) ? String(thrown.stack) : "";
      const place = this.#scripts.placeOf(raw);
      return {
        name,
        message,
        ...(place === undefined ? {} : { cell: place.cell, range: this.#scripts.rangeAt(place, message) }),
      };
    } finally {
      const executed = analyseCell(cell, source, order);
      this.#executed.push(executed);
      this.#register(executed, outputs);
    }
  }

  async #start(code: string, filename: string, interruption: Interruption): Promise<{ value: unknown } | undefined> {
    const evaluate = new Script(code, { filename }).runInThisContext() as (
      runtime: unknown,
    ) => Promise<{ value: unknown } | undefined>;
    const importModule = async (specifier: string, names?: readonly string[]) => {
      const call = { stack: "" };
      // Where the import stands: what is waited for has lost it.
      Error.captureStackTrace(call, importModule);
      try {
        return await interruption.wait(this.#ports.import(specifier, names));
      } catch (error) {
        if (error instanceof ImportError) error.stack = call.stack.replace(/^.*/, () => String(error));
        throw error;
      }
    };
    return evaluate({
      import: importModule,
      wait: (awaited: unknown) => interruption.wait(awaited),
    });
  }

  #dependenciesOf(cell: string, declared: readonly string[]): CellDependencies {
    const executed = this.#executed.findLast((it) => it.cell === cell);
    const defined = [...this.#workflows].filter(([, it]) => it.cell === cell).map(([name]) => `workflow ${name}`);
    const needs = new Set(executed?.statements.flatMap((statement) => [...statement.needs]));
    for (const name of declared) needs.delete(name);
    return { declares: [...declared, ...defined], needs: [...needs], files: [] };
  }

  #showValue(value: unknown, outputs: OutputList): void {
    // `display(x)` as the last expression: x is there already.
    if (this.#handles.has(value as object)) return;
    if (isWorkflowDefinition(value)) {
      outputs.result({ "text/plain": `Workflow "${value.name}", version ${value.version}.` });
    } else if (isErrorLike(value)) {
      const { name, message, stack } = this.#described(value);
      outputs.error(name, message, stack);
    } else {
      outputs.result(displayValue(value));
    }
  }

  #described(thrown: unknown): { readonly name: string; readonly message: string; readonly stack: string } {
    if (thrown instanceof CellInterruptedError) return { name: thrown.name, message: thrown.message, stack: "" };
    if (!isErrorLike(thrown)) {
      return { name: "Thrown", message: describeThrown(thrown).message.replace("The workflow", "The cell"), stack: "" };
    }
    const { message, stack } = describeThrown(thrown);
    const name = typeof thrown.name === "string" && thrown.name !== "" ? thrown.name : "Error";
    return {
      name,
      message: message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message,
      stack: beyondMessage(this.#scripts.describe(this.#ports.mapStack(stack ?? ""))),
    };
  }

  #declare(name: string, cell: string): void {
    this.#variables.set(name, cell);
    const value = (globalThis as Record<string, unknown>)[name];
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
  }

  #register(executed: ExecutedCell, outputs: OutputList): void {
    const notebook = this.#ports.pathOf();
    for (const definition of this.#defined.splice(0)) {
      const { name } = definition;
      const source = workflowText(notebook, name, executed, this.#executed);
      if (source === undefined) {
        outputs.write(
          "stderr",
          `Workflow "${name}" is defined, but TOML cells cannot run it: write \`name: "${name}"\` out in a call of defineWorkflow in this cell.\n`,
        );
        continue;
      }
      const description = describeWorkflow(definition, source.path);
      this.#workflows.set(name, { cell: executed.cell, notebook, description, source });
    }
  }
}

/** What the cell left going and failed at once is its own failure: a notebook that runs as a test has nobody to read of it later. */
async function settled(): Promise<void> {
  await turn();
  await turn();
}

/** Ends what cannot be interrupted, such as `for await` over something that never comes. */
async function abandoned(interruption: Interruption): Promise<never> {
  await interruption.told;
  await new Promise((resolve) => setTimeout(resolve, interruptGraceMs));
  throw new CellInterruptedError();
}

function refuseSyntax(problems: readonly SyntaxProblem[], { outputs, cell }: RunningCell): CellError {
  const [first] = problems;
  const lines = problems.map(({ message, range: { start } }) => {
    return `cell ${cell}:${start.line + 1}:${start.character + 1}: ${message}`;
  });
  outputs.error("SyntaxError", first!.message, lines.join("\n"));
  return { name: "SyntaxError", message: first!.message, cell, range: first!.range };
}

/** Without a frame or a cause a stack is the message again. */
function beyondMessage(stack: string): string {
  return /^(\s+at |Caused by: )/m.test(stack) ? stack : "";
}

function isErrorLike(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `Array(${value.length})`;
  if (typeof value === "function")
    return /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
  if (typeof value !== "object") return typeof value;
  const made = (value as { constructor?: { name?: unknown } }).constructor;
  return typeof made?.name === "string" && made.name !== "" ? made.name : "Object";
}

function preview(value: unknown): string {
  const text = inspect(value, {
    depth: 1,
    maxArrayLength: 10,
    maxStringLength: 100,
    breakLength: Number.POSITIVE_INFINITY,
  });
  const [line = ""] = text.split("\n", 1);
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
