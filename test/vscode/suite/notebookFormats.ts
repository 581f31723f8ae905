import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands, executionMime, notebookType, settings } from "../../../extension/ids.ts";
import {
  applyEdit,
  openNotebook,
  outputText,
  readWorkspaceFile,
  runCell,
  workspaceFolder,
  writeWorkspaceFile,
} from "../workspace.ts";

const toml = (source: string) => ({
  cell_type: "code",
  id: "one",
  metadata: { vscode: { languageId: "toml" } },
  execution_count: null,
  outputs: [],
  source,
});
const title = { cell_type: "markdown", id: "title", metadata: {}, source: "# A title" };
const text = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [title, toml('[workflow]\nname = "stf_processing"\n\n[run]\nuntil = 100\n')],
});

async function ranNotebook(path: string) {
  writeWorkspaceFile(path, text);
  const notebook = await openNotebook(path);
  return { notebook, cell: await runCell(notebook, 1) };
}

async function exported(path: string): Promise<string> {
  await vscode.commands.executeCommand(commands.exportNotebook, vscode.Uri.file(join(workspaceFolder(), path)));
  return readWorkspaceFile(path);
}

describe("a notebook in other formats", () => {
  it("is exported as HTML with its timeline, as Jupyter's with a picture, as TypeScript and Markdown", async () => {
    const { cell } = await ranNotebook("notebooks/formats.wfnb");
    const { executionId } = JSON.parse(outputText(cell, executionMime));
    const html = await exported("notebooks/formats.html");
    assert.match(html, /<title>A title<\/title>/);
    assert.match(html, /<img class="light"[^>]*src="data:image\/svg\+xml;base64,/);
    assert.ok(!/<script|https?:\/\/(?!www\.w3\.org)/.test(html), "nothing is loaded, nothing runs");
    const { cells } = JSON.parse(await exported("notebooks/formats.ipynb"));
    assert.match([cells[1].outputs[0].data["image/svg+xml"]].flat().join(""), /^<svg/);
    assert.match(await exported("notebooks/formats.ts"), /^\/\/ %% \[markdown\] id=title\n\/\/ # A title/);
    const markdown = await exported("notebooks/formats.md");
    assert.match(markdown, /^# A title/);
    assert.ok(markdown.includes(executionId));
    await assert.rejects(async () => exported("notebooks/formats.md"), /exists already/);
    assert.equal(readWorkspaceFile("notebooks/formats.md"), markdown);
  });

  it("is opened from Markdown as a notebook that is in no file yet", async () => {
    const source = writeWorkspaceFile(
      "notebooks/imported.md",
      '# Told\n\n```toml\n[workflow]\nname = "stf_processing"\n```\n',
    );
    await vscode.commands.executeCommand(commands.importNotebook, source);
    const notebook = vscode.window.activeNotebookEditor!.notebook;
    assert.equal(notebook.notebookType, notebookType);
    assert.ok(notebook.isUntitled);
    assert.deepEqual(
      notebook.getCells().map(({ document }) => document.getText()),
      ["# Told", '[workflow]\nname = "stf_processing"'],
    );
    assert.ok(!existsSync(join(workspaceFolder(), "notebooks/imported.wfnb")));
  });

  it("is opened from Jupyter's format with its outputs, and from TypeScript with its cells, and the file stays", async () => {
    const output = { name: "stdout", output_type: "stream", text: ["printed\n"] };
    const python = { cell_type: "code", id: "p", metadata: {}, execution_count: 3, source: "1 + 1", outputs: [output] };
    const ipynb = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [title, python] });
    const script = "// %% [markdown] id=title\n// # A title\n\n// %% id=sum\n1 + 1\n";
    for (const [path, content] of [
      ["notebooks/imported.ipynb", ipynb],
      ["notebooks/imported.ts", script],
    ] as const) {
      await vscode.commands.executeCommand(commands.importNotebook, writeWorkspaceFile(path, content));
      const { notebook } = vscode.window.activeNotebookEditor!;
      assert.equal(notebook.notebookType, notebookType);
      assert.ok(notebook.isUntitled);
      const texts = notebook.getCells().map(({ document }) => document.getText());
      assert.deepEqual(texts, ["# A title", "1 + 1"]);
      if (path.endsWith("ipynb")) {
        assert.equal(outputText(notebook.cellAt(1), "application/vnd.code.notebook.stdout"), "printed\n");
      }
      assert.equal(readWorkspaceFile(path), content);
    }
  });

  it("keeps the spelling of numbers when it is opened from Jupyter's format and exported again", async () => {
    const spelled = '{"big": 12345678901234567890, "huge": 1e400, "whole": 1.0}';
    const output = { output_type: "display_data", metadata: {}, data: { "application/json": "here" } };
    const code = { cell_type: "code", id: "n", metadata: {}, execution_count: null, source: "1", outputs: [output] };
    const foreign = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { score: "here" }, cells: [code] });
    const written = writeWorkspaceFile("notebooks/numbers.ipynb", foreign.replaceAll('"here"', spelled));
    await vscode.commands.executeCommand(commands.importNotebook, written);
    const again = await exported("notebooks/numbers-again.ipynb");
    for (const number of ["12345678901234567890", "1e400", "1.0"]) {
      assert.equal(again.split(number).length - 1, 2, `${number} in ${again}`);
    }
  });

  it("is not opened from a file that cannot be read, which stays as it is", async () => {
    const conflict = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n";
    const before = vscode.workspace.notebookDocuments.length;
    // The message that tells of it waits for somebody who reads it.
    void vscode.commands.executeCommand(
      commands.importNotebook,
      writeWorkspaceFile("notebooks/unreadable.ipynb", conflict),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(vscode.workspace.notebookDocuments.length, before);
    assert.equal(readWorkspaceFile("notebooks/unreadable.ipynb"), conflict);
  });

  it("has pictures in its file when the setting says so, the same ones at every save, and none otherwise", async () => {
    const { notebook } = await ranNotebook("notebooks/pictures.wfnb");
    const editOnce = async () => {
      await applyEdit((edit) => edit.insert(notebook.cellAt(0).document.uri, new vscode.Position(0, 0), "#"));
      assert.ok(await notebook.save());
      return JSON.parse(readWorkspaceFile("notebooks/pictures.wfnb")).cells[1].outputs as unknown;
    };
    assert.ok(!JSON.stringify(await editOnce()).includes("svg"));
    const configuration = vscode.workspace.getConfiguration(undefined, notebook.uri);
    // Of the folder that the notebook is in: other folders of a workspace keep theirs.
    const { WorkspaceFolder } = vscode.ConfigurationTarget;
    await configuration.update(settings.embedPictures, true, WorkspaceFolder);
    try {
      const pictures = await editOnce();
      assert.match(JSON.stringify(pictures), /"image\/svg\+xml"/);
      assert.deepEqual(await editOnce(), pictures);
    } finally {
      await configuration.update(settings.embedPictures, undefined, WorkspaceFolder);
    }
  });
});
