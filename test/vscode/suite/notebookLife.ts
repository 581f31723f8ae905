import assert from "node:assert/strict";
import * as vscode from "vscode";
import { applyEdit, eventually, openNotebook, readWorkspaceFile, runCell, writeWorkspaceFile } from "../workspace.ts";

const code = (id: string, source: string) => ({
  cell_type: "code",
  id,
  metadata: { vscode: { languageId: "toml" } },
  execution_count: null,
  outputs: [],
  source,
});

const notebookOf = (...cells: object[]) => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

describe("a notebook through its life", () => {
  it("is written byte for byte as it was read, where nothing changed, whatever tool wrote it", async () => {
    const text = `${JSON.stringify(notebookOf(code("one", "[workflow]\n")), null, 4)}\n`;
    writeWorkspaceFile("notebooks/foreign.wfnb", text);
    const notebook = await openNotebook("notebooks/foreign.wfnb");
    for (const [range, newText] of [
      [new vscode.Range(0, 0, 0, 0), "# "],
      [new vscode.Range(0, 0, 0, 2), ""],
    ] as const) {
      await applyEdit((edit) => edit.replace(notebook.cellAt(0).document.uri, range, newText));
    }
    assert.ok(notebook.isDirty);
    assert.ok(await notebook.save());
    assert.equal(readWorkspaceFile("notebooks/foreign.wfnb"), text);
  });

  it("gives each cell an id of its own when it is typed or copied, and keeps it at every save", async () => {
    writeWorkspaceFile("notebooks/ids.wfnb", JSON.stringify(notebookOf(code("one", "[workflow]\n"))));
    const notebook = await openNotebook("notebooks/ids.wfnb");
    const original = notebook.cellAt(0);
    const typed = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "# typed", "toml");
    const copy = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "# copy", "toml");
    copy.metadata = original.metadata;
    await applyEdit((edit) => edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(0, [copy, typed])]));
    const savedIds = async () => {
      assert.ok(await notebook.save());
      const { cells } = JSON.parse(readWorkspaceFile("notebooks/ids.wfnb")) as { cells: { id: string }[] };
      return cells.map(({ id }) => id);
    };
    const ids = await eventually("ids that differ", () => {
      const given = notebook.getCells().map(({ metadata }) => (metadata as { id?: string }).id);
      return given.includes(undefined) || new Set(given).size < given.length ? undefined : given;
    });
    assert.equal(ids[2], "one");
    assert.deepEqual(await savedIds(), ids);
    await applyEdit((edit) => edit.insert(notebook.cellAt(0).document.uri, new vscode.Position(0, 0), "# "));
    assert.deepEqual(await savedIds(), ids);
  });

  it("keeps order and times of its last run through a reload", async () => {
    const text = JSON.stringify(notebookOf(code("one", '[workflow]\nname = "stf_processing"\n')));
    writeWorkspaceFile("notebooks/timed.wfnb", text);
    const cell = await runCell(await openNotebook("notebooks/timed.wfnb"), 0);
    const { executionOrder, timing } = cell.executionSummary ?? {};
    assert.ok(await cell.notebook.save());
    // As another window would read it.
    writeWorkspaceFile("notebooks/timed_again.wfnb", readWorkspaceFile("notebooks/timed.wfnb"));
    const again = (await openNotebook("notebooks/timed_again.wfnb")).cellAt(0);
    assert.equal(again.executionSummary?.executionOrder, executionOrder);
    assert.deepEqual(again.executionSummary?.timing, timing);
  });

  it("marks the value that made an execution fail, and the line that failed", async () => {
    writeWorkspaceFile(
      "workflows/picky.ts",
      `import { defineWorkflow, parameter } from "wfnb";
export default defineWorkflow({
  name: "picky",
  parameters: { limit: parameter.number({ default: 1, description: "x" }) },
  *execute({ env, parameters }) {
    yield env.timeout(1);
    if (parameters.limit > 5) throw new RangeError("beyond 5: " + parameters.limit);
  },
});
`,
    );
    const source = '[workflow]\nname = "picky"\n\n[parameters]\nlimit = 9\n';
    writeWorkspaceFile("notebooks/picky.wfnb", JSON.stringify(notebookOf(code("one", source))));
    const cell = await runCell(await openNotebook("notebooks/picky.wfnb"), 0);
    assert.equal(cell.executionSummary?.success, false);
    const [diagnostic] = await eventually("the mark on the value", () => {
      const found = vscode.languages.getDiagnostics(cell.document.uri).filter((one) => one.source === "last run");
      return found.length > 0 ? found : undefined;
    });
    assert.equal(diagnostic?.range.start.line, 4);
    assert.match(diagnostic?.message ?? "", /limit.*beyond 5/);
    const inCode = vscode.languages.getDiagnostics().filter(([uri]) => uri.path.endsWith("picky.ts"));
    assert.equal(inCode[0]?.[1][0]?.range.start.line, 6);
  });
});
