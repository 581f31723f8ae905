import { dirname, isAbsolute, relative } from "node:path";
import * as vscode from "vscode";
import {
  ConfigLanguageService,
  type ConfigView,
  unknownWorkflowOf,
  withWorkflowAbove,
} from "../../kernel/config/index.ts";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import type { WorkflowListing } from "../../kernel/runner/kernel.ts";
import { definedNames } from "../../kernel/workflow/definedNames.ts";
import { parameterUses } from "../../kernel/workflow/parameterUses.ts";
import { notebookType, settings, tomlLanguage, typescriptCellLanguage } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { cellOf } from "../notebook/cells.ts";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { tookText } from "../notebook/shownExecution.ts";
import { nameOf } from "./convert.ts";
import { isWorkflowToml } from "./isWorkflowToml.ts";
import { Predictions } from "./predictions.ts";
import { readOpenText } from "./readOpenText.ts";

/** Where providers are asked: TOML files and TOML cells of workflow notebooks. `WorkflowDocuments.view` tells ours from others. */
export const tomlSelector: vscode.DocumentSelector = [
  { scheme: "file", pattern: "**/*.toml" },
  { notebookType, language: tomlLanguage },
];

/** A view of one version of an editor's document, and the folder that its file names are relative to. */
export interface WorkflowDocument {
  readonly view: ConfigView;
  readonly folder: string;
}

/** What is judged alike: the files of a folder, or the cells of a notebook, which know the workflows that its cells define. */
interface Scope {
  readonly key: string;
  readonly folder: string;
  readonly listing: () => Promise<WorkflowListing>;
}

interface ScopeService extends Scope {
  readonly service: ConfigLanguageService;
  known: WorkflowListing;
  /** The latest execution of each workflow. */
  readonly lastExecutions: Map<string, WorkflowExecution>;
  ready: Promise<void>;
}

/** Keeps the language service of each folder and notebook in step with the editor and with its kernel. */
export class WorkflowDocuments implements vscode.Disposable {
  readonly #kernels: WorkspaceKernels;
  readonly #sessions: NotebookSessions;
  readonly #services = new Map<string, ScopeService>();
  readonly #predictions: Predictions;
  readonly #files = new Map<string, Promise<readonly string[]>>();
  /** Cells that name a workflow which is not known: one that a cell above defines, perhaps. */
  readonly #unknownIn = new Set<vscode.TextDocument>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.TextDocument[]>();
  readonly #subscriptions: vscode.Disposable[];
  /** Documents whose diagnostics and lenses may have changed. */
  readonly onChanged = this.#changed.event;

