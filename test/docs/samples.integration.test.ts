import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CliWorkspace } from "../apps/cli/wfnb.ts";
import { McpConnection } from "../apps/mcp/mcpConnection.ts";
import { root } from "../package/installedPackage.ts";
import { runProgram } from "../package/program.ts";
import { commandLines, documentationSamples, isCell, type Sample, workflowFile } from "./samples.ts";

const samples = documentationSamples();
const typescript = samples.filter(({ language }) => language === "ts");
const workflows = typescript.filter((sample) => workflowFile(sample) !== undefined);
const cells = typescript.filter(isCell);
const scripts = typescript.filter((sample) => !workflows.includes(sample) && !cells.includes(sample));

/** Every sample of the documentation, as somebody would paste it. */
describe("the samples of the documentation", function () {
  this.timeout(120_000);
  const workspace = new CliWorkspace();
  const write = (name: string, text: string) => {
    mkdirSync(dirname(workspace.path(name)), { recursive: true });
    writeFileSync(workspace.path(name), text);
    return workspace.path(name);
  };
  const run = async (program: string, args: readonly string[]) => {
    const { code, stdout, stderr } = await runProgram(program, args, { cwd: workspace.folder, timeoutMs: 100_000 });
    assert.equal(code, 0, `${stdout}\n${stderr}`);
  };
  const wfnb = (...args: string[]) => run(process.execPath, [join(root, "kernel/dist/cli.js"), ...args]);
  const putIntoItsFile = (sample: Sample) => write(workflowFile(sample)!, sample.text);

  before(() => {
    symlinkSync(join(root, "node_modules"), workspace.path("node_modules"));
    // One that a sample includes.
    write("common.toml", "[parameters]\nstf_interval = 2\n");
    // Two pages tell of the same workflow; the first does it in full.
    for (const sample of workflows.toReversed()) putIntoItsFile(sample);
  });
  after(() => workspace.remove());

  it("are found in every language", () => {
    assert.ok(Math.min(workflows.length, cells.length, scripts.length) > 0);
    assert.deepEqual([...new Set(samples.map(({ language }) => language))].sort(), ["json", "sh", "toml", "ts"]);
  });

  it("in TypeScript have no error of types", async () => {
    const files = [...workflows, ...scripts].map(({ place, text }) => {
      return write(`types/${place.replaceAll(/\W/g, "_")}.mts`, text);
    });
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--types", "node"];
    const roots = ["--typeRoots", join(root, "node_modules/@types"), "--skipLibCheck"];
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options, ...roots, ...files]);
  });

  for (const sample of workflows) {
    it(`${sample.place} runs as a workflow`, async () => {
      const name = /(\w+)\.ts$/.exec(putIntoItsFile(sample))![1]!;
      await wfnb("run", name, "--until", "100");
      for (const first of workflows.toReversed()) putIntoItsFile(first);
    });
  }

  for (const { place, text } of scripts) {
    it(`${place} runs as a script`, () => run(process.execPath, [write("script.mts", text)]));
  }

  for (const { place, text } of cells) {
    it(`${place} runs as a cell`, () => {
      const cell = { cell_type: "code", id: "sample", execution_count: null, metadata: {}, outputs: [], source: text };
      const metadata = { language_info: { name: "typescript" } };
      write("sample.wfnb", JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }));
      return wfnb("run", "sample.wfnb");
    });
  }

  for (const { place, text } of samples.filter(({ language }) => language === "toml")) {
    it(`${place} is a configuration without a mistake, and runs`, async () => {
      // The line that tells Jupyter the language is none of it.
      write("sample.toml", text.replace(/^%%toml\n/, ""));
      await wfnb("check", "sample.toml");
      // One in real time would take as long as it says.
      if (!/^realtime = true/m.test(text)) await wfnb("run", "sample.toml", "--until", "30");
    });
  }

  for (const { place, text } of samples.filter(({ language }) => language === "json")) {
    it(`${place} tells a client how to start our server`, async () => {
      const { command, args } = JSON.parse(text).mcpServers.wfnb;
      const { client } = await McpConnection.start({ command, args, cwd: workspace.folder });
      assert.ok((await client.listTools()).tools.length > 0);
      await client.close();
    });
  }

  for (const sample of samples) {
    for (const line of commandLines(sample)) {
      const wfnbHere = `"${process.execPath}" "${join(root, "kernel/dist/cli.js")}"`;
      it(`${sample.place}: wfnb ${line}`, () => run("bash", ["-c", `${wfnbHere} ${line}`]));
    }
  }
});
