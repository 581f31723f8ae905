import * as vscode from "vscode";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import type { Progress } from "../../kernel/runner/kernel.ts";
import { type RunningSummary, runningSummary } from "../../kernel/views/index.ts";
import { executionsView } from "../ids.ts";
import type { FolderEvent, WorkspaceKernels } from "../kernels.ts";

/** Many changes at once are shown once. */
const delayMs = 200;
/** More are counted no further. */
const most = 1000;

/** How many executions run, and how far they are; a click shows them. Gone when nothing runs. */
export class RunningStatusBar implements vscode.Disposable {
  readonly #kernels: WorkspaceKernels;
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: vscode.Disposable;
  /** By folder and id: an id is unique within a folder only. */
  readonly #progress = new Map<string, Progress>();
  #executions: readonly { readonly key: string; readonly execution: WorkflowExecution }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;

  constructor(kernels: WorkspaceKernels) {
    this.#kernels = kernels;
    this.#item = vscode.window.createStatusBarItem("wfnb.running", vscode.StatusBarAlignment.Left);
    this.#item.name = vscode.l10n.t("Running Workflows");
    this.#item.command = `${executionsView}.focus`;
    this.#subscription = kernels.onEvent((event) => this.#receive(event));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(this.#subscription, this.#item).dispose();
  }

  #receive({ folder, event }: FolderEvent): void {
    if (event.type === "progress") {
      this.#progress.set(keyOf(folder, event.progress.executionId), event.progress);
      this.#show();
    } else if (event.type === "execution" || event.type === "store" || event.type === "restarted") {
      this.#timer ??= setTimeout(() => void this.#read(), delayMs);
    }
  }

  /** Asks the kernels, which know as well what other processes run. */
  async #read(): Promise<void> {
    this.#timer = undefined;
    if (this.#isReading) {
      this.#timer = setTimeout(() => void this.#read(), delayMs);
      return;
    }
    this.#isReading = true;
    try {
      const asked = this.#kernels.all().map(async ({ folder, kernel }) => {
        const executions = await kernel.executions({ status: ["queued", "running"], limit: most });
        return executions.map((execution) => ({ key: keyOf(folder, execution.executionId), execution }));
      });
      this.#executions = (await Promise.all(asked)).flat();
    } catch {
      // A kernel that cannot answer runs nothing; the view says what is wrong with it.
      this.#executions = [];
    } finally {
      this.#isReading = false;
    }
    const going = new Set(this.#executions.map(({ key }) => key));
    for (const key of this.#progress.keys()) if (!going.has(key)) this.#progress.delete(key);
    this.#show();
  }

  #show(): void {
    const summary = runningSummary(
      this.#executions.map(({ key, execution }) => ({ execution, progress: this.#progress.get(key) })),
    );
    if (summary === undefined) {
      this.#item.hide();
      return;
    }
    const text = textOf(summary);
    // In a name, `$(` would become an icon.
    this.#item.text = `$(sync~spin) ${text.replaceAll("$(", "$ (")}`;
    this.#item.tooltip = [...summary.running.map(lineOf), vscode.l10n.t("Show the executions")].join("\n");
    this.#item.accessibilityInformation = { label: vscode.l10n.t("Running: {0}", text), role: "button" };
    this.#item.show();
  }
}

function keyOf(folder: string, executionId: string): string {
  return JSON.stringify([folder, executionId]);
}

function textOf({ count, fraction, workflowName }: RunningSummary): string {
  const what = workflowName ?? vscode.l10n.t("{0} workflows", count);
  return fraction === undefined ? what : `${what} ${percent(fraction)}`;
}

function lineOf({ executionId, fraction }: RunningSummary["running"][number]): string {
  return fraction === undefined ? executionId : `${executionId}: ${percent(fraction)}`;
}

function percent(fraction: number): string {
  return new Intl.NumberFormat(vscode.env.language, { style: "percent" }).format(fraction);
}
