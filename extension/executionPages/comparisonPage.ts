import * as vscode from "vscode";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import {
  type Comparison,
  type ComparisonOptions,
  compareExecutions,
  comparisonCsv,
  comparisonMarkdown,
  fullTime,
  mostCompared,
  partingLines,
  shortened,
  statusWord,
  unitsOf,
} from "../../kernel/views/index.ts";
import { commands } from "../ids.ts";
import type { FolderEvent, WorkspaceKernels } from "../kernels.ts";
import type { ComparedColumn, ComparisonMessage, ComparisonRequest, ExecutionName } from "../pages/messages.ts";
import { compareDefinitions, type StoredDefinition } from "./definitionDocuments.ts";
import { PageChannel } from "./pageChannel.ts";
import { pageHtml, preparePanel } from "./pageHtml.ts";
import { pickExecutions, tooMany } from "./pickExecutions.ts";
import { saveAs } from "./saveAs.ts";

/** Milliseconds in which changes are taken together. */
const gatheringMs = 250;

/** The page of a comparison: two to twenty executions, the first one is what the others are compared with. */
export class ComparisonPage implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #channel: PageChannel<ComparisonMessage, ComparisonRequest>;
  readonly #extension: vscode.Uri;
  readonly #kernels: WorkspaceKernels;
  readonly #subscriptions: vscode.Disposable[] = [];
  #names: readonly ExecutionName[];
  /** What was known of each last: one that is deleted stays on the page. */
  readonly #known = new Map<string, WorkflowExecution>();
  #units: Readonly<Record<string, string>> = {};
  /** Of the question that counts; answers to earlier ones are dropped. */
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    panel: vscode.WebviewPanel,
    names: readonly ExecutionName[],
    extension: vscode.Uri,
    kernels: WorkspaceKernels,
  ) {
    this.#panel = panel;
    this.#extension = extension;
    this.#kernels = kernels;
    this.#names = names;
    preparePanel(panel, extension);
    this.#channel = new PageChannel(panel.webview, (request) => this.#answer(request));
    this.#subscriptions.push(
      this.#channel,
      kernels.onEvent((event) => this.#receive(event)),
    );
    panel.onDidDispose(() => this.dispose());
    this.#begin();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** The page begins anew, with these columns. */
  #begin(): void {
    const { webview } = this.#panel;
    this.#panel.title = vscode.l10n.t("Comparison of {0} executions", this.#names.length);
    webview.html = pageHtml(webview, this.#extension, { page: "comparison", executions: this.#names, all: false });
  }

  async #answer(request: ComparisonRequest): Promise<void> {
    switch (request.type) {
      case "ready":
        return this.#load();
      case "open":
        return vscode.commands.executeCommand(commands.openExecution, this.#names[request.column]);
      case "makeFirst": {
        const chosen = this.#names[request.column];
        if (chosen === undefined) return;
        return this.#change([chosen, ...this.#names.filter((name) => name !== chosen)]);
      }
      case "remove":
        if (this.#names.length <= 2) return;
        return this.#change(this.#names.filter((_, column) => column !== request.column));
      case "add": {
        const added = await pickExecutions(this.#kernels, this.#names);
        if (added === undefined || added.length === 0) return;
        const all = [...this.#names, ...added];
        if (all.length > mostCompared) throw new Error(tooMany(all.length));
        return this.#change(all);
      }
      case "compareDefinition":
        return compareDefinitions(await this.#definitionOf(0), await this.#definitionOf(request.column));
      case "copy":
        return this.#channel.copy(this.#text(request.format, request.all));
      case "copyText":
        return this.#channel.copy(request.text);
      case "export": {
        const ending = request.format === "csv" ? "csv" : "md";
        return this.#save(ending, this.#text(request.format, request.all));
      }
      case "saveImage":
        return this.#save(request.kind, request.content);
    }
  }

  async #change(names: readonly ExecutionName[]): Promise<void> {
    this.#names = names;
    this.#begin();
  }

  #receive({ folder, event }: FolderEvent): void {
    const isOurs = (id: string) => this.#names.some((name) => name.id === id && name.folder === folder);
    if (event.type === "store" && event.deleted.some(isOurs)) this.#loadSoon();
    else if (event.type === "execution" && isOurs(event.execution.executionId)) this.#loadSoon();
  }

  #loadSoon(): void {
    if (!this.#panel.visible) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#channel.attempt(() => this.#load());
    }, gatheringMs);
  }

  async #load(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const gone: string[] = [];
    for (const name of this.#names) {
      const execution = await this.#kernels.inFolder(name.folder).execution(name.id);
      if (execution === undefined) gone.push(shortened(name.id, 100));
      else this.#known.set(keyOf(name), execution);
    }
    if (turn !== this.#turn) return;
    await this.#loadUnits();
    const shown = this.#shown();
    if (shown.length >= 2)
      this.#channel.send({
        type: "comparison",
        comparison: this.#comparison({ all: true, timeText: fullTime }),
        columns: this.#columns(),
      });
    if (gone.length > 0) {
      const message = vscode.l10n.t("Not among the executions any more: {0}.", gone.join(", "));
      this.#channel.send({ type: "gone", message });
    }
    await this.#sendTimelines(turn);
    await this.#sendPartings(turn);
  }

  /** Names with what is known of them; one that was never known is left out. */
  #shown(): { readonly name: ExecutionName; readonly execution: WorkflowExecution }[] {
    return this.#names.flatMap((name) => {
      const execution = this.#known.get(keyOf(name));
      return execution === undefined ? [] : [{ name, execution }];
    });
  }

  #comparison(options: ComparisonOptions): Comparison {
    const executions = this.#shown().map(({ execution }) => execution);
    return compareExecutions(executions, { ...options, units: this.#units });
  }

  #columns(): ComparedColumn[] {
    const [first] = this.#shown();
    return this.#shown().map(({ name, execution }) => ({
      title: shortened(this.#titleOf(name), 200),
      status: execution.status,
      statusText: statusWord(execution),
      definition: shortened(`${execution.workflowName} ${execution.workflowVersion}`, 100),
      differsInDefinition:
        execution.definitionId !== first!.execution.definitionId || name.folder !== first!.name.folder,
    }));
  }

  /** With its folder where another folder's execution of the same id is compared. */
  #titleOf(name: ExecutionName): string {
    const isAmbiguous = this.#names.some(({ id, folder }) => id === name.id && folder !== name.folder);
    return isAmbiguous ? `${name.id} (${name.folder.split(/[\\/]/).at(-1)!})` : name.id;
  }

  async #loadUnits(): Promise<void> {
    const [first] = this.#shown();
    if (first === undefined) return;
    const kernel = this.#kernels.inFolder(first.name.folder);
    const definition = await kernel.definition(first.execution.definitionId).catch(() => undefined);
    if (definition !== undefined) this.#units = unitsOf(definition);
  }

  async #sendTimelines(turn: number): Promise<void> {
    const timelines = await Promise.all(
      this.#shown().map(async ({ name }) => {
        const timeline = await this.#kernels
          .inFolder(name.folder)
          .timeline(name.id)
          .catch(() => undefined);
        return timeline === undefined ? [] : [{ name: this.#titleOf(name), timeline }];
      }),
    );
    if (turn === this.#turn) this.#channel.send({ type: "timelines", timelines: timelines.flat() });
  }

  /** One after the other: each reads two traces. */
  async #sendPartings(turn: number): Promise<void> {
    const [first, ...others] = this.#shown().map(({ name }) => name);
    for (const [index, other] of others.entries()) {
      if (turn !== this.#turn) return;
      this.#channel.send(await this.#parting(first!, other, index + 1));
    }
  }

  async #parting(first: ExecutionName, other: ExecutionName, column: number): Promise<ComparisonMessage> {
    if (first.folder !== other.folder) {
      const message = vscode.l10n.t("Traces of different workspace folders are not compared.");
      return { type: "partingFailed", column, message };
    }
    try {
      const difference = await this.#kernels.inFolder(first.folder).firstDifference(first.id, other.id);
      const lines = partingLines(first.id, { executionId: other.id, difference });
      return { type: "parting", column, difference, lines };
    } catch (error) {
      return { type: "partingFailed", column, message: error instanceof Error ? error.message : String(error) };
    }
  }

  async #definitionOf(column: number): Promise<StoredDefinition> {
    const { name, execution } = this.#shown()[column]!;
    const { definitionId } = execution;
    const definition = await this.#kernels.inFolder(name.folder).definition(definitionId);
    if (definition === undefined) throw new Error(vscode.l10n.t("This revision is not stored any more."));
    const title = `${definition.name} ${definition.version} revision ${String(definition.revision)}`;
    return { folder: name.folder, definitionId, title };
  }

  #text(format: "csv" | "markdown", all: boolean): string {
    const comparison = this.#comparison({ all });
    return format === "csv" ? comparisonCsv(comparison) : comparisonMarkdown(comparison);
  }

  async #save(ending: string, content: string): Promise<void> {
    const [first] = this.#names;
    const name = `comparison-${first?.id ?? ""}.${ending}`;
    this.#channel.tellSaved(await saveAs(first?.folder ?? "", name, { [ending]: [ending] }, content));
  }
}

function keyOf({ id, folder }: ExecutionName): string {
  return JSON.stringify([folder, id]);
}
