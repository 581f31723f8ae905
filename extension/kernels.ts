import { homedir } from "node:os";
import { dirname, isAbsolute, resolve } from "node:path";
import * as vscode from "vscode";
import type { NotebookSessionPorts } from "../kernel/notebook/session.ts";
import type { Kernel, KernelEvent } from "../kernel/runner/kernel.ts";
import { settings } from "./ids.ts";
import { readBeside } from "./toml/readOpenText.ts";

export interface FolderKernel {
  readonly folder: string;
  readonly kernel: Kernel;
}

/** An execution, as far as it is known where it is kept: ids are unique within a workspace folder only. */
export interface NamedExecution {
  readonly id: string;
  /** The workspace folder that keeps it. */
  readonly folder?: string;
  /** Where it was met, such as a notebook: the folder of that is asked first. */
  readonly near?: vscode.Uri;
}

export interface FolderEvent {
  readonly folder: string;
  readonly event: KernelEvent;
}

/** With the id of its process, while it has one. */
type StartedKernel = Kernel & { readonly pid: number | undefined };

/** One kernel process per workspace folder, started when first needed. */
export class WorkspaceKernels implements vscode.Disposable {
  readonly #kernels = new Map<string, StartedKernel>();
  readonly #dryKernels = new Map<string, Kernel>();
  /** Folders of notebooks that are in no file yet, by the path that stands for one. */
  readonly #unsaved = new Map<string, string>();
  readonly #start: (folder: string) => StartedKernel;
  readonly #events = new vscode.EventEmitter<FolderEvent>();
  readonly #closing: vscode.Disposable;
  readonly onEvent = this.#events.event;

  constructor(start: (folder: string) => StartedKernel) {
    this.#start = start;
    // The next one that is made may be called the same.
    this.#closing = vscode.workspace.onDidCloseNotebookDocument(({ uri, isUntitled }) => {
      if (isUntitled) this.#unsaved.delete(uri.path);
    });
  }

  /** The kernel of the folder that holds `uri`; a lone file's own folder counts as its workspace. */
  of(uri: vscode.Uri): Kernel {
    return this.inFolder(this.folderOf(uri));
  }

  /** The workspace folder that a document belongs to. */
  folderOf(uri: vscode.Uri): string {
    return this.#unsaved.get(uri.path) ?? folderOf(uri);
  }

  /** Whether documents of these names have one kernel, and so one place for what they run. */
  isSameFolder(one: vscode.Uri, other: vscode.Uri): boolean {
    return this.folderOf(one) === this.folderOf(other);
  }

  /** From now on a notebook that is in no file yet belongs to this folder, until it is saved somewhere or closed. */
  keepIn(folder: string, { uri }: vscode.NotebookDocument): void {
    this.#unsaved.set(uri.path, folder);
  }

  inFolder(folder: string): Kernel {
    let kernel = this.#kernels.get(folder);
    if (kernel === undefined) {
      kernel = this.#start(folder);
      kernel.onEvent((event) => this.#events.fire({ folder, event }));
      this.#kernels.set(folder, kernel);
    }
    return kernel;
  }

  /** Of the process that `of(uri)` talks to; undefined while there is none. */
  pidOf(uri: vscode.Uri): number | undefined {
    return this.#kernels.get(this.folderOf(uri))?.pid;
  }

  /** For dry simulations, which nobody asked for: whatever they do to their process, no execution of somebody's suffers. */
  forDryRuns(folder: string): Kernel {
    let kernel = this.#dryKernels.get(folder);
    if (kernel === undefined) {
      kernel = this.#start(folder);
      this.#dryKernels.set(folder, kernel);
    }
    return kernel;
  }

  /** Of every workspace folder, and of lone notebooks that ran. */
  all(): FolderKernel[] {
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.inFolder(folder.uri.fsPath);
    return [...this.#kernels].map(([folder, kernel]) => ({ folder, kernel }));
  }

  /** The kernel that keeps this execution; undefined where it is gone. */
  async holding({ id, folder, near }: NamedExecution): Promise<FolderKernel | undefined> {
    const asked = folder === undefined ? this.#nearest(near) : [{ folder, kernel: this.inFolder(folder) }];
    for (const each of asked) if ((await each.kernel.execution(id)) !== undefined) return each;
    return undefined;
  }

  #nearest(near: vscode.Uri | undefined): FolderKernel[] {
    if (near === undefined) return this.all();
    const first = { folder: this.folderOf(near), kernel: this.of(near) };
    return [first, ...this.all().filter(({ folder }) => folder !== first.folder)];
  }

  /** What a notebook's session needs. One that was never saved counts as a file in its folder. */
  sessionPorts(notebook: vscode.Uri): NotebookSessionPorts {
    const path = resolve(this.folderOf(notebook), notebook.fsPath);
    const isDetached = () => vscode.workspace.getConfiguration().get<boolean>(settings.keepRunning) ?? false;
    return { kernel: this.of(notebook), notebook: path, read: readBeside(vscode.Uri.file(path)), isDetached };
  }

  /** Ends every kernel; the next question starts a new one. What runs is cancelled and recorded as such. */
  async restart(): Promise<void> {
    const folders = [...this.#kernels.keys()];
    await this.close();
    for (const folder of folders) this.#events.fire({ folder, event: { type: "workflows" } });
    for (const folder of folders) this.#events.fire({ folder, event: { type: "store", deleted: [] } });
  }

  async close(): Promise<void> {
    const kernels = [...this.#kernels.values(), ...this.#dryKernels.values()];
    this.#kernels.clear();
    this.#dryKernels.clear();
    await Promise.all(kernels.map((kernel) => kernel.close()));
  }

  dispose(): void {
    vscode.Disposable.from(this.#events, this.#closing).dispose();
    void this.close();
  }
}

/** Cells and untitled notebooks have other schemes than files; what has no folder at all belongs to the first one, or to the home folder. */
function folderOf(uri: vscode.Uri): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (!isAbsolute(uri.fsPath) || uri.scheme === "untitled") return folders[0]?.uri.fsPath ?? homedir();
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(uri.fsPath))?.uri.fsPath ?? dirname(uri.fsPath);
}
