import assert from "node:assert/strict";
import * as vscode from "vscode";
import { errorMime, executionMime } from "../../../extension/ids.ts";
import { openFramePlace } from "../../../extension/notebook/framePlace.ts";
import type { ToldError } from "../../../kernel/notebook/errorText.ts";
import { type FramePlace, stackParts } from "../../../kernel/notebook/stackPlaces.ts";
import { eventually, openNotebook, outputText, runCell, workspaceFolder, writeWorkspaceFile } from "../workspace.ts";

const code = (id: string, languageId: string, source: string) => ({
  cell_type: "code",
  id,
  metadata: { vscode: { languageId } },
  execution_count: null,
  outputs: [],
  source,
});
const open = (path: string, ...cells: object[]) => {
  writeWorkspaceFile(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  return openNotebook(path);
};
const errorOf = (cell: vscode.NotebookCell) => JSON.parse(outputText(cell, errorMime)) as ToldError;
const placesOf = ({ stack }: ToldError) => stackParts(stack).flatMap(({ place }) => place ?? []);
const follow = (notebook: vscode.NotebookDocument, place: FramePlace | undefined) =>
  openFramePlace(notebook, place!, { folderOf: () => workspaceFolder() });

const workflow = `import { defineWorkflow } from "wfnb";
export default defineWorkflow({ name: "overdue", parameters: {}, *execute({ env, state }) {
  state("beam", "ready");
  yield env.timeout(0.1 + 0.2);
  throw new RangeError("overdue");
} });
`;

describe("an error of a cell", () => {
  it("tells simulated time and state, and leads to the line of the workflow's file", async () => {
    writeWorkspaceFile("workflows/overdue.ts", workflow);
    const notebook = await open("notebooks/overdue.wfnb", code("one", "toml", '[workflow]\nname = "overdue"\n'));
    const cell = await runCell(notebook, 0);
    const error = errorOf(cell);
    assert.match(error.stack, /^RangeError: overdue \(at 0\.3 s of simulated time, in state beam\/ready\)\n/);
    assert.equal(JSON.parse(outputText(cell, executionMime)).status, "failed");
    const [place] = placesOf(error);
    await follow(notebook, place);
    const editor = vscode.window.activeTextEditor!;
    assert.match(editor.document.fileName, /workflows.overdue\.ts$/);
    assert.equal(editor.selection.active.line, 4);
  });

  it("leads to the line of the cell whose function threw, and marks the name that is missing there", async () => {
    const notebook = await open(
      "notebooks/halve.wfnb",
      code("defining", "typescript", "function halve(x: number) {\n  return x / nowhere;\n}"),
      code("calling", "typescript", "halve(3)"),
    );
    await runCell(notebook, 0);
    const calling = await runCell(notebook, 1);
    const defining = notebook.cellAt(0).document;
    const mark = await eventually("the mark", () =>
      vscode.languages.getDiagnostics(defining.uri).find(({ source }) => source === "last run"),
    );
    assert.equal(defining.getText(mark.range), "nowhere");
    const [place] = placesOf(errorOf(calling));
    assert.equal(place?.cell, "defining");
    await follow(notebook, place);
    const editor = await eventually("the cell's editor", () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.toString() === defining.uri.toString() ? active : undefined;
    });
    assert.equal(editor.selection.active.line, 1);
  });

  it("is kept in the file as nbformat has it, as printed text and displays are", async () => {
    const source = "console.log('a\\nb'); console.error('c'); display([1]); throw new Error('no beam');";
    const notebook = await open("notebooks/kept_error.wfnb", code("one", "typescript", source));
    const cell = await runCell(notebook, 0);
    assert.ok(await notebook.save());
    const saved = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(notebook.uri)));
    const { outputs } = saved.cells[0] as { outputs: Record<string, unknown>[] };
    assert.deepEqual(
      outputs.map(({ output_type: type, name, text }) => [type, name, text]),
      [
        ["stream", "stdout", ["a\n", "b\n"]],
        ["stream", "stderr", ["c\n"]],
        ["display_data", undefined, undefined],
        ["error", undefined, undefined],
      ],
    );
    const { ename, evalue, traceback } = outputs[3] as { ename: string; evalue: string; traceback: string[] };
    assert.deepEqual([ename, evalue, traceback[0]], ["Error", "no beam", "Error: no beam"]);
    assert.equal(cell.executionSummary?.success, false);
  });

  it("names a cell that is gone, and a file that is gone, without opening anything", async () => {
    const notebook = await open("notebooks/gone.wfnb", code("one", "toml", ""));
    const position = { line: 0, character: 0 };
    await follow(notebook, { cell: "deleted", position });
    await follow(notebook, { file: "workflows/none.ts", position });
    assert.equal(vscode.window.activeNotebookEditor?.notebook.uri.toString(), notebook.uri.toString());
  });
});
