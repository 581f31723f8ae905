import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { applyEdit, openNotebook, readWorkspaceFile, writeWorkspaceFile } from "../workspace.ts";

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
    await applyEdit((edit) =>
      edit.replace(notebook.cellAt(3).document.uri, new vscode.Range(0, 0, 0, 0), "# edited\n"),
    );
    assert.ok(await notebook.save());
    const saved = JSON.parse(readFileSync(uri.fsPath, "utf8"));
    assert.deepEqual(
      saved.cells.map((cell: { id: string }) => cell.id),
      ["about", "defaults", "changed", "faster", "next"],
    );
    assert.deepEqual(saved.cells[0].metadata, { mine: [1] });
    assert.equal(saved.cells[3].source[0], "# edited\n");
  });

  it("of 500 cells with 10 MB of outputs is opened and saved with all of them", async function () {
    this.timeout(120_000);
    // A second try must not meet what the first one still does.
    const file = `notebooks/large-${Date.now()}.wfnb`;
    const text = `${"x".repeat(79)}\n`.repeat(256);
    const cells = Array.from({ length: 500 }, (_, index) => ({
      cell_type: "code",
      id: `cell-${index}`,
      metadata: {},
      execution_count: 1,
      outputs: [{ name: "stdout", output_type: "stream", text }],
      source: `${index}`,
    }));
    const whole = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
    assert.ok(whole.length > 10e6);
    writeWorkspaceFile(file, whole);
    const notebook = await openNotebook(file);
    assert.equal(notebook.cellCount, 500);
    await applyEdit((edit) => edit.insert(notebook.cellAt(499).document.uri, new vscode.Position(0, 0), "9"));
    assert.ok(await notebook.save());
    const saved = JSON.parse(readWorkspaceFile(file)) as { cells: typeof cells };
    const sourceOf = (cell: { source: string | string[] }) => [cell.source].flat().join("");
    assert.deepEqual(saved.cells.map(sourceOf), [...cells.slice(0, 499).map(sourceOf), "9499"]);
    assert.deepEqual(
      saved.cells.map(({ outputs }) => outputs),
      cells.map(({ outputs }) => outputs),
    );
  });

  it("that cannot be read is an error with a sentence, and stays as it is to the byte", async () => {
    const text = readWorkspaceFile("notebooks/stf_processing.wfnb");
    const half = text.slice(0, text.length / 2);
    const conflict = text.replace(/^ "cells": \[$/m, "<<<<<<< HEAD\n$&\n=======\n$&\n>>>>>>> other");
    assert.notEqual(conflict, text);
    const unreadable: [Uint8Array, RegExp][] = [
      [Buffer.from(conflict), /merge conflict/i],
      [Buffer.from(half), /not valid JSON at line \d+, column \d+/],
      [Buffer.from([0, 1, 2, 255, 254, 128]), /not UTF-8/],
      [Buffer.from('{"nbformat": 3}'), /nbformat/],
      [Buffer.from("\u0000 rubbish"), /not valid JSON at line 1, column 1/],
    ];
    for (const [bytes, sentence] of unreadable) {
      const uri = writeWorkspaceFile("notebooks/broken.wfnb", "");
      writeFileSync(uri.fsPath, bytes);
      await assert.rejects(async () => vscode.workspace.openNotebookDocument(uri), sentence);
      assert.deepEqual(Buffer.from(readFileSync(uri.fsPath)), Buffer.from(bytes));
    }
  });
});
