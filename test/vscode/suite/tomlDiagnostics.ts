import assert from "node:assert/strict";
import * as vscode from "vscode";
import { applyEdit, eventually, newNotebook, readWorkspaceFile, writeWorkspaceFile } from "../workspace.ts";

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

  it("leave other TOML files alone", async () => {
    const uri = writeWorkspaceFile("other.toml", '[package]\nname = "x"\nstf_intervall = 1\n');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
  });
});
