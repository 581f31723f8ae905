import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { CliWorkspace } from "./wfnb.ts";

const { username } = userInfo();

describe("wfnb on the command line", function () {
  this.timeout(30_000);
  let workspace: CliWorkspace;
  let folder: string;
  beforeEach(() => {
    workspace = new CliWorkspace();
    ({ folder } = workspace);
  });
  afterEach(() => workspace.remove());

  const wfnb = (...args: string[]) => workspace.wfnb(...args);
  const workflow = (name: string, body: string) => {
    writeFileSync(
      join(folder, `workflows/${name}.ts`),
      `import { defineWorkflow } from "wfnb";\nexport default defineWorkflow({ name: "${name}", parameters: {}, *execute({ env }) {\n${body}\n} });\n`,
    );
  };
  const nothingStored = async () => assert.deepEqual(JSON.parse((await wfnb("list", "--json")).stdout), []);

  it("runs a notebook and shows ids, timelines and figures", async () => {
    const { code, stdout } = await wfnb("run", "notebooks/stf_processing.wfnb");
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`stf_processing-${username}-0001 +completed`));
    assert.match(stdout, new RegExp(`stf_processing-${username}-0002 +completed`));
    assert.match(stdout, /630\.8000000000033 s/);
    assert.match(stdout, /physics_period +3\n/);
    assert.match(stdout, /stf +258\n/);
    assert.ok(stdout.includes(join(".wfnb", "executions.db")));
  });

  it("prints the whole record with the store's field names", async () => {
    const { stdout } = await wfnb("run", "stf_processing", "--json");
    const record = JSON.parse(stdout);
    assert.equal(record.execution_id, `stf_processing-${username}-0001`);
    assert.equal(record.status, "completed");
    assert.equal(record.simulated_end_time, 630.8000000000033);
    assert.equal(record.metrics.counts.stf, 258);
    assert.equal(record.parameter_values.stf_generation_time, 0.1);
    assert.deepEqual(record.states[1], { state: "beam", substate: "not_ready", start: 10, end: 16 });
    assert.equal(record.states.length, 10);
    assert.deepEqual(
      record.messages.map(({ msg_type, time }: { msg_type: string; time: number }) => [msg_type, time]).slice(0, 2),
      [
        ["run_imminent", 10],
        ["start_run", 18],
      ],
    );
  });

  it("takes parameters and until from the caller, and says when until cut the run", async () => {
    const { code, stdout } = await wfnb(
      "run",
      "stf_processing",
      "--set",
      "stf_interval=1.5",
      "--until",
      "100.5",
      "--json",
    );
    assert.equal(code, 0);
    const record = JSON.parse(stdout);
    assert.equal(record.parameter_values.stf_interval, 1.5);
    assert.equal(record.simulated_end_time, 100.5);
    assert.equal(record.end_reason, "until");
  });

  it("runs a workflow that is called like a folder", async () => {
    mkdirSync(join(folder, "stf_processing"));
    assert.equal((await wfnb("run", "stf_processing", "--json")).code, 0);
  });

  it("refuses a timeline whose end is before its beginning", async () => {
    const { execution_id: id } = JSON.parse((await wfnb("run", "stf_processing", "--json")).stdout);
    const { code, stderr } = await wfnb("timeline", id, "--from", "5", "--to", "2");
    assert.equal(code, 2);
    assert.match(stderr, /--to 2 is earlier than --from 5/);
  });

  it("runs a configuration file", async () => {
    const { code, stdout } = await wfnb("run", "workflows/stf_processing_default.toml", "--json");
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).performance_metrics.events, 531);
  });

  for (const [what, cell, message] of [
    ["an unknown key", "[parameters]\nstf_intervall = 1", /^x\.toml, line 4, column 1: .*stf_intervall.*stf_interval/],
    ["a wrong type", '[parameters]\nstf_interval = "often"', /line 4, column 16: .*stf_interval.*number/],
    ["a number out of range", "[parameters]\nstf_interval = -1", /line 4, column 16: .*stf_interval/],
    ["broken TOML", "[parameters\nstf_interval = 1", /line 3, column \d+: /],
  ] as const) {
    it(`refuses ${what} with its place, and stores nothing`, async () => {
      writeFileSync(join(folder, "x.toml"), `[workflow]\nname = "stf_processing"\n${cell}\n`);
      const { code, stderr } = await wfnb("run", "x.toml");
      assert.equal(code, 2);
      assert.match(stderr, message);
      await nothingStored();
    });
  }

  it("refuses a call with an unknown parameter, workflow, file or option", async () => {
    const cases: [string[], RegExp][] = [
      [["run", "stf_processing", "--set", "stf_intervall=1"], /stf_intervall.*stf_interval/s],
      [["run", "stf_processing", "--set", "__proto__=4"], /__proto__/],
      [["run", "stf_processing", "--until", "10", "--duration", "20"], /--duration <seconds>' cannot be used with/],
      [
        ["run", "stf_processing", "--seed", "99999999999999999999"],
        /^"seed" must be at most 9007199254740991[^\n]*\n$/,
      ],
      [["run", "stf_processing", "--junit", "j.xml"], /--junit is for notebooks, and "stf_processing" is none/],
      [["run", "stf_processing", "--html", "j.html"], /--html is for notebooks/],
      [["run", "workflows/stf_processing_default.toml", "--output", "j.wfnb"], /--output is for notebooks/],
      [["run", "stf_processing", "--keep-going"], /--keep-going is for notebooks, and "stf_processing" is none/],
      [["run", "stf_procesing"], /^There is no workflow "stf_procesing".*stf_processing/s],
      [["run", "missing.toml"], /There is no file missing\.toml/],
      [["run", "missing.wfnb"], /There is no file missing\.wfnb/],
      [["run", "workflows"], /workflows is a folder: name a file in it/],
      [
        ["schema", "stf_procesing"],
        /There is no workflow "stf_procesing"\. Name one of these workflows: stf_processing/,
      ],
      [["check", "missing.toml"], /There is no file missing\.toml/],
      [["run", "stf_processing", "--until", "soon"], /--until takes a number/],
      [["show", "nobody-knows-0001"], /no execution/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await wfnb(...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /, "a stack is no message");
      assert.doesNotMatch(stdout, /Records are kept/, "there are none");
    }
    await nothingStored();
  });

  it("refuses a workflow file that does not compile, or exports something else", async () => {
    writeFileSync(join(folder, "workflows/broken.ts"), "export default {{{\n");
    writeFileSync(join(folder, "workflows/other.ts"), "export default 42;\n");
    for (const [name, place] of [
      ["broken", /broken\.ts:1:\d+/],
      ["other", /other\.ts/],
    ] as const) {
      const { code, stderr } = await wfnb("run", name);
      assert.equal(code, 2);
      assert.match(stderr, place);
      assert.match(stderr, /does not load/);
      assert.doesNotMatch(stderr, /There is no workflow/);
    }
    await nothingStored();
  });

  it("leaves a notebook that it cannot read as it is", async () => {
    writeFileSync(join(folder, "x.wfnb"), '{"cells": [');
    const { code, stderr } = await wfnb("run", "x.wfnb");
    assert.equal(code, 2);
    assert.match(stderr, /line 1, column 12/);
    assert.ok(existsSync(join(folder, "x.wfnb")));
  });

  it("runs a workflow by the path of its file, and says what is no such file", async () => {
    const { code, stdout } = await wfnb("run", "workflows/stf_processing.ts", "--until", "5");
    assert.equal(code, 0);
    assert.match(stdout, /stf_processing-\S+-0001 +completed/);
    const missing = await wfnb("run", "workflows/gone.ts");
    assert.equal(missing.code, 2);
    assert.match(
      missing.stderr,
      /workflows\/gone\.ts is the file of no workflow that runs here: .* Run one by its name/,
    );
    workflow("broken", "const x: = 1;");
    assert.match((await wfnb("run", "workflows/broken.ts")).stderr, /workflows\/broken\.ts:3: .*Unexpected "="/);
  });

  it("ends with 1 when the workflow fails, with a stack into its TypeScript", async () => {
    workflow("thrower", "yield env.timeout(3);\nthrow new Error('no beam');");
    const { code, stderr } = await wfnb("run", "thrower");
    assert.equal(code, 1);
    assert.match(stderr, /no beam/);
    assert.match(stderr, /thrower\.ts:4:/);
    assert.match((await wfnb("list")).stdout, /failed/);
  });

  it("ends with 1 and says so when the record of what ran could not be saved", async () => {
    workflow(
      "remover",
      "yield env.timeout(1);\n(require as any)('node:fs').rmSync('.wfnb', { recursive: true });\nyield env.timeout(1);",
    );
    const { code, stdout, stderr } = await wfnb("run", "remover");
    assert.equal(code, 1);
    assert.match(stdout, /remover-\S+-0001 +completed/);
    assert.match(stderr, /remover-\S+-0001 ran, and its record is lost, since it could not be saved: .* deleted/);
    assert.doesNotMatch(stdout, /Records are kept/);
    const record = JSON.parse((await wfnb("run", "remover", "--json")).stdout);
    assert.match(record.unsaved, /deleted or replaced/);
  });

  it("marks an execution whose process was killed, and runs the next one", async () => {
    workflow("killer", "yield env.timeout(1);\nprocess.kill(process.pid, 'SIGKILL');");
    const killed = await wfnb("run", "killer", "--json");
    assert.equal(killed.code, 1);
    const record = JSON.parse(killed.stdout);
    assert.equal(record.status, "failed");
    assert.equal(record.end_reason, "lost");
    assert.match(record.error_message, /process/);
    assert.equal((await wfnb("run", "stf_processing")).code, 0);
  });
});
