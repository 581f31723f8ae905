import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands, notebookType, typescriptCellLanguage } from "../../../extension/ids.ts";
import { applyEdit, eventually, outputText, runCell } from "../workspace.ts";

async function open(...sources: string[]): Promise<vscode.NotebookDocument> {
  const data = sources.map(
    (text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, typescriptCellLanguage),
  );
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData(data));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

const range = (document: vscode.NotebookDocument, start: number, end = start + 1) => ({
  ranges: [{ start, end }],
  document: document.uri,
});

/** Asks for all cells, and waits until the first one runs; `rest` is when all have ended or left the line. */
async function runAll(notebook: vscode.NotebookDocument): Promise<{ readonly rest: Thenable<unknown> }> {
  const rest = vscode.commands.executeCommand("notebook.cell.execute", range(notebook, 0, notebook.cellCount));
  await eventually("the start of the first cell", () => notebook.cellAt(0).executionSummary?.executionOrder);
  return { rest };
}

const ended = (cell: vscode.NotebookCell) =>
  eventually("its end", () => (cell.executionSummary?.success === undefined ? undefined : cell));

const forever = "await new Promise(() => {});";

describe("the line of a notebook's cells", () => {
  it("goes on without a cell that was cancelled while it waited", async () => {
    const notebook = await open(
      "await new Promise((resolve) => setTimeout(resolve, 3000));",
      "globalThis.second = 'ran';",
      "globalThis.second ?? 'left out'",
    );
    await runAll(notebook);
    await vscode.commands.executeCommand("notebook.cell.cancelExecution", range(notebook, 1));
    assert.match(outputText(await ended(notebook.cellAt(2)), "text/plain"), /left out/);
    assert.equal(notebook.cellAt(1).executionSummary?.executionOrder, undefined);
    assert.equal(notebook.cellAt(2).executionSummary?.executionOrder, 2);
  });

  it("ends at the first error, and takes cells again", async () => {
    const notebook = await open("throw new Error('no beam');", "'second'");
    const { rest } = await runAll(notebook);
    await rest;
    assert.equal((await ended(notebook.cellAt(0))).executionSummary?.success, false);
    assert.match(outputText(await runCell(notebook, 1), "text/plain"), /second/);
    assert.equal(notebook.cellAt(1).executionSummary?.executionOrder, 2);
  });

  it("stops a cell that is deleted, and those that wait for it", async () => {
    const notebook = await open(forever, "'second'", "'third'");
    const { rest } = await runAll(notebook);
    await applyEdit((edit) =>
      edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1))]),
    );
    await rest;
    assert.match(outputText(await runCell(notebook, 1), "text/plain"), /third/);
    assert.equal(notebook.cellAt(0).executionSummary?.executionOrder, undefined);
  });

  it("restarts the session once the cell that runs has stopped, and forgets what waited", async () => {
    const notebook = await open(forever, "globalThis.second = 'ran';", "globalThis.second ?? 'left out'");
    const { rest } = await runAll(notebook);
    await vscode.commands.executeCommand(commands.restartSession);
    await rest;
    assert.equal((await ended(notebook.cellAt(0))).executionSummary?.success, false);
    assert.match(outputText(await runCell(notebook, 2), "text/plain"), /left out/);
  });

  it("comes to rest when the kernel is restarted under it, and runs cells in the next one", async () => {
    const notebook = await open(forever, "globalThis.second = 'ran';", "globalThis.second ?? 'left out'");
    const { rest } = await runAll(notebook);
    await vscode.commands.executeCommand(commands.restartKernel);
    await rest;
    assert.equal((await ended(notebook.cellAt(0))).executionSummary?.success, false);
    assert.match(outputText(await runCell(notebook, 2), "text/plain"), /left out/);
  });

  it("takes the cells above, and a cell with those below, in their order", async () => {
    const log = (name: string) => `globalThis.ran = [...(globalThis.ran ?? []), "${name}"]; globalThis.ran.join()`;
    const notebook = await open(log("a"), log("b"), log("c"));
    await vscode.commands.executeCommand("notebook.cell.executeCellsAbove", range(notebook, 2));
    assert.match(outputText(await ended(notebook.cellAt(1)), "text/plain"), /^a,b$/);
    assert.equal(notebook.cellAt(2).executionSummary?.executionOrder, undefined);
    await vscode.commands.executeCommand("notebook.cell.executeCellAndBelow", range(notebook, 1));
    assert.match(outputText(await ended(notebook.cellAt(2)), "text/plain"), /^a,b,b,c$/);
  });

  it("restarts and runs all, with nothing left of what was there", async () => {
    const notebook = await open("globalThis.runs = (globalThis.runs ?? 0) + 1;", "globalThis.runs");
    await runCell(notebook, 0);
    await runCell(notebook, 0);
    await vscode.commands.executeCommand(commands.restartAndRunAll);
    assert.match(outputText(await ended(notebook.cellAt(1)), "text/plain"), /^1$/);
  });
});
