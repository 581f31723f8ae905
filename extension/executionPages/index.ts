import * as vscode from "vscode";
import { mostCompared } from "../../kernel/views/index.ts";
import { comparisonPage, detailsPage } from "../ids.ts";
import type { NamedExecution, WorkspaceKernels } from "../kernels.ts";
import type { ExecutionName, PageState } from "../pages/messages.ts";
import { tellInformation, tellWarning } from "../tell.ts";
import { registerDefinitionDocuments } from "./definitionDocuments.ts";
import type { DetailsPage } from "./detailsPage.ts";
import { pickExecution, pickExecutions, tooMany } from "./pickExecutions.ts";

interface OpenDetails {
  readonly panel: vscode.WebviewPanel;
  readonly page: Promise<DetailsPage>;
}

/** Pages of executions and of comparisons, in editor tabs; they come back after the window was reloaded. */
export class ExecutionPages implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #kernels: WorkspaceKernels;
  readonly #registrations: vscode.Disposable;
  /** Of the pages that are open, so that none is opened twice. */
  readonly #details = new Map<string, OpenDetails>();

  constructor(extension: vscode.Uri, kernels: WorkspaceKernels) {
    this.#extension = extension;
    this.#kernels = kernels;
    this.#registrations = vscode.Disposable.from(
      registerDefinitionDocuments(kernels),
      vscode.window.registerWebviewPanelSerializer(detailsPage, this.#serializer()),
      vscode.window.registerWebviewPanelSerializer(comparisonPage, this.#serializer()),
    );
  }

  /** Shows one execution; without one, asks which. `atTimeline`: with its timeline in sight and under the keys. */
  async open(given: NamedExecution | undefined, { atTimeline = false } = {}): Promise<void> {
    const named = given === undefined ? await pickExecution(this.#kernels) : await this.#found(given);
    if (named === undefined) return;
    const open = this.#details.get(keyOf(named)) ?? this.#newDetails(named);
    open.panel.reveal();
    if (atTimeline) (await open.page).goToTimeline();
  }

  #newDetails(named: ExecutionName): OpenDetails {
    const panel = vscode.window.createWebviewPanel(detailsPage, named.id, vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    return this.#showDetails(panel, named);
  }

  /** Compares what is given, the first one with the others; with less than two, asks for more. */
  async compare(given: readonly NamedExecution[]): Promise<void> {
    const chosen = withoutTwins(await Promise.all(given.map((each) => this.#found(each))));
    const more = chosen.length >= 2 ? [] : await pickExecutions(this.#kernels, chosen);
    if (more === undefined) return;
    const all = [...chosen, ...more];
    if (all.length < 2) {
      void tellInformation(vscode.l10n.t("A comparison takes two executions at least."));
      return;
    }
    if (all.length > mostCompared) {
      void tellWarning(tooMany(all.length));
      return;
    }
    const title = vscode.l10n.t("Comparison");
    const panel = vscode.window.createWebviewPanel(comparisonPage, title, vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    await this.#showComparison(panel, all);
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  #showDetails(panel: vscode.WebviewPanel, name: ExecutionName): OpenDetails {
    const make = async () => {
      const { DetailsPage } = await import("./detailsPage.ts");
      return new DetailsPage(panel, name, this.#extension, this.#kernels);
    };
    const open = { panel, page: make() };
    this.#details.set(keyOf(name), open);
    panel.onDidDispose(() => this.#details.delete(keyOf(name)));
    return open;
  }

  async #showComparison(panel: vscode.WebviewPanel, names: readonly ExecutionName[]): Promise<void> {
    const { ComparisonPage } = await import("./comparisonPage.ts");
    new ComparisonPage(panel, names, this.#extension, this.#kernels);
  }

  /** What is not found opens as well: its page says so. */
  async #found(named: NamedExecution): Promise<ExecutionName> {
    const { id, near = vscode.Uri.file("") } = named;
    if (named.folder !== undefined) return { id, folder: named.folder };
    const holding = await this.#kernels.holding(named).catch(() => undefined);
    return { id, folder: holding?.folder ?? this.#kernels.folderOf(near) };
  }

  #serializer(): vscode.WebviewPanelSerializer<PageState> {
    return {
      deserializeWebviewPanel: async (panel, state: PageState | undefined) => {
        // A page that was never drawn has none.
        if (state === undefined) panel.dispose();
        else if (state.page === "details") await this.#showDetails(panel, state.execution).page;
        else await this.#showComparison(panel, state.executions);
      },
    };
  }
}

function withoutTwins(names: readonly ExecutionName[]): ExecutionName[] {
  return [...new Map(names.map((name) => [keyOf(name), name])).values()];
}

function keyOf({ id, folder }: ExecutionName): string {
  return JSON.stringify([folder, id]);
}
