import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../extension/ids.ts";
import {
  eventually,
  newNotebook,
  openNotebook,
  outputText,
  readWorkspaceFile,
  runCell,
  writeWorkspaceFile,
} from "../workspace.ts";

const header = '[workflow]\nname = "stf_processing"\n\n[parameters]\n';

let files = 0;

/** A TOML document with the cursor where `|` stands: in a file, or in a cell of a notebook. */
async function open(where: "a file" | "a cell", marked: string) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  let document: vscode.TextDocument;
  if (where === "a file") {
    files += 1;
    document = await vscode.workspace.openTextDocument(writeWorkspaceFile(`editing${files}.toml`, text));
    await vscode.window.showTextDocument(document);
  } else {
    document = (await newNotebook(text)).cellAt(0).document;
  }
  return { document, uri: document.uri, position: document.positionAt(Math.max(offset, 0)) };
}

const diagnosed = (uri: vscode.Uri) =>
  eventually("a diagnostic", () => {
    const found = vscode.languages.getDiagnostics(uri);
    return found.length > 0 ? found : undefined;
  });

for (const where of ["a file", "a cell"] as const) {
  describe(`TOML in ${where}`, () => {
    it("shows what a run would give beside the workflow, as long as the setting is on", async () => {
      const { document, uri } = await open(where, `${header}stf_interval = 1\n`);
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const change = vscode.workspace.getConfiguration("wfnb");
      const isPredicted = async () => {
        const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
          "vscode.executeInlayHintProvider",
          uri,
          whole,
        );
        return hints.some(({ position, label }) => position.line === 0 && JSON.stringify(label).includes("stf"));
      };
      await eventually("a prediction", async () => (await isPredicted()) || undefined);
      await change.update("predict", false, vscode.ConfigurationTarget.Workspace);
      try {
        await eventually("no prediction", async () => !(await isPredicted()) || undefined);
      } finally {
        await change.update("predict", undefined, vscode.ConfigurationTarget.Workspace);
      }
      await eventually("the prediction again", async () => (await isPredicted()) || undefined);
    });

    it("completes the keys that are still free, with unit and default", async () => {
      const { uri, position } = await open(where, `${header}stf_interval = 1\n|`);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        uri,
        position,
      );
      const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      assert.ok(labels.includes("standby_duration"), labels.join());
      assert.ok(!labels.includes("stf_interval"), "it is set already");
      const detail = items.find(({ label }) => label === "standby_duration")?.detail ?? "";
      assert.match(detail, /30/);
    });

    it("completes workflow names", async () => {
      const { uri, position } = await open(where, '[workflow]\nname = "|"\n');
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        uri,
        position,
      );
      assert.ok(items.some(({ label }) => label === "stf_processing" || label === '"stf_processing"'));
    });

    it("tells documentation, unit, default and origin on hover", async () => {
      const { uri, position } = await open(where, `${header}stf_in|terval = 1.5\n`);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
      const text = hovers
        .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
        .join();
      assert.match(text, /Wait between two STFs/);
      assert.match(text, /1\.5/);
    });

    it("offers a quick fix for a misspelt key, and applies it", async () => {
      const { document, uri } = await open(where, `${header}stf_intervall = 1.5\n`);
      const [diagnostic] = await diagnosed(uri);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        uri,
        diagnostic?.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      const preferred = actions.find(({ isPreferred }) => isPreferred);
      assert.ok(preferred?.edit, actions.map(({ title }) => title).join());
      assert.ok(await vscode.workspace.applyEdit(preferred.edit));
      assert.equal(document.getText(), `${header}stf_interval = 1.5\n`);
    });

    it("mends everything that can be mended at once", async () => {
      const { document, uri } = await open(where, `${header}stf_intervall = 1.5\nstanby_duration = 3\n`);
      await diagnosed(uri);
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        uri,
        whole,
        vscode.CodeActionKind.SourceFixAll.value,
      );
      assert.ok(actions[0]?.edit);
      assert.ok(await vscode.workspace.applyEdit(actions[0].edit));
      assert.equal(document.getText(), `${header}stf_interval = 1.5\nstandby_duration = 3\n`);
    });

    it("has a code lens that runs it", async () => {
      const { uri } = await open(where, header);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
      assert.ok(lenses.some(({ command }) => command?.command === commands.runConfig && command.title.includes("Run")));
    });

    it("is outlined, coloured and formatted", async () => {
      const { document, uri } = await open(where, `${header}stf_interval=1.5 # quick\n`);
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        "vscode.executeDocumentSymbolProvider",
        uri,
      );
      assert.deepEqual(
        symbols.map(({ name }) => name),
        ["[workflow]", "[parameters]"],
      );
      const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
        "vscode.provideDocumentSemanticTokens",
        uri,
      );
      assert.ok(tokens.data.length > 0);
      const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
        "vscode.executeFormatDocumentProvider",
        uri,
        {
          tabSize: 2,
          insertSpaces: true,
        },
      );
      const edit = new vscode.WorkspaceEdit();
      edit.set(uri, edits);
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.match(document.getText(), /stf_interval = 1\.5 # quick/);
    });
  });
}

