import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { openNotebook, readWorkspaceFile, writeWorkspaceFile } from "../workspace.ts";

describe("a notebook file", () => {
  it("opens with TOML cells and Markdown", async () => {
    const notebook = await openNotebook("notebooks/stf_processing.wfnb");
    const languages = notebook.getCells().map((cell) => cell.document.languageId);
    assert.deepEqual(languages, ["markdown", "toml", "markdown", "toml", "markdown"]);
  });

  it("keeps cell ids and unknown keys when it is edited and saved", async () => {
    const text = readWorkspaceFile("notebooks/stf_processing.wfnb").replace(
      '"metadata": {},',
      '"metadata": {"mine": [1]},',
    );
    const uri = writeWorkspaceFile("notebooks/kept.wfnb", text);
    const notebook = await openNotebook("notebooks/kept.wfnb");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(notebook.cellAt(3).document.uri, new vscode.Range(0, 0, 0, 0), "# edited\n");
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await notebook.save());
    const saved = JSON.parse(readFileSync(uri.fsPath, "utf8"));
    assert.deepEqual(
      saved.cells.map((cell: { id: string }) => cell.id),
      ["about", "defaults", "changed", "faster", "next"],
    );
    assert.deepEqual(saved.cells[0].metadata, { mine: [1] });
    assert.equal(saved.cells[3].source[0], "# edited\n");
  });

  it("that cannot be read is an error, and stays as it is", async () => {
    for (const rubbish of ['{"cells": [', "\u0000\u0001 rubbish", '{"nbformat": 3}']) {
      const uri = writeWorkspaceFile("notebooks/broken.wfnb", rubbish);
      await assert.rejects(async () => vscode.workspace.openNotebookDocument(uri));
      assert.equal(readWorkspaceFile("notebooks/broken.wfnb"), rubbish);
    }
  });
});
