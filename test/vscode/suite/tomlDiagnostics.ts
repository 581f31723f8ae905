import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  applyEdit,
  eventually,
  newNotebook,
  openNotebook,
  readWorkspaceFile,
  writeWorkspaceFile,
} from "../workspace.ts";

const found = (uri: vscode.Uri, count: number) => () => {
  const diagnostics = vscode.languages.getDiagnostics(uri);
  return diagnostics.length === count ? diagnostics : undefined;
};

describe("TOML diagnostics", () => {
  it("mark a misspelt key in a workflow file, and go when it is mended", async () => {
    const good = readWorkspaceFile("workflows/stf_processing_default.toml");
    const uri = writeWorkspaceFile("workflows/misspelt.toml", good.replace("stf_interval =", "stf_intervall ="));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const [diagnostic] = await eventually("one diagnostic", found(uri, 1));
    const offset = document.getText().indexOf("stf_intervall");
    assert.deepEqual(
      diagnostic?.range,
      new vscode.Range(document.positionAt(offset), document.positionAt(offset + "stf_intervall".length)),
    );
    assert.match(diagnostic?.message ?? "", /stf_interval\b/);
    await applyEdit((edit) => edit.replace(uri, diagnostic.range, "stf_interval"));
    await eventually("no diagnostic", found(uri, 0));
  });

  it("mark a wrong type in a cell", async () => {
    const notebook = await newNotebook('[workflow]\nname = "stf_processing"\n[parameters]\nstf_interval = "often"\n');
    const [diagnostic] = await eventually("one diagnostic", found(notebook.cellAt(0).document.uri, 1));
    assert.equal(diagnostic?.range.start.line, 3);
    assert.match(diagnostic?.message ?? "", /number/);
  });

  it("say which cell to run first where a cell above defines the workflow, and no longer once it is gone", async () => {
    const notebook = await openNotebook("notebooks/debugging.wfnb");
    const using = notebook.getCells().find(({ document }) => /^name = "belt"/m.test(document.getText()))!;
    const marked = async (severity: vscode.DiagnosticSeverity) => {
      return eventually("the mark", () =>
        vscode.languages.getDiagnostics(using.document.uri).find((each) => each.severity === severity),
      );
    };
    assert.match((await marked(vscode.DiagnosticSeverity.Information)).message, /"belt" is defined in a cell above/);
    const defining = notebook.getCells().find(({ document }) => /^ {2}name: "belt"/m.test(document.getText()))!;
    const text = defining.document.getText();
    const offset = text.indexOf('"belt"') + 1;
    const range = new vscode.Range(defining.document.positionAt(offset), defining.document.positionAt(offset + 4));
    await applyEdit((edit) => edit.replace(defining.document.uri, range, "band"));
    assert.match((await marked(vscode.DiagnosticSeverity.Error)).message, /There is no workflow "belt"/);
  });

  it("leave other TOML files alone", async () => {
    const uri = writeWorkspaceFile("other.toml", '[package]\nname = "x"\nstf_intervall = 1\n');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
  });
});