describe("TOML across files", () => {
  it("leads from a key to its declaration in the workflow's source", async () => {
    const { uri, position } = await open("a file", `${header}stf_in|terval = 1.5\n`);
    const [place] = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeDefinitionProvider",
      uri,
      position,
    );
    assert.ok(place?.uri.fsPath.endsWith("stf_processing.ts"), place?.uri.fsPath);
    const line = readWorkspaceFile("workflows/stf_processing.ts").split("\n")[place?.range.start.line ?? 0];
    assert.match(line ?? "", /stf_interval: parameter/);
  });

  it("finds every configuration that sets a parameter", async () => {
    const { uri, position } = await open("a file", `${header}stf_in|terval = 1.5\n`);
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeReferenceProvider",
      uri,
      position,
    );
    const names = places.map((place) => place.uri.fsPath.split("/").at(-1));
    assert.ok(names.includes("stf_processing_default.toml"), names.join());
    assert.ok(names.includes("stf_processing.ts"), names.join());
  });

  it("renames a parameter in its workflow's code, in every configuration and in notebooks", async () => {
    writeWorkspaceFile(
      "workflows/renamed.ts",
      `import { defineWorkflow, parameter } from "wfnb";
export default defineWorkflow({ name: "renamed", parameters: { pause: parameter.seconds({ default: 1, description: "x" }) },
*execute({ env, parameters }) { yield env.timeout(parameters.pause); } });
`,
    );
    writeWorkspaceFile("renamed_other.toml", '[workflow]\nname = "renamed"\n[parameters]\npause = 2\n');
    const cell = {
      cell_type: "code",
      id: "a",
      metadata: { vscode: { languageId: "toml" } },
      execution_count: null,
      outputs: [],
    };
    const cells = [{ ...cell, source: '[workflow]\nname = "renamed"\n[parameters]\npause = 3\n' }];
    writeWorkspaceFile(
      "notebooks/renamed.wfnb",
      JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    );
    const { uri, position } = await open("a file", '[workflow]\nname = "renamed"\n[parameters]\npau|se = 1\n');
    // The kernel is told by the file system that there is a new workflow; until then its source is unknown.
    const edit = await eventually("the workflow to be known", async () => {
      try {
        return await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
          "vscode.executeDocumentRenameProvider",
          uri,
          position,
          "wait",
        );
      } catch {
        return undefined;
      }
    });
    const changed = edit.entries().map(([file, edits]) => `${file.fsPath.split("/").at(-1)} ${edits.length}`);
    assert.deepEqual(changed.sort(), [
      `editing${files}.toml 1`,
      "renamed.ts 2",
      "renamed.wfnb 1",
      "renamed_other.toml 1",
    ]);
  });

  it("shows how the last execution of a workflow went, also when something is said of an earlier one", async () => {
    const notebook = await openNotebook("notebooks/stf_processing.wfnb");
    const ids: string[] = [];
    for (let runs = 0; runs < 2; runs += 1) {
      const text = outputText(await runCell(notebook, 1), "text/plain");
      ids.push(/stf_processing-\w+-\d+/.exec(text)![0]);
    }
    const [earlier, last] = ids as [string, string];
    const { uri } = await open("a file", header);
    const lastLens = async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
      return lenses.find(({ command }) => command?.command === commands.openExecution)?.command?.title;
    };
    const title = await eventually(`the lens of ${last}`, async () => {
      const shown = await lastLens();
      return shown?.includes(last) === true ? shown : undefined;
    });
    assert.match(title, /Last: stf_processing-\S+ completed, 630\.8 s simulated, \d/);
    await vscode.commands.executeCommand(commands.pinExecution, { id: earlier });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await lastLens(), title);
    await vscode.commands.executeCommand(commands.unpinExecution, { id: earlier });
  });
});