  constructor(kernels: WorkspaceKernels, sessions: NotebookSessions) {
    this.#kernels = kernels;
    this.#sessions = sessions;
    this.#predictions = new Predictions(kernels, () => this.#predicted());
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.{toml,ts}");
    const fileChanged = (uri: vscode.Uri) => this.#fileChanged(uri);
    const fileCameOrWent = (uri: vscode.Uri) => {
      this.#files.clear();
      this.#fileChanged(uri);
    };
    this.#subscriptions = [
      this.#changed,
      watcher,
      watcher.onDidChange(fileChanged),
      watcher.onDidCreate(fileCameOrWent),
      watcher.onDidDelete(fileCameOrWent),
      vscode.workspace.onDidOpenTextDocument((document) => this.#update(document)),
      // A cell's text may open before its notebook does, and is nobody's until then.
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#updateCells(notebook.getCells())),
      vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) => {
        for (const { addedCells } of contentChanges) this.#updateCells(addedCells);
        if (contentChanges.length > 0) this.#definitionsChanged();
      }),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => this.#services.delete(uri.toString())),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#update(document);
        if (document.languageId === typescriptCellLanguage) this.#definitionsChanged();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)),
      kernels.onEvent(({ folder, event }) => {
        const entries = [...this.#services.values()].filter((entry) => entry.folder === folder);
        for (const entry of entries) {
          if (event.type === "workflows") {
            this.#predictions.forget();
            void this.#readWorkflows(entry);
          } else if (event.type === "execution") this.#ended(entry, [event.execution]);
        }
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.predict)) this.#predicted();
      }),
      sessions.onRan(({ uri }) => {
        const entry = this.#services.get(uri.toString());
        if (entry !== undefined) void this.#readWorkflows(entry);
      }),
    ];
  }

  /** Every open document that is ours. */
  open(): vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter(isWorkflowToml);
  }

  /** The view of a document as it is now; undefined for a TOML file that has nothing to do with workflows. */
  async view(document: vscode.TextDocument): Promise<WorkflowDocument | undefined> {
    if (!isWorkflowToml(document)) return undefined;
    const entry = this.#of(this.#scopeOf(document));
    await entry.ready;
    this.#tell(entry.service, document);
    const view = await entry.service.view(nameOf(document.uri));
    return { view: this.#inNotebook(view, document), folder: entry.folder };
  }

  /** Views of every configuration in the folder that runs this workflow and names this key, in files and in cells, open or not. */
  async viewsOf(workflow: string, key: string, folder: string): Promise<ConfigView[]> {
    await openNotebooksNaming(key, folder);
    const { service } = this.#of(this.#folderScope(folder));
    for (const document of this.open()) {
      if (this.#kernels.folderOf(document.uri) === folder) this.#tell(service, document);
    }
    const files = await vscode.workspace.findFiles(
      new vscode.RelativePattern(folder, "**/*.toml"),
      "**/node_modules/**",
    );
    const names = new Set([...service.documents(), ...files.map(nameOf)]);
    const read = readOpenText(folder);
    const views = await Promise.all(
      [...names].map(async (uri) => {
        const text = service.text(uri) ?? (await read(uri));
        return typeof text === "string" ? service.viewOf({ uri, text }) : undefined;
      }),
    );
    return views.filter((view) => view?.config.workflowName === workflow) as ConfigView[];
  }

  async fixAll(document: vscode.TextDocument): Promise<string | undefined> {
    if ((await this.view(document)) === undefined) return undefined;
    return this.#of(this.#scopeOf(document)).service.fixAll(nameOf(document.uri));
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** A cell may name a workflow that a cell above defines, before that one has run. */
  #inNotebook(view: ConfigView, document: vscode.TextDocument): ConfigView {
    const name = unknownWorkflowOf(view);
    const cell = name === undefined ? undefined : cellOf(document);
    if (name === undefined || cell === undefined) {
      this.#unknownIn.delete(document);
      return view;
    }
    this.#unknownIn.add(document);
    return isDefinedAbove(name, cell) ? withWorkflowAbove(view) : view;
  }

  #scopeOf(document: vscode.TextDocument): Scope {
    const folder = this.#kernels.folderOf(document.uri);
    const notebook = cellOf(document)?.notebook;
    if (notebook === undefined) return this.#folderScope(folder);
    return { key: notebook.uri.toString(), folder, listing: () => this.#sessions.of(notebook).workflows() };
  }

  #folderScope(folder: string): Scope {
    return { key: folder, folder, listing: () => this.#kernels.inFolder(folder).workflows() };
  }

  #of(scope: Scope): ScopeService {
    let entry = this.#services.get(scope.key);
    if (entry === undefined) {
      const made: ScopeService = {
        ...scope,
        service: this.#newService(scope.folder, () => made),
        known: { workflows: [], problems: [] },
        lastExecutions: new Map(),
        ready: Promise.resolve(),
      };
      this.#services.set(scope.key, made);
      made.ready = this.#readFirst(made);
      entry = made;
    }
    return entry;
  }

  #newService(folder: string, entry: () => ScopeService): ConfigLanguageService {
    const read = readOpenText(folder);
    return new ConfigLanguageService({
      root: folder,
      read,
      workflows: () => entry().known.workflows,
      problems: () => entry().known.problems,
      uses: async ({ file }) => {
        const source = await read(file);
        return typeof source === "string" ? parameterUses(source, file) : undefined;
      },
      nearbyConfigs: async (uri) => besideDocument(uri, folder, await this.#configFiles(folder)),
      lastExecution: ({ workflowName }) => {
        const execution = entry().lastExecutions.get(workflowName);
        return execution && { ...execution, took: tookText(execution.performanceMetrics?.wallTimeMs) };
      },
      prediction: (config) => this.#predictions.of(config, folder),
    });
  }

  /** Never rejects: where the kernel cannot tell, files are still checked for what needs no workflow. */
  async #readFirst(entry: ScopeService): Promise<void> {
    await this.#readWorkflows(entry);
    const kernel = this.#kernels.inFolder(entry.folder);
    const executions = await kernel.executions({ limit: 200 }).catch(() => []);
    this.#ended(entry, executions.reverse());
  }

  async #readWorkflows(entry: ScopeService): Promise<void> {
    const listing = await entry.listing().catch(() => undefined);
    if (listing === undefined) return;
    entry.known = listing;
    entry.service.workflowsChanged();
    this.#changed.fire(this.open());
  }

  /** Lenses show the latest execution of each workflow that has ended. One that ended long ago is told of when it is pinned or noted. */
  #ended(entry: ScopeService, executions: readonly WorkflowExecution[]): void {
    const ended = executions.filter(({ endTime }) => endTime !== null);
    if (ended.length === 0) return;
    for (const execution of ended) {
      const last = entry.lastExecutions.get(execution.workflowName)?.endTime ?? "";
      if (execution.endTime! >= last) entry.lastExecutions.set(execution.workflowName, execution);
    }
    entry.service.workflowsChanged();
    this.#changed.fire(this.open());
  }

  #update(document: vscode.TextDocument): void {
    if (!isWorkflowToml(document)) return;
    const { service } = this.#of(this.#scopeOf(document));
    const affected = new Set(this.#tell(service, document));
    this.#changed.fire(this.open().filter(({ uri }) => affected.has(nameOf(uri))));
  }

  #predicted(): void {
    for (const { service } of this.#services.values()) service.workflowsChanged();
    this.#changed.fire(this.open());
  }

  /** Every TOML file of a workspace folder. Searched for once; the watcher tells of changes. */
  #configFiles(folder: string): Promise<readonly string[]> {
    if (!vscode.workspace.workspaceFolders?.some(({ uri }) => uri.fsPath === folder)) return Promise.resolve([]);
    let files = this.#files.get(folder);
    if (files === undefined) {
      const pattern = new vscode.RelativePattern(folder, "**/*.toml");
      files = Promise.resolve(vscode.workspace.findFiles(pattern, "**/node_modules/**", 2000)).then((found) =>
        found.map(nameOf),
      );
      this.#files.set(folder, files);
    }
    return files;
  }

  #definitionsChanged(): void {
    if (this.#unknownIn.size > 0) this.#changed.fire([...this.#unknownIn]);
  }

  #updateCells(cells: readonly vscode.NotebookCell[]): void {
    for (const { document } of cells) this.#update(document);
  }

  #tell(service: ConfigLanguageService, document: vscode.TextDocument): string[] {
    const uri = nameOf(document.uri);
    const text = document.getText();
    if (service.text(uri) === text) return [uri];
    return service.update({ uri, text, kind: document.uri.scheme === "file" ? "file" : "cell" });
  }

  #close(document: vscode.TextDocument): void {
    const uri = nameOf(document.uri);
    this.#unknownIn.delete(document);
    for (const { service } of this.#services.values()) {
      if (service.text(uri) !== undefined) service.close(uri);
    }
    this.#changed.fire([document]);
  }

  #fileChanged(uri: vscode.Uri): void {
    const name = nameOf(uri);
    const affected = new Set([...this.#services.values()].flatMap(({ service }) => service.changed(name)));
    if (affected.size > 0) this.#changed.fire(this.open().filter((document) => affected.has(nameOf(document.uri))));
  }
}

