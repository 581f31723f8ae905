import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { JsonRpcClient } from "./jsonRpcClient.ts";
import { workflows } from "./workflows.ts";

const source = `export default defineWorkflow({
  name: "stf_processing",
  parameters: { stf_interval: parameter.seconds({ default: 2, description: "Wait" }) },
  *execute({ env, parameters }) { yield env.timeout(parameters.stf_interval); },
});
`;

describe("the language server over stdio", function () {
  this.timeout(20_000);
  const root = mkdtempSync(join(tmpdir(), "wfnb-lsp-"));
  const uri = pathToFileURL(join(root, "main.toml")).href;
  const text = '[workflow]\nname = "stf_processing"\n[parameters]\nstf_intervall = 1.5\n';
  let client: JsonRpcClient;
  let version = 1;

  /** Replaces the whole text and waits for what is said of it. */
  const typed = async (newText: string) => {
    version += 1;
    client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text: newText }] });
    const { diagnostics } = await client.notification(
      "textDocument/publishDiagnostics",
      (params) => params.version === version,
    );
    return diagnostics.map(({ code, range }: any) => `${code} ${range.start.line}:${range.start.character}`);
  };
  const ask = (method: string, params: object) =>
    client.request(`textDocument/${method}`, { textDocument: { uri }, ...params });

  before(async () => {
    mkdirSync(join(root, "workflows"));
    writeFileSync(join(root, "workflows", "stf_processing.ts"), source);
    writeFileSync(join(root, "other.toml"), '[workflow]\nname = "stf_processing"\n[daq]\nstf_interval = 3\n');
    client = new JsonRpcClient(resolve("kernel/apps/lsp/main.ts"), root);
    const { capabilities } = await client.request("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(root).href, name: "test" }],
      capabilities: {},
      initializationOptions: { workflows },
    });
    assert.equal(capabilities.hoverProvider, true);
    client.notify("initialized", {});
    client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "toml", version, text } });
  });

  after(async () => {
    assert.equal(await client.end(), 0);
    rmSync(root, { recursive: true });
  });

  it("says what is wrong with an opened document, with a sentence", async () => {
    const { diagnostics } = await client.notification(
      "textDocument/publishDiagnostics",
      (params) => params.version === 1,
    );
    assert.equal(diagnostics.length, 1);
    assert.deepEqual(diagnostics[0].range, { start: { line: 3, character: 0 }, end: { line: 3, character: 13 } });
    assert.equal(
      diagnostics[0].message,
      '"stf_intervall" is no parameter of this workflow. Did you mean "stf_interval"?',
    );
    assert.equal(diagnostics[0].source, "wfnb");
  });

  it("offers a fix for it, and one for everything", async () => {
    const range = { start: { line: 3, character: 2 }, end: { line: 3, character: 2 } };
    const [first] = await ask("codeAction", { range, context: { diagnostics: [] } });
    assert.deepEqual([first.title, first.isPreferred], ["Change to stf_interval", true]);
    const [all] = await ask("codeAction", { range, context: { diagnostics: [], only: ["source.fixAll"] } });
    assert.equal(all.edit.changes[uri][0].newText, text.replace("stf_intervall", "stf_interval"));
  });

  it("follows changes of documents and of files", async () => {
    assert.deepEqual(await typed(text.replace("stf_intervall", "stf_interval")), []);
    writeFileSync(join(root, "testbed.toml"), "[parameters]\nstf_interval = 1.5\n");
    client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: pathToFileURL(join(root, "testbed.toml")).href, type: 1 }],
    });
    await client.notification("textDocument/publishDiagnostics");
    const hints = await ask("inlayHint", {
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
    });
    assert.deepEqual(
      hints.map(({ label }: any) => label),
      [" s", " 1.5 in testbed.toml:2"],
    );
  });

  it("answers hover, completion, definition, references and rename", async () => {
    const position = { line: 3, character: 2 };
    assert.match((await ask("hover", { position })).contents.value, /Wait between two STFs/);
    const items = await ask("completion", { position: { line: 4, character: 0 } });
    assert.ok(items.some(({ label }: any) => label === "mode"));
    const [definition] = await ask("definition", { position });
    assert.ok(definition.uri.endsWith("/workflows/stf_processing.ts"));
    assert.deepEqual(definition.range.start, { line: 2, character: 16 });
    const references = await ask("references", { position, context: { includeDeclaration: true } });
    const names = references.map((each: any) => `${each.uri.split("/").at(-1)}:${each.range.start.line}`).sort();
    assert.deepEqual(names, [
      "main.toml:3",
      "other.toml:3",
      "stf_processing.ts:2",
      "stf_processing.ts:3",
      "testbed.toml:1",
    ]);
    const { changes } = await ask("rename", { position, newName: "interval" });
    assert.equal(Object.keys(changes).length, 4);
    await assert.rejects(ask("rename", { position, newName: "a b" }), /no name for a parameter/);
  });

  it("answers the rest: symbols, folding, links, lenses, colours, format", async () => {
    assert.deepEqual(
      (await ask("documentSymbol", {})).map(({ name }: any) => name),
      ["[workflow]", "[parameters]"],
    );
    assert.equal((await ask("foldingRange", {})).length, 2);
    assert.ok((await ask("documentLink", {}))[0].target.endsWith("stf_processing.ts"));
    assert.deepEqual(
      (await ask("codeLens", {})).map(({ command }: any) => command.title),
      ["Run"],
    );
    assert.deepEqual((await ask("semanticTokens/full", {})).data.slice(0, 10), [0, 1, 8, 1, 0, 1, 0, 4, 2, 0]);
    await typed("[workflow]\nname='stf_processing'\n");
    const [edit] = await ask("formatting", { options: { tabSize: 2, insertSpaces: true } });
    assert.equal(edit.newText, "[workflow]\nname = 'stf_processing'\n");
  });

  it("leaves TOML that is not ours alone", async () => {
    assert.deepEqual(await typed('[package]\nname = "x"\nversion = 1\n'), []);
  });
});
