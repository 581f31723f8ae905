import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands, executionMime, notebookType, typescriptCellLanguage } from "../../../extension/ids.ts";
import { eventually, outputText, runCell } from "../workspace.ts";

const errorMime = "application/vnd.code.notebook.error";

/** A notebook of cells `["ts" | "toml", source]`. */
async function open(...cells: ["ts" | "toml", string][]): Promise<vscode.NotebookDocument> {
  const data = cells.map(([kind, text]) => {
    const language = kind === "ts" ? typescriptCellLanguage : "toml";
    return new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, language);
  });
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData(data));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

describe("TypeScript cells", () => {
  it("keep their state from cell to cell and show the last value", async () => {
    const notebook = await open(["ts", "const half: number = await Promise.resolve(21);"], ["ts", "half * 2"]);
    assert.equal((await runCell(notebook, 0)).executionSummary?.success, true);
    assert.match(outputText(await runCell(notebook, 1), "text/plain"), /42/);
  });

  it("define workflows that TOML cells run", async () => {
    const notebook = await open(
      [
        "ts",
        `import { defineWorkflow, parameter } from "wfnb";
defineWorkflow({ name: "from_cell", parameters: { pause: parameter.seconds({ default: 3, description: "x" }) },
  *execute({ env, parameters }) { yield env.timeout(parameters.pause); } });`,
      ],
      ["toml", '[workflow]\nname = "from_cell"\n[parameters]\npause = 4.5\n'],
    );
    const defined = await runCell(notebook, 0);
    assert.equal(defined.executionSummary?.success, true, JSON.stringify(defined.outputs));
    await eventually(
      "no diagnostics in the TOML cell",
      () => vscode.languages.getDiagnostics(notebook.cellAt(1).document.uri).length === 0 || undefined,
    );
    const { figures } = JSON.parse(outputText(await runCell(notebook, 1), executionMime));
    assert.equal(figures.simulatedEndTime, 4.5);
  });

  it("mark the line that failed", async () => {
    const notebook = await open(["ts", "const ready = true;\nthrow new Error('no beam');"]);
    const cell = await runCell(notebook, 0);
    assert.equal(cell.executionSummary?.success, false);
    assert.match(JSON.parse(outputText(cell, errorMime)).message, /no beam/);
    const [diagnostic] = await eventually("the mark", () => {
      const found = vscode.languages.getDiagnostics(cell.document.uri).filter(({ source }) => source === "last run");
      return found.length > 0 ? found : undefined;
    });
    assert.equal(diagnostic?.range.start.line, 1);
  });

  it("stop in the middle of a wait and keep their state", async () => {
    const notebook = await open(["ts", "const kept = 7;"], ["ts", "await new Promise(() => {});"], ["ts", "kept"]);
    await runCell(notebook, 0);
    const waiting = notebook.cellAt(1);
    const range = { ranges: [{ start: 1, end: 2 }], document: notebook.uri };
    void vscode.commands.executeCommand("notebook.cell.execute", range);
    await eventually("its start", () => waiting.executionSummary?.executionOrder);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await vscode.commands.executeCommand("notebook.cell.cancelExecution", range);
    await eventually("its end", () => (waiting.executionSummary?.success === undefined ? undefined : true));
    assert.match(outputText(await runCell(notebook, 2), "text/plain"), /7/);
  });

  it("forget everything at a restart, and run again", async () => {
    const notebook = await open(["ts", "globalThis.runs = (globalThis.runs ?? 0) + 1; globalThis.runs"]);
    assert.match(outputText(await runCell(notebook, 0), "text/plain"), /^1$/);
    assert.match(outputText(await runCell(notebook, 0), "text/plain"), /^2$/);
    await vscode.commands.executeCommand(commands.restartSession);
    assert.match(outputText(await runCell(notebook, 0), "text/plain"), /^1$/);
  });

  it("complete, explain and check names of other cells", async () => {
    const notebook = await open(
      ["ts", "const luminosity = 3.5;"],
      ["ts", "lumin"],
      ["ts", "const wrong: string = luminosity;"],
    );
    const second = notebook.cellAt(1).document;
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      second.uri,
      new vscode.Position(0, 5),
    );
    assert.ok(items.some(({ label }) => label === "luminosity"));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      notebook.cellAt(2).document.uri,
      new vscode.Position(0, 24),
    );
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    assert.match(text, /const luminosity: 3\.5|const luminosity: number/);
    const found = await eventually("the type error", () => {
      const diagnostics = vscode.languages.getDiagnostics(notebook.cellAt(2).document.uri);
      return diagnostics.find(({ code }) => code === 2322);
    });
    assert.match(found.message, /number/);
    assert.deepEqual(vscode.languages.getDiagnostics(notebook.cellAt(0).document.uri), []);
  });
});
