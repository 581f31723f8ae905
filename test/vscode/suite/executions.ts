import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands, executionMime } from "../../../extension/ids.ts";
import type { WorkflowExecution } from "../../../kernel/model/index.ts";
import { type ExecutionQuery, SqliteStore } from "../../../kernel/store/index.ts";
import { eventually, newNotebook, openNotebook, outputText, runCell, workspaceFolder } from "../workspace.ts";

/** What the workspace's file holds, read beside the kernel process that writes it. */
function stored(query: ExecutionQuery): WorkflowExecution[] {
  const store = new SqliteStore(join(workspaceFolder(), ".wfnb", "executions.db"), { readOnly: true });
  try {
    return store.executions(query);
  } finally {
    store.close();
  }
}

const config = '[workflow]\nname = "stf_processing"\n\n[parameters]\nstf_interval = 3\n\n[run]\nuntil = 50\nseed = 7\n';

describe("what is done with an execution in the sidebar", () => {
  let id: string;
  const one = () => stored({ matching: `id:${id}` })[0];
  const run = (command: string) => vscode.commands.executeCommand(command, { id });

  beforeEach(async () => {
    const notebook = await newNotebook(config);
    const cell = await runCell(notebook, 0);
    id = JSON.parse(outputText(cell, executionMime)).executionId;
  });

  it("runs again with the same values, seed and trace, and says of what", async () => {
    await run(commands.runExecutionAgain);
    const again = await eventually("an execution that runs it again", () =>
      stored({}).find(({ startedFrom, status }) => startedFrom?.execution === id && status === "completed"),
    );
    assert.deepEqual(
      [again.parameterValues, again.runOptions, again.traceHash],
      [one()!.parameterValues, { until: 50, seed: 7 }, one()!.traceHash],
    );
  });

  it("puts what was set into a cell below the active one, to be changed", async () => {
    await run(commands.runExecutionWithChanges);
    const { notebook } = vscode.window.activeNotebookEditor!;
    await eventually("the new cell", () => (notebook.cellCount === 2 ? true : undefined));
    assert.equal(notebook.cellAt(1).document.getText(), config);
    assert.equal(notebook.cellAt(1).document.languageId, "toml");
  });

  it("puts it into a new notebook where none is open", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await run(commands.runExecutionWithChanges);
    const editor = await eventually("a notebook", () => vscode.window.activeNotebookEditor);
    assert.equal(editor.notebook.cellAt(0).document.getText(), config);
  });

  it("is pinned, protected, deleted only when it is not, and taken back", async () => {
    await run(commands.pinExecution);
    await run(commands.protectExecution);
    assert.deepEqual(one()!.labels, { pinned: true, protected: true, note: null, tags: [] });
    await run(commands.deleteExecution);
    await run(commands.unprotectExecution);
    await run(commands.unpinExecution);
    assert.equal(one()!.labels, undefined);
    // It tells what it did, and goes on when that is read.
    void run(commands.deleteExecution);
    await eventually("its absence", () => (one() === undefined ? true : undefined));
    await vscode.commands.executeCommand(commands.undoDelete);
    assert.equal(one()!.executionId, id);
  });

  it("gives its id to the clipboard", async () => {
    await run(commands.copyExecutionId);
    assert.equal(await vscode.env.clipboard.readText(), id);
  });

  it("leads back to the cell that started it", async () => {
    const notebook = await openNotebook("notebooks/stf_processing.wfnb");
    const cell = await runCell(notebook, 1);
    id = JSON.parse(outputText(cell, executionMime)).executionId;
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await run(commands.revealInNotebook);
    const editor = await eventually("the notebook", () => vscode.window.activeNotebookEditor);
    assert.equal(editor.notebook.uri.fsPath, notebook.uri.fsPath);
    assert.deepEqual([editor.selection.start, editor.selection.end], [1, 2]);
  });

  it("does nothing and stays calm where it is given no execution", async () => {
    const thatAsk: string[] = [commands.openExecution, commands.showTimeline];
    for (const command of Object.values(commands).filter((each) => each.startsWith("wfnb.execution."))) {
      // One has another test; those that ask for the execution wait for an answer.
      if (command === commands.undoDelete || thatAsk.includes(command)) continue;
      // A row of the tree that is none: without an argument the selection would be meant, which a deletion before leaves on the next row.
      await vscode.commands.executeCommand(command, { kind: "more", node: { label: "Show 5 more" } }, undefined);
    }
  });
});
