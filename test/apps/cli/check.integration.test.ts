import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { CliWorkspace } from "./wfnb.ts";

const header = '[workflow]\nname = "stf_processing"\n';

describe("checking configurations on the command line", function () {
  this.timeout(30_000);
  let workspace: CliWorkspace;
  before(() => {
    workspace = new CliWorkspace();
    writeFileSync(workspace.path("bad.toml"), `${header}[parameters]\nstf_intervall = 1\nstandby_duration = "long"\n`);
    writeFileSync(workspace.path("based.toml"), `${header}includes = ["base.toml"]\n[parameters]\nstf_interval = 3\n`);
    writeFileSync(workspace.path("base.toml"), "[parameters]\nstf_interval = 2\nstandby_duration = 7\n");
  });
  after(() => workspace.remove());

  it("finds nothing in the samples: files, folders and notebooks", async () => {
    const { code, stdout } = await workspace.wfnb("check", "workflows", "notebooks/stf_processing.wfnb");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /no findings/);
  });

  it("tells every error with its place, the line and a suggestion", async () => {
    const { code, stdout } = await workspace.wfnb("check", "bad.toml");
    assert.equal(code, 1);
    assert.match(stdout, /bad\.toml:4:1: error: .*stf_intervall.*stf_interval/);
    assert.match(stdout, /bad\.toml:5:20: error: .*standby_duration/);
    assert.match(stdout, /2 errors/);
  });

  it("tells them as JSON, SARIF and GitHub annotations as well", async () => {
    const json = JSON.parse((await workspace.wfnb("check", "bad.toml", "--format", "json")).stdout);
    assert.equal((json.findings ?? json)[0].line, 4);
    const sarif = JSON.parse((await workspace.wfnb("check", "bad.toml", "--format", "sarif")).stdout);
    assert.equal(sarif.version, "2.1.0");
    assert.equal(sarif.runs[0].results.length, 2);
    const { stdout } = await workspace.wfnb("check", "bad.toml", "--format", "github");
    assert.match(stdout, /^::error file=bad\.toml,line=4/m);
  });

  it("checks the cells of a notebook and names them", async () => {
    const cell = {
      cell_type: "code",
      id: "wrong",
      metadata: { vscode: { languageId: "toml" } },
      outputs: [],
      execution_count: null,
    };
    const cells = [{ ...cell, source: `${header}[parameters]\nstf_intervall = 1\n` }];
    writeFileSync(workspace.path("bad.wfnb"), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const { code, stdout } = await workspace.wfnb("check", "bad.wfnb");
    assert.equal(code, 1);
    assert.match(stdout, /bad\.wfnb#wrong:4:1: error/);
  });

  it("does not miss a workflow that a cell above defines, and does one that only a cell below would", async () => {
    const { code, stdout } = await workspace.wfnb("check", "notebooks/design_a_workflow.wfnb");
    assert.equal(code, 0, stdout);
    const cell = { cell_type: "code", metadata: {}, outputs: [], execution_count: null };
    const toml = { ...cell, metadata: { vscode: { languageId: "toml" } } };
    const cells = [
      { ...toml, id: "early", source: '[workflow]\nname = "own"\n' },
      { ...cell, id: "define", source: 'defineWorkflow({ name: "own", *execute() {} });' },
      { ...toml, id: "late", source: '[workflow]\nname = "own"\n' },
    ];
    const metadata = { language_info: { name: "typescript" } };
    writeFileSync(workspace.path("own.wfnb"), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    const own = await workspace.wfnb("check", "own.wfnb");
    assert.match(own.stdout, /own\.wfnb#early:2:8: error/);
    assert.match(own.stdout, /1 error\b/);
  });

  it("notes a mistake in a cell that is there to fail, and does not count it as an error", async () => {
    const { code, stdout } = await workspace.wfnb("check", "notebooks/debugging.wfnb");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /debugging\.wfnb#\S+: information: /);
    assert.match(stdout, /^1 note$/m);
  });

  it("finds fault with a named file that is no configuration; in a folder it passes over it", async () => {
    const cases: [string, string, RegExp][] = [
      ["broken.toml", 'title = "no end\n', /broken\.toml:1:\d+: error/],
      [
        "typo.toml",
        '[workfow]\nname = "stf_processing"\n',
        /typo\.toml:1:2: error: There is no table \[workfow\]\. Did you mean \[workflow\]/,
      ],
      ["empty.toml", "", /empty\.toml:1:1: error: No workflow is named/],
      ["other.toml", '[package]\nname = "x"\n', /other\.toml:1:1: error: No workflow is named/],
    ];
    mkdirSync(workspace.path("others"), { recursive: true });
    for (const [name, text, message] of cases) {
      writeFileSync(workspace.path(`others/${name}`), text);
      const { code, stdout } = await workspace.wfnb("check", `others/${name}`);
      assert.equal(code, 1, name);
      assert.match(stdout, message);
    }
    const folder = await workspace.wfnb("check", "others");
    assert.deepEqual([folder.code, /no findings/.test(folder.stdout)], [0, true], folder.stdout);
    assert.equal((await workspace.wfnb("check", "base.toml")).code, 0, "what others include is a configuration");
  });

  it("says why a workflow does not load, and where, instead of calling it unknown", async () => {
    writeFileSync(workspace.path("workflows/lamp.ts"), "export default {\n  {{\n");
    writeFileSync(workspace.path("lamp.toml"), '[workflow]\nname = "lamp"\n');
    try {
      const { code, stdout } = await workspace.wfnb("check", "lamp.toml");
      const told =
        /lamp\.toml:2:8: error: Workflow "lamp" does not load: Expected .*\. \(broken-workflow\)\n[^:]*\n +This keeps it from loading: workflows\/lamp\.ts:2:3/;
      assert.match(stdout, told);
      assert.equal(code, 1);
    } finally {
      for (const file of ["workflows/lamp.ts", "lamp.toml"]) rmSync(workspace.path(file));
    }
  });

  it("warns of two workflow files that define one name, with both places, where it matters", async () => {
    const lamp = (version: string) =>
      `import { defineWorkflow } from "wfnb";\n\nexport default defineWorkflow({\n  name: "lamp",\n  version: "${version}",\n  parameters: {},\n  *execute() {},\n});\n`;
    writeFileSync(workspace.path("workflows/lamp.ts"), lamp("2"));
    writeFileSync(workspace.path("workflows/lamp_old.ts"), lamp("1"));
    writeFileSync(workspace.path("lamp.toml"), '[workflow]\nname = "lamp"\n');
    try {
      for (const path of [".", "workflows", "lamp.toml"]) {
        const { stdout } = await workspace.wfnb("check", path);
        const told =
          /lamp_old\.ts:4:10: warning: This file defines the workflow "lamp", and so does .*lamp\.ts, .* another name\. \(duplicate-workflow\)\n.*\n? +The one that runs: workflows\/lamp\.ts:4:10/;
        assert.match(stdout, told, path);
      }
      const { code, stdout } = await workspace.wfnb("check", "workflows");
      assert.deepEqual([code, /^1 warning$/m.test(stdout)], [0, true], stdout);
      assert.doesNotMatch((await workspace.wfnb("check", "based.toml")).stdout, /lamp/);
    } finally {
      for (const file of ["workflows/lamp.ts", "workflows/lamp_old.ts", "lamp.toml"]) rmSync(workspace.path(file));
    }
  });

  it("refuses a path that is not there", async () => {
    const { code, stderr } = await workspace.wfnb("check", "nowhere.toml");
    assert.equal(code, 2);
    assert.match(stderr, /nowhere\.toml/);
  });

  it("shows resolved values with the file and line they come from", async () => {
    const { code, stdout } = await workspace.wfnb("config", "based.toml", "--origins");
    assert.equal(code, 0);
    assert.match(stdout, /stf_interval = 3 +# .*based\.toml:5.*over 2 at base\.toml:2/);
    assert.match(stdout, /standby_duration = 7 +# .*base\.toml:3/);
    assert.match(stdout, /broadcast_delay = 1 +# .*default/);
  });

  it("prints a workflow's JSON Schema in two drafts", async () => {
    const seven = JSON.parse((await workspace.wfnb("schema", "stf_processing")).stdout);
    assert.match(seven.$schema, /draft-07/);
    assert.equal(seven.properties.parameters.properties.stf_interval.unit, "s");
    const four = JSON.parse((await workspace.wfnb("schema", "stf_processing", "--draft", "draft-04")).stdout);
    assert.match(four.$schema, /draft-04/);
  });

  it("writes the schemas of every workflow in both drafts", async () => {
    const { code, stdout } = await workspace.wfnb("schema", "--write");
    assert.equal(code, 0);
    const files = stdout.trim().split("\n");
    assert.deepEqual(
      files.map((file) => file.slice(file.lastIndexOf("/") + 1)),
      ["stf_processing.schema.json", "stf_processing.draft-04.json"],
    );
  });
});
