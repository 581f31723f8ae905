import * as vscode from "vscode";
import type { CellResult, ShowOutputs } from "../../kernel/notebook/executeOnce.ts";
import { controllerId, extensionId, notebookType } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { tellWarning } from "../tell.ts";
import { CellErrors } from "./cellErrors.ts";
import { CellLine, keyOf } from "./cellLine.ts";
import type { CellRuns } from "./cellRuns.ts";
import { cellId, cellOf } from "./cells.ts";
import { runnableLanguages, toKernelLanguage } from "./languages.ts";
import type { NotebookRename, NotebookRenames } from "./notebookRenames.ts";
import { openNotebook } from "./openNotebook.ts";
import type { GoneSession, LeftCell, NotebookSessions } from "./sessions.ts";
import type { ShownRun } from "./shownRun.ts";

/**
 * Runs cells in the session of their notebook, each notebook's in a line. In an untrusted workspace it refuses, with the reason.
 * Without an interrupt handler, so that the editor says which cell is to be stopped (docs/decisions.md).
 */
export class NotebookController implements vscode.Disposable {
  readonly #sessions: NotebookSessions;
  readonly #runs: CellRuns;
  readonly #kernels: WorkspaceKernels;
  readonly #controller = vscode.notebooks.createNotebookController(controllerId, notebookType, "Workflow Notebooks");
  readonly #errors = new CellErrors();
  readonly #lines = new Map<string, CellLine>();
  /** Open notebooks whose cells this controller runs. */
  readonly #selected = new Set<vscode.NotebookDocument>();
  /** Shown notebooks of which it is known whether a cell was left running. */
  readonly #lookedInto = new Set<vscode.NotebookDocument>();
  readonly #changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  /** A cell of the notebook waits, runs or has ended. */
  readonly onChanged = this.#changed.event;
  readonly #listening: vscode.Disposable;

