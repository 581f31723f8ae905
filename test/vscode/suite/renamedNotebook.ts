import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { notebookOf } from "../../notebook/notebookOf.ts";
import {
  applyEdit,
  eventually,
  openNotebook,
  outputText,
  runCell,
  workspaceFolder,
  writeWorkspaceFile,
} from "../workspace.ts";

/** The cells set `kept`, take a while, and use it. */
async function open(path: string): Promise<vscode.NotebookDocument> {
  const sources = [
    "let kept = 41;",
    "await new Promise((r) => setTimeout(r, 4000)); console.log('in the end'); let late = 1;",
    "kept + late",
    "kept + 1",
  ];
  mkdirSync(join(workspaceFolder(), path, ".."), { recursive: true });
  writeWorkspaceFile(path, notebookOf("typescript", ...sources));
  return openNotebook(path);
}

const inWorkspace = (path: string) => vscode.Uri.file(join(workspaceFolder(), path));

async function rename(from: string, to: string): Promise<void> {
  await applyEdit((edit) => edit.renameFile(inWorkspace(from), inWorkspace(to)));
}

async function shown(path: string): Promise<vscode.NotebookDocument> {
  const notebook = await eventually(`the notebook ${path}`, () =>
    vscode.workspace.notebookDocuments.find(({ uri }) => uri.path === inWorkspace(path).path),
  );
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

async function runInLine(notebook: vscode.NotebookDocument, start: number, end: number): Promise<void> {
  void vscode.commands.executeCommand("notebook.cell.execute", { ranges: [{ start, end }], document: notebook.uri });
  await eventually("a cell that runs", () => notebook.cellAt(start).executionSummary?.executionOrder);
}

/** Whatever stands in the place of the cell by then. */
function outputAt(notebook: vscode.NotebookDocument, index: number, text: RegExp): Promise<unknown> {
  return eventually(`${text} under cell ${index}`, () => {
    const items = notebook.cellAt(index).outputs.flatMap((output) => output.items);
    return items.some(({ data }) => text.test(new TextDecoder().decode(data))) || undefined;
  });
}

describe("a notebook that is renamed", () => {
  it("keeps what its TypeScript cells declared, with a new name, in another folder, and when its folder is renamed", async () => {
    const notebook = await open("first/kept.wfnb");
    await runCell(notebook, 0);
    const wayOfNames = ["first/kept.wfnb", "first/renamed.wfnb", "second/renamed.wfnb"];
    mkdirSync(join(workspaceFolder(), "second"), { recursive: true });
    await rename(wayOfNames[0]!, wayOfNames[1]!);
    assert.match(outputText(await runCell(await shown(wayOfNames[1]!), 3), "text/plain"), /42/);
    await rename(wayOfNames[1]!, wayOfNames[2]!);
    assert.match(outputText(await runCell(await shown(wayOfNames[2]!), 3), "text/plain"), /42/);
    await rename("second", "third");
    assert.match(outputText(await runCell(await shown("third/renamed.wfnb"), 3), "text/plain"), /42/);
  });

  it("shows the cells that ran and waited meanwhile under its new name, to their end", async () => {
    const before = await open("first/running.wfnb");
    await runCell(before, 0);
    await runInLine(before, 1, 3);
    await rename("first/running.wfnb", "first/still_running.wfnb");
    const notebook = await shown("first/still_running.wfnb");
    await outputAt(notebook, 1, /in the end/);
    await outputAt(notebook, 2, /42/);
    assert.equal(notebook.cellAt(1).executionSummary?.success, true);
  });
});

describe("a notebook that is read anew while a cell runs", () => {
  it("shows that cell to its end, and what waits runs after it", async () => {
    const notebook = await open("first/reverted.wfnb");
    await runCell(notebook, 0);
    await runInLine(notebook, 1, 3);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await outputAt(notebook, 1, /in the end/);
    await outputAt(notebook, 2, /42/);
  });

  it("stops a cell that is gone from it", async () => {
    const notebook = await open("first/deleted.wfnb");
    await runCell(notebook, 0);
    await runInLine(notebook, 1, 2);
    const deletion = vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(1, 2));
    await applyEdit((edit) => edit.set(notebook.uri, [deletion]));
    assert.match(outputText(await runCell(notebook, 2), "text/plain"), /42/);
    assert.doesNotMatch(outputText(await runCell(notebook, 1), "text/plain"), /42/);
  });
});
