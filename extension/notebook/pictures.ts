import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import type { JsonObject } from "../../kernel/model/index.ts";
import type { NotebookDocument } from "../../kernel/notebook/document.ts";
import type { DrawOutput } from "../../kernel/notebook/export/pictures.ts";
import type { ThreadMessage } from "../../kernel/runner/threadProtocol.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** One picture takes a tenth of a second; a specification that needs this long leaves its text. Milliseconds. */
const mostForOne = 10_000;
/** How long the thread waits for more to draw. Milliseconds. */
const idleMs = 5_000;
/** Pictures that are kept, so that saving again draws none again. */
const mostKept = 200;

/** Pictures of a notebook's outputs for files, drawn in a thread of their own by Vega, which nothing else loads here. */
export class NotebookPictures implements vscode.Disposable {
  readonly #script: string;
  readonly #kernels: WorkspaceKernels;
  readonly #kept = new Map<string, Promise<string>>();
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;
  #line: Promise<unknown> = Promise.resolve();

  constructor(extension: vscode.Uri, kernels: WorkspaceKernels) {
    this.#script = vscode.Uri.joinPath(extension, "dist", "pictures.js").fsPath;
    this.#kernels = kernels;
  }

  /** The document with its pictures in it. */
  async within(document: NotebookDocument, near?: vscode.Uri): Promise<NotebookDocument> {
    const { withPictures } = await import("../../kernel/notebook/export/pictures.ts");
    return withPictures(document, await this.drawOutput(near));
  }

  /** `near`: the notebook; one in no workspace folder has a kernel of its own, which knows its executions. */
  async drawOutput(near?: vscode.Uri): Promise<DrawOutput> {
    const { drawOutputWith } = await import("../../kernel/display/drawOutput.ts");
    return drawOutputWith({
      timeline: async (executionId) => {
        const named = { id: executionId, ...(near === undefined ? {} : { near }) };
        const holding = await this.#kernels.holding(named).catch(() => undefined);
        return holding?.kernel.timeline(executionId);
      },
      draw: (spec) => this.#draw(spec),
    });
  }

  dispose(): void {
    this.#end();
  }

  /** One after another: while one is drawn, the others' time does not run. */
  #draw(spec: JsonObject): Promise<string> {
    const key = JSON.stringify(spec);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const drawn = this.#line.then(() => this.#ask(spec));
    this.#line = drawn.catch(() => {});
    this.#kept.set(key, drawn);
    drawn.catch(() => this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept) this.#kept.delete(oldest!);
    return drawn;
  }

  #ask(spec: JsonObject): Promise<string> {
    clearTimeout(this.#idle);
    this.#thread ??= new Worker(this.#script);
    const thread = this.#thread;
    const id = this.#nextId++;
    return new Promise<string>((resolve, reject) => {
      const tooLong = setTimeout(
        () => fail(new Error(vscode.l10n.t("The picture took too long to draw."))),
        mostForOne,
      );
      const finish = () => {
        clearTimeout(tooLong);
        thread.off("message", listen);
        thread.off("error", fail);
        this.#idle = setTimeout(() => this.#end(), idleMs);
      };
      const fail = (error: Error) => {
        finish();
        this.#end();
        reject(error);
      };
      const listen = (message: ThreadMessage) => {
        if (message.type !== "answer" || message.id !== id) return;
        finish();
        if (message.error === undefined) resolve(message.answer as string);
        else reject(new Error(message.error.message));
      };
      thread.on("message", listen);
      thread.once("error", fail);
      thread.postMessage({ type: "ask", id, question: spec } satisfies ThreadMessage);
    });
  }

  #end(): void {
    clearTimeout(this.#idle);
    void this.#thread?.terminate();
    this.#thread = undefined;
  }
}