  constructor(sessions: NotebookSessions, runs: CellRuns, kernels: WorkspaceKernels, renames: NotebookRenames) {
    this.#sessions = sessions;
    this.#runs = runs;
    this.#kernels = kernels;
    this.#controller.supportedLanguages = runnableLanguages;
    this.#controller.supportsExecutionOrder = true;
    this.#controller.description = vscode.l10n.t("Runs workflow cells in a kernel process of this workspace");
    this.#controller.executeHandler = (cells, notebook) => this.#run(cells, notebook);
    this.#listening = vscode.Disposable.from(
      this.#controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        if (selected) this.#selected.add(notebook);
        else this.#selected.delete(notebook);
        if (selected) this.#findAgain(notebook);
        if (selected && vscode.workspace.isTrusted) void this.#rejoin(notebook).catch(() => {});
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const cell = contentChanges.length === 0 ? undefined : cellOf(document);
        if (cell !== undefined) this.#known(cell.notebook)?.send({ type: "edit", cell: keyOf(cell) });
      }),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0 && this.#selected.has(notebook)) this.#findAgain(notebook);
        // A cell that is moved is removed as well, and still there.
        const there = new Set(notebook.getCells().map(keyOf));
        const removed = contentChanges.flatMap(({ removedCells }) => removedCells).map(keyOf);
        for (const cell of removed) if (!there.has(cell)) this.#known(notebook)?.send({ type: "delete", cell });
      }),
      renames.onRenamed((rename) => this.#renamed(rename)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        this.#known(notebook)?.send({ type: "sessionEnded" });
        this.#lines.delete(notebook.uri.toString());
        this.#selected.delete(notebook);
        this.#lookedInto.delete(notebook);
      }),
      kernels.onEvent(({ folder, event }) => {
        if (event.type !== "restarted") return;
        this.#kernelGone(event.reason, (notebook) => kernels.folderOf(notebook.uri) === folder);
      }),
      sessions.onLost((gone) => this.#sessionGone(gone)),
      vscode.window.onDidChangeVisibleNotebookEditors(() => void this.#takeLeft().catch(() => {})),
    );
    void this.#takeLeft().catch(() => {});
  }

  /** The cell of a notebook that runs, and how many wait for it. */
  busyCell(notebook: vscode.NotebookDocument): { readonly cell: vscode.NotebookCell | undefined; waiting: number } {
    const { running, waiting = 0 } = this.#known(notebook)?.line ?? {};
    return { cell: notebook.getCells().find((cell) => keyOf(cell) === running), waiting };
  }

  /** Forgets the variables of a notebook's TypeScript cells, and the workflows that they defined. Executions are kept. */
  async restartSession(notebook: vscode.NotebookDocument): Promise<void> {
    await this.#lineOf(notebook).restart();
  }

  /** Ends every kernel process; executions that go on without one are joined again, and joined at all where that was not trusted before. */
  async restartKernels(): Promise<void> {
    await this.#kernels.restart();
    this.#sessions.forget();
    this.#kernelGone(undefined, () => true);
    if (!vscode.workspace.isTrusted) return;
    this.#lookedInto.clear();
    await Promise.all([this.#takeLeft(), ...[...this.#selected].map((notebook) => this.#rejoin(notebook))]);
  }

  dispose(): void {
    vscode.Disposable.from(this.#listening, this.#changed, this.#errors, this.#controller).dispose();
  }

  #lineOf(notebook: vscode.NotebookDocument): CellLine {
    const known = this.#known(notebook);
    if (known !== undefined) return known;
    const line: CellLine = new CellLine(
      notebook.uri,
      () => {
        const changed = openNotebook(line.uri);
        if (changed !== undefined) this.#changed.fire(changed);
      },
      async () => {
        await this.#sessions.of(line).restart();
        const restarted = openNotebook(line.uri);
        if (restarted === undefined) return;
        this.#sessionGone({ notebook: restarted, restart: { what: "session", reason: undefined, at: Date.now() } });
      },
    );
    this.#lines.set(notebook.uri.toString(), line);
    return line;
  }

  #known(notebook: vscode.NotebookDocument): CellLine | undefined {
    return this.#lines.get(notebook.uri.toString());
  }

  /** The line of a notebook goes with its session. The editor opens the notebook under its new name after this. */
  #renamed({ newNameOf }: NotebookRename): void {
    for (const [key, line] of [...this.#lines]) {
      const to = newNameOf(key);
      if (to === undefined || !this.#kernels.isSameFolder(line.uri, to)) continue;
      line.uri = to;
      this.#lines.delete(key);
      this.#lines.set(to.toString(), line);
    }
  }

  /** Shows what waits and runs in the notebook as it stands now. */
  #findAgain(notebook: vscode.NotebookDocument): void {
    this.#known(notebook)?.findAgain(notebook, (cell) => this.#controller.createNotebookCellExecution(cell));
  }

  /** Of the notebooks that ran something, and are meant. */
  #kernelGone(reason: string | undefined, isMeant: (notebook: vscode.NotebookDocument) => boolean): void {
    const notebooks = vscode.workspace.notebookDocuments.filter((it) => this.#known(it) !== undefined && isMeant(it));
    for (const notebook of notebooks) {
      this.#known(notebook)?.send({ type: "sessionEnded" });
      this.#sessionGone({ notebook, restart: { what: "kernel", reason, at: Date.now() } });
    }
  }

  #sessionGone(gone: GoneSession): void {
    this.#runs.restarted(gone.notebook);
    this.#sessions.restarted(gone);
  }

  async #run(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    if (!vscode.workspace.isTrusted) return refuseUntrusted();
    const line = this.#lineOf(notebook);
    const free = cells.filter((cell) => !line.has(cell));
    const executions = free.map((cell) => this.#controller.createNotebookCellExecution(cell));
    await line.run(executions, (shown, signal) => this.#runCell(line, shown, signal));
  }

  async #runCell(line: CellLine, shown: ShownRun, signal: AbortSignal): Promise<boolean> {
    const { document } = shown.cell;
    shown.start(Date.now());
    shown.show([]);
    this.#errors.clear(shown.cell);
    const id = cellId(shown.cell);
    const input = { id, language: toKernelLanguage(document.languageId), source: document.getText() };
    const result = await showing(shown, (show) => this.#sessions.of(line).execute(input, show, signal));
    this.#errors.show(shown.cell, result);
    this.#runs.record(shown.cell, input.source, result);
    this.#sessions.ran(shown.cell.notebook);
    return result.success;
  }

  /**
   * Takes notebooks that are shown and whose cell was left running elsewhere, such as in another window or before the workspace was trusted: the
   * editor selects a controller only where somebody ran a cell with it. Then they are joined.
   */
  async #takeLeft(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const isNew = ({ notebook }: vscode.NotebookEditor) =>
      notebook.notebookType === notebookType && !this.#selected.has(notebook) && !this.#lookedInto.has(notebook);
    for (const editor of vscode.window.visibleNotebookEditors.filter(isNew)) {
      this.#lookedInto.add(editor.notebook);
      const isBusy = this.#known(editor.notebook)?.isBusy === true;
      if (!isBusy && (await this.#sessions.leftIn(editor.notebook)).length === 0) continue;
      const choice = { notebookEditor: editor, id: controllerId, extension: extensionId };
      await vscode.commands.executeCommand("notebook.selectKernel", { ...choice, skipIfAlreadySelected: true });
    }
  }

  /** An execution that was left is joined again, with everything that was missed. */
  async #rejoin(notebook: vscode.NotebookDocument): Promise<void> {
    const left = await this.#sessions.leftIn(notebook);
    const line = this.#lineOf(notebook);
    for (const one of left.filter(({ cell }) => !line.has(cell))) {
      const execution = this.#controller.createNotebookCellExecution(one.cell);
      line.join(execution, (shown, signal) => this.#follow(line, shown, one, signal));
    }
  }

  async #follow(
    line: CellLine,
    shown: ShownRun,
    { executionId, startTime }: LeftCell,
    signal: AbortSignal,
  ): Promise<boolean> {
    shown.start(startTime);
    const session = this.#sessions.of(line);
    const result = await showing(shown, (show) => session.rejoin(executionId, show, signal), recordedEnd);
    if (result !== undefined) this.#errors.show(shown.cell, result);
    return result?.success ?? false;
  }
}

/**
 * Shows what a run shows as the cell's outputs, and its end once all of it is there.
 *
 * @param endedAt When the run ended, in milliseconds since the epoch. Default: now.
 */
async function showing<Result extends CellResult | undefined>(
  shown: ShownRun,
  run: (show: ShowOutputs) => Promise<Result>,
  endedAt?: (result: CellResult | undefined) => number | undefined,
): Promise<Result> {
  let result: Result | undefined;
  try {
    result = await run((outputs) => shown.show(outputs));
    return result;
  } finally {
    await shown.end(result?.success, endedAt?.(result) ?? Date.now());
  }
}

/** An execution may have ended long before it was joined. */
function recordedEnd(result: CellResult | undefined): number | undefined {
  const endTime = result?.execution?.endTime;
  return typeof endTime === "string" ? Date.parse(endTime) : undefined;
}

async function refuseUntrusted(): Promise<void> {
  const manage = vscode.l10n.t("Manage Workspace Trust");
  const answer = await tellWarning(
    vscode.l10n.t("This workspace is not trusted, so its workflows do not run. Trust it to run cells."),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
}
