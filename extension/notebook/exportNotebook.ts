import { extname } from "node:path";
import * as vscode from "vscode";
import type { NotebookDocument } from "../../kernel/notebook/document.ts";
import { leftOutOf, type TextFormat, toText } from "../../kernel/notebook/export/formats.ts";
import { toHtml } from "../../kernel/notebook/export/html.ts";
import type { KeptTexts } from "../../kernel/notebook/keptTexts.ts";
import { notebookType } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { tellInformation, tellWarning } from "../tell.ts";
import type { NotebookPictures } from "./pictures.ts";
import { fromNotebookData } from "./serializer.ts";

type Format = Exclude<TextFormat, "wfnb"> | "html";

export interface ExportPorts {
  readonly kernels: WorkspaceKernels;
  readonly pictures: NotebookPictures;
  readonly texts: KeptTexts;
}

interface FormatItem extends vscode.QuickPickItem {
  readonly format: Format;
  readonly withoutCode?: true;
}

/**
 * Writes the active notebook as it stands in the editor in another format. Without a target it is asked for, and the dialog asks before
 * a file is replaced; a target that is given must not exist yet, and its ending says the format.
 */
export async function exportNotebook(
  { kernels, pictures, texts }: ExportPorts,
  given: vscode.Uri | undefined,
): Promise<void> {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType !== notebookType) {
    void tellInformation(vscode.l10n.t("Open the workflow notebook that is to be exported first."));
    return;
  }
  const item = given === undefined ? await askForFormat() : formatOf(given);
  if (item === undefined) return;
  const target = given ?? (await askForTarget(notebook, item, kernels));
  if (target === undefined) return;
  if (given !== undefined && (await exists(given))) {
    throw new Error(vscode.l10n.t("{0} exists already; nothing was written.", given.fsPath));
  }
  const title = vscode.l10n.t("Exporting {0}", nameOf(notebook));
  const leftOut = item.format === "html" ? undefined : leftOutOf(documentOf(notebook), item.format);
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
    const text = await textOf(notebook, item, pictures, texts);
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  });
  if (leftOut !== undefined) void tellWarning(leftOut);
  if (given === undefined) await tell(target, item);
}

async function textOf(
  notebook: vscode.NotebookDocument,
  item: FormatItem,
  pictures: NotebookPictures,
  texts: KeptTexts,
): Promise<string> {
  const document = documentOf(notebook);
  if (item.format === "ts" || item.format === "md") return toText(document, item.format);
  if (item.format === "ipynb") {
    return toText(await pictures.within(document, notebook.uri), "ipynb", texts.behind(document));
  }
  const draw = await pictures.drawOutput(notebook.uri);
  return toHtml(document, { title: nameOf(notebook), draw, withoutCode: item.withoutCode === true });
}

/** What would be saved now. */
function documentOf(notebook: vscode.NotebookDocument): NotebookDocument {
  const cells = notebook.getCells().map((cell) => {
    const data = new vscode.NotebookCellData(cell.kind, cell.document.getText(), cell.document.languageId);
    data.outputs = [...cell.outputs];
    data.metadata = cell.metadata;
    if (cell.executionSummary !== undefined) data.executionSummary = cell.executionSummary;
    return data;
  });
  const data = new vscode.NotebookData(cells);
  data.metadata = notebook.metadata;
  return fromNotebookData(data);
}

function askForFormat(): Thenable<FormatItem | undefined> {
  const items: FormatItem[] = [
    { label: "HTML", description: vscode.l10n.t("one file with its charts, for any browser"), format: "html" },
    {
      label: vscode.l10n.t("HTML without code"),
      description: vscode.l10n.t("texts and results alone"),
      format: "html",
      withoutCode: true,
    },
    {
      label: "Jupyter (.ipynb)",
      description: vscode.l10n.t("with pictures, for other notebook programs"),
      format: "ipynb",
    },
    {
      label: "TypeScript (.ts)",
      description: vscode.l10n.t("cells between // %% lines; without outputs"),
      format: "ts",
    },
    { label: "Markdown (.md)", description: vscode.l10n.t("cells as fenced blocks, outputs as text"), format: "md" },
  ];
  return vscode.window.showQuickPick(items, { title: vscode.l10n.t("Export Notebook as") });
}

function formatOf(target: vscode.Uri): FormatItem {
  const format = ({ ".html": "html", ".ipynb": "ipynb", ".ts": "ts", ".md": "md" } as const)[extname(target.path)];
  if (format === undefined)
    throw new Error(vscode.l10n.t("{0} should end in .html, .ipynb, .ts or .md.", target.fsPath));
  return { label: format, format };
}

function askForTarget(
  notebook: vscode.NotebookDocument,
  { label, format }: FormatItem,
  kernels: WorkspaceKernels,
): Thenable<vscode.Uri | undefined> {
  const folder = notebook.isUntitled
    ? vscode.Uri.file(kernels.folderOf(notebook.uri))
    : vscode.Uri.joinPath(notebook.uri, "..");
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t("Export Notebook as"),
    defaultUri: vscode.Uri.joinPath(folder, `${nameOf(notebook)}.${format}`),
    filters: { [label]: [format] },
  });
}

async function tell(target: vscode.Uri, { format }: FormatItem): Promise<void> {
  const open = vscode.l10n.t("Open");
  const told = vscode.l10n.t("Written: {0}", vscode.workspace.asRelativePath(target));
  if ((await tellInformation(told, open)) !== open) return;
  if (format === "html") await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand("vscode.open", target);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

function nameOf({ uri }: vscode.NotebookDocument): string {
  return (uri.path.split("/").at(-1) ?? "").replace(/\.\w+$/, "");
}
