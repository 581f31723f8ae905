import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileReader } from "../../kernel/platform/readText.ts";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { kernelOn, testWorkspace, workflowSource } from "../runner/testWorkspace.ts";
import { OpenNotebook, textOf } from "./openNotebook.ts";

describe("the session of a notebook that is renamed", function () {
  this.timeout(30_000);
  let workspace: string;
  let kernel: KernelProcess;
  let notebook: OpenNotebook;
  before(() => {
    workspace = testWorkspace({ hang: workflowSource("hang", "while (true) yield env.timeout(1);") });
    mkdirSync(join(workspace, "moved"));
    writeFileSync(join(workspace, "moved/beside.ts"), "export const beside = 'the new place';\n");
    kernel = kernelOn(workspace);
  });
  beforeEach(() => {
    notebook = new OpenNotebook(kernel, workspace, "notes.wfnb");
  });
  afterEach(() => notebook.session.close());
  after(() => kernel.close());

  const rename = (to: string) => notebook.session.moved({ notebook: join(workspace, to), read: fileReader(workspace) });
  const text = async (source: string) => textOf(await notebook.typescript(source));

  it("keeps what its cells declared, and imports from its new place", async () => {
    await text("let kept = 41;");
    rename("moved/notes.wfnb");
    assert.equal(await text("import { beside } from './beside.ts'; kept + 1 + ' in ' + beside"), "42 in the new place");
    assert.deepEqual(notebook.lost, []);
  });

  it("goes on with the cell that runs", async () => {
    const running = notebook.typescript(
      "await new Promise((r) => setTimeout(r, 300)); let late = 1; console.log('done');",
    );
    setTimeout(() => rename("moved/notes.wfnb"), 100);
    assert.equal(textOf(await running), "done\n");
    assert.equal(await text("late"), "1");
  });

  it("names the new place in what it starts, and the cell in what fails in a workflow from before", async () => {
    await text(
      'const failing = defineWorkflow({ name: "failing", parameters: {}, *execute({ env }) {\n  yield env.timeout(1);\n  throw new Error("no");\n} });',
    );
    rename("moved/notes.wfnb");
    const failed = await notebook.toml('[workflow]\nname = "failing"');
    assert.match(textOf(failed), /cell cell1:3:\d+/);
    assert.equal(failed.execution?.startedFrom?.notebook, join(workspace, "moved/notes.wfnb"));
    const started = await text("(await runner.run('failing')).startedFrom.notebook");
    assert.match(started, /moved\/notes\.wfnb/);
  });

  it("is not that of another notebook which takes its former name", async () => {
    await text("let kept = 'first';");
    rename("moved/notes.wfnb");
    const other = new OpenNotebook(kernel, workspace, "notes.wfnb");
    assert.match(textOf(await other.typescript("kept")), /kept is not defined/);
    await other.session.close();
    assert.equal(await text("kept"), "first");
  });
});
