import { existsSync } from "node:fs";
import * as vscode from "vscode";
import type { WorkflowDefinitionRecord, WorkflowExecution } from "../../kernel/model/index.ts";
import { followTimeline, type TimelineSnapshot } from "../../kernel/notebook/liveTimeline.ts";
import type { ExportFormat } from "../../kernel/runner/export/exportTrace.ts";
import type { Kernel } from "../../kernel/runner/kernel.ts";
import {
  detailsText,
  type ExecutionProgress,
  executionDetails,
  fullTime,
  shortened,
  shownDefinition,
} from "../../kernel/views/index.ts";
import { commands } from "../ids.ts";
import type { FolderEvent, WorkspaceKernels } from "../kernels.ts";
import type { DetailsMessage, DetailsRequest, ExecutionName } from "../pages/messages.ts";
import { toUri } from "../toml/convert.ts";
import { compareDefinitions, definitionUri, type StoredDefinition } from "./definitionDocuments.ts";
import { exportToFile } from "./exportFile.ts";
import { openPlace } from "./openPlace.ts";
import { PageChannel } from "./pageChannel.ts";
import { pageHtml, preparePanel } from "./pageHtml.ts";
import { saveAs } from "./saveAs.ts";

/** The page of one execution: answers what it asks, and tells it what comes of the execution while it is looked at. */
export class DetailsPage implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #channel: PageChannel<DetailsMessage, DetailsRequest>;
  readonly #kernels: WorkspaceKernels;
  readonly #name: ExecutionName;
  readonly #subscriptions: vscode.Disposable[] = [];
  #execution: WorkflowExecution | undefined;
  #definition: WorkflowDefinitionRecord | undefined;
  #progress: ExecutionProgress | undefined;
  /** What was sent last: a page that was hidden begins anew, and what it showed may be gone by then. */
  #details: DetailsMessage | undefined;
  #timeline: DetailsMessage | undefined;
  #gone: DetailsMessage | undefined;
  #followed: Kernel | undefined;
  #stopFollowing: () => void = () => {};
  #wantedWindow: object | undefined;
  /** Since it has asked for what it shows, and until it is hidden: before and after it hears nothing. */
  #isListening = false;
  #isToGoToTimeline = false;

  constructor(panel: vscode.WebviewPanel, name: ExecutionName, extension: vscode.Uri, kernels: WorkspaceKernels) {
    this.#panel = panel;
    this.#kernels = kernels;
    this.#name = name;
    preparePanel(panel, extension);
    this.#channel = new PageChannel(panel.webview, (request) => this.#answer(request));
    panel.title = shortened(name.id, 60);
    this.#subscriptions.push(
      this.#channel,
      panel.onDidChangeViewState(() => {
        // Shown again, the page asks anew.
        if (panel.visible) return;
        this.#isListening = false;
        this.#stopFollowing();
      }),
      kernels.onEvent((event) => this.#receive(event)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#sendDetails()),
    );
    panel.onDidDispose(() => this.dispose());
    panel.webview.html = pageHtml(panel.webview, extension, { page: "details", execution: name });
  }

  /** Now, or as soon as the page is drawn. */
  goToTimeline(): void {
    this.#isToGoToTimeline = !this.#isListening;
    if (this.#isListening) this.#channel.send({ type: "goToTimeline" });
  }

  get #kernel(): Kernel {
    return this.#kernels.inFolder(this.#name.folder);
  }

  dispose(): void {
    this.#stopFollowing();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #answer(request: DetailsRequest): Promise<void> {
    const { id, folder } = this.#name;
    switch (request.type) {
      case "ready":
        for (const message of [this.#details, this.#timeline, this.#gone])
          if (message !== undefined) this.#channel.send(message);
        this.#isListening = true;
        if (this.#isToGoToTimeline) this.goToTimeline();
        return this.#follow();
      case "window":
        return this.#sendWindow(request);
      case "records": {
        const { filter, offset, limit } = request;
        const page = await this.#kernel.records(id, { ...filter, offset, limit });
        return this.#channel.send({ type: "records", request: request.request, page });
      }
      case "definition":
        return this.#sendDefinition();
      case "revisions":
        return this.#sendRevisions();
      case "openDefinition":
        return openPlace(definitionUri(await this.#stored(request.definitionId)), 0, 0);
      case "compareDefinition":
        return compareDefinitions(
          await this.#stored(request.definitionId),
          await this.#stored(this.#execution?.definitionId ?? 0),
        );
      case "openOrigin":
        return this.#openOrigin(request.parameter);
      case "openStackLine":
        return this.#openStackLine(request.line);
      case "openFile":
        if (this.#definition === undefined) return;
        return openPlace(toUri(this.#definition.file, folder), 0, 0);
      case "copy":
        return this.#channel.copy(this.#whole(request));
      case "copyRecord": {
        const query = { ...request.filter, offset: request.index, limit: 1, textLength: 10_000_000 };
        const { rows } = await this.#kernel.records(id, query);
        const [row] = rows;
        return this.#channel.copy(row && (row.text || [row.time, row.kind, row.name, row.value].join("\t")));
      }
      case "copyText":
        return this.#channel.copy(request.text);
      case "export":
        return this.#export(request.format);
      case "saveImage": {
        const { kind, content } = request;
        const saved = await saveAs(folder, `${id}.${kind}`, { [kind.toUpperCase()]: [kind] }, content);
        return this.#channel.tellSaved(saved);
      }
      case "cancel":
        if (vscode.workspace.isTrusted) await this.#kernel.cancel(id);
        return;
      case "runAgain":
        return vscode.workspace.isTrusted ? this.#runAgain() : undefined;
      case "runWithChanges":
        return vscode.commands.executeCommand(commands.runExecutionWithChanges, this.#name);
      case "tag":
        return vscode.commands.executeCommand(commands.tagExecution, this.#name);
      case "note":
        return vscode.commands.executeCommand(commands.noteExecution, this.#name);
      case "compare":
        return vscode.commands.executeCommand(commands.compareExecutions, [this.#name]);
      case "reveal":
        return vscode.commands.executeCommand(commands.revealExecution, this.#name);
    }
  }

  async #runAgain(): Promise<void> {
    const started = await vscode.commands.executeCommand<string[]>(commands.runExecutionAgain, this.#name);
    for (const id of started) this.#channel.tell(vscode.l10n.t("{0} has been started.", id));
  }

  #receive({ folder, event }: FolderEvent): void {
    const { id } = this.#name;
    if (folder !== this.#name.folder) return;
    if (event.type === "store" && event.deleted.includes(id)) {
      this.#stopFollowing();
      this.#tellGone(vscode.l10n.t("This execution was deleted. What is shown here is what was known of it."));
    } else if (event.type === "execution" && event.execution.executionId === id) {
      // Labels change when it has long ended.
      this.#execution = event.execution;
      this.#sendDetails();
    }
    const isOther = this.#followed !== undefined && this.#followed !== this.#kernel;
    if (this.#panel.visible && (isOther || event.type === "restarted")) this.#follow();
  }

  /** Sends what there is, and goes on until the execution has ended, at most four times a second. */
  #follow(): void {
    this.#stopFollowing();
    const kernel = this.#kernel;
    this.#followed = kernel;
    this.#stopFollowing = followTimeline(kernel, this.#name.id, (snapshot) => {
      if (snapshot === undefined) {
        void this.#tellWhyUnknown(kernel);
        return;
      }
      this.#execution = snapshot.execution;
      this.#progress = snapshot.progress ?? reached(snapshot);
      this.#gone = undefined;
      void this.#loadDefinition(kernel).finally(() => this.#sendDetails());
      this.#timeline = { type: "timeline", timeline: snapshot.timeline };
      this.#channel.send(this.#timeline);
    });
  }

  async #loadDefinition(kernel: Kernel): Promise<void> {
    const wanted = this.#execution?.definitionId;
    if (wanted === undefined || this.#definition?.definitionId === wanted) return;
    this.#definition = await kernel.definition(wanted).catch(() => undefined);
  }

  #sendDetails(): void {
    if (this.#execution === undefined) return;
    const details = executionDetails(this.#execution, { progress: this.#progress, definition: this.#definition });
    this.#details = { type: "details", details, mayAct: vscode.workspace.isTrusted };
    this.#channel.send(this.#details);
  }

  async #tellWhyUnknown(kernel: Kernel): Promise<void> {
    const { id, folder } = this.#name;
    try {
      if ((await kernel.execution(id)) !== undefined) return;
      this.#tellGone(
        vscode.l10n.t("{0} is not among the executions of {1}: it was deleted, or its store was.", id, folder),
      );
    } catch (error) {
      this.#tellGone(error instanceof Error ? error.message : String(error));
    }
  }

  #tellGone(message: string): void {
    this.#gone = { type: "gone", message };
    this.#channel.send(this.#gone);
  }

  async #sendWindow(request: { readonly from: number; readonly to: number }): Promise<void> {
    const { from, to } = request;
    this.#wantedWindow = request;
    const timeline = await this.#kernel.timeline(this.#name.id, { from, to }).catch(() => undefined);
    // Whoever zooms on meanwhile waits for another window than this one.
    if (timeline === undefined || this.#wantedWindow !== request) return;
    this.#channel.send({ type: "timeline", timeline, window: { from, to } });
  }

  async #sendDefinition(): Promise<void> {
    await this.#loadDefinition(this.#kernel);
    const source = this.#definition?.source;
    if (source === undefined) return this.#channel.send({ type: "definition", definition: null });
    this.#channel.send({ type: "definition", definition: shownDefinition(source) });
  }

  async #sendRevisions(): Promise<void> {
    const execution = this.#execution;
    if (execution === undefined) return;
    const revisions = await this.#kernel.revisions(execution.workflowName);
    this.#channel.send({
      type: "revisions",
      revisions: revisions
        .slice(0, 1_000)
        .map(({ definitionId, version, revision, createdBy, createdAt, sourceHash }) => ({
          definitionId,
          version: shortened(version, 50),
          revision,
          createdBy: shortened(createdBy, 100),
          created: fullTime(createdAt),
          hash: sourceHash.slice(0, 12),
          isThis: definitionId === execution.definitionId,
        })),
    });
  }

  async #stored(definitionId: number): Promise<StoredDefinition> {
    const definition = await this.#kernel.definition(definitionId);
    if (definition === undefined) throw new Error(vscode.l10n.t("This revision is not stored any more."));
    const { name, version, revision } = definition;
    return { folder: this.#name.folder, definitionId, title: `${name} ${version} revision ${String(revision)}` };
  }

  async #openOrigin(parameter: number): Promise<void> {
    const [name] = Object.entries(this.#execution?.parameterValues ?? {})[parameter] ?? [];
    const origin = name === undefined ? undefined : this.#execution?.parameterOrigins[name];
    if (origin?.from !== "file") return;
    try {
      await openPlace(toUri(origin.uri, this.#name.folder), origin.line, origin.character);
    } catch {
      throw new Error(vscode.l10n.t("{0} cannot be opened: it is not where it was.", shortened(origin.uri, 300)));
    }
  }

  async #openStackLine(line: number): Promise<void> {
    const place = this.#execution && executionDetails(this.#execution).error?.stack[line]?.place;
    if (place === undefined) return;
    const isStored = place.file.endsWith(this.#definition?.file ?? "\0");
    // The file of then may be gone; the text of then is kept.
    const uri =
      existsSync(place.file) || !isStored
        ? vscode.Uri.file(place.file)
        : definitionUri(await this.#stored(this.#execution?.definitionId ?? 0));
    await openPlace(uri, place.line, place.character);
  }

  #whole({ section, row }: Extract<DetailsRequest, { type: "copy" }>): string | undefined {
    if (this.#execution === undefined || section === "id") return this.#name.id;
    const whole = executionDetails(this.#execution, { definition: this.#definition, whole: true });
    return detailsText(whole, section, row);
  }

  async #export(format: ExportFormat): Promise<void> {
    const { id, folder } = this.#name;
    this.#channel.tellSaved(await exportToFile(this.#kernel, id, format, folder));
  }
}

/** How far an execution of another process came: as far as its trace goes. */
function reached({ execution, timeline }: TimelineSnapshot): ExecutionProgress {
  const until = execution.runOptions.until ?? null;
  return { now: timeline.end, until, events: 0, state: null, substate: null, wallTimeMs: 0 };
}