function isDefinedAbove(workflow: string, { notebook, index }: vscode.NotebookCell): boolean {
  const above = notebook.getCells().slice(0, index);
  return above.some(
    ({ document }) =>
      document.languageId === typescriptCellLanguage && definedNames(document.getText()).includes(workflow),
  );
}

/** Cells can be read and edited only while their notebook is open; open, it need not be shown. */
async function openNotebooksNaming(key: string, folder: string): Promise<void> {
  const pattern = new vscode.RelativePattern(folder, "**/*.wfnb");
  const files = await vscode.workspace.findFiles(pattern, "**/node_modules/**", 500);
  const opened = files.map(async (uri) => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (text.includes(key)) await vscode.workspace.openNotebookDocument(uri);
  });
  // One that cannot be read is shown as an error where it is opened by hand; here it has nothing to say.
  await Promise.allSettled(opened);
}

/** Paths of a folder's files, as `includes` of a document would write them. */
function besideDocument(name: string, folder: string, files: readonly string[]): string[] {
  const path = isAbsolute(name) ? name : vscode.Uri.parse(name).fsPath;
  const from = isAbsolute(path) ? dirname(path) : folder;
  return files
    .filter((file) => file !== path)
    .map((file) => relative(from, file).replaceAll("\\", "/"))
    .sort();
}
