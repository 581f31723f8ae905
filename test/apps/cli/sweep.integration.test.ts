import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { CliWorkspace } from "./wfnb.ts";

const scan = `[workflow]
name = "stf_processing"

[sweep]
stf_interval = [1, 2]
physics_period_count = [1, 3]
`;

describe("wfnb run of a sweep", function () {
  this.timeout(60_000);
  let workspace: CliWorkspace;
  before(() => {
    workspace = new CliWorkspace();
    writeFileSync(workspace.path("scan.toml"), scan);
  });
  after(() => workspace.remove());

  it("runs every combination and tells in a table how they differ", async () => {
    const { code, stdout, stderr } = await workspace.wfnb("run", "scan.toml");
    assert.equal(code, 0, stderr);
    const [line, , head, ...rows] = stdout.split("\n");
    assert.equal(line, "4 of 4 executions completed");
    assert.match(head!, /^stf_interval +physics_period_count +execution +simulated end \(s\) +physics_period +stf +/);
    assert.match(rows[3]!, /^ +2 +3 +stf_processing-\S+ +630\.8 +3 +258 +/);
    assert.match(stdout, /\nEqual in all: .*time in beam\/ready \(s\) 2\n/);
    assert.doesNotMatch(stdout, /chart/);
  });

  it("is one batch, which is summed up again from its records as it was told", async () => {
    // In the order in which the workflow declares its parameters, as records have them.
    writeFileSync(workspace.path("declared.toml"), scan.replace(/(stf.*\n)(physics.*\n)/, "$2$1"));
    const told = (await workspace.wfnb("run", "declared.toml")).stdout;
    const again = (await workspace.wfnb("summary")).stdout;
    assert.ok(told.startsWith(again.trimEnd()), `${told}\n${again}`);
    const [first] = /stf_processing-\S+/.exec(told)!;
    assert.equal((await workspace.wfnb("summary", `batch:${first}`)).stdout, again);
    const listed = JSON.parse((await workspace.wfnb("list", `batch:${first}`, "--json")).stdout) as {
      execution_id: string;
    }[];
    assert.deepEqual(listed.map(({ execution_id }) => execution_id).sort(), told.match(/stf_processing-\S+/g)!.sort());
  });

  it("draws what depends on what into a file, and says where there is nothing to draw", async () => {
    const file = workspace.path("chart.svg");
    assert.equal((await workspace.wfnb("summary", "-o", file)).code, 0);
    assert.match(readFileSync(file, "utf8"), /^<svg.*physics_period_count.*<\/svg>$/s);
    const one = await workspace.wfnb("summary", "number:1", "-o", file);
    assert.match(one.stderr, /No figure of these executions depends on a parameter/);
  });

  it("gives its executions and their summary as comma-separated values", async () => {
    writeFileSync(workspace.path("twice.toml"), `${scan}\n[run]\nreplications = 2\n`);
    await workspace.wfnb("run", "twice.toml");
    const summary = (await workspace.wfnb("summary", "--csv")).stdout.split("\r\n");
    assert.match(
      summary[0]!,
      /^physics_period_count,stf_interval,executions,completed,simulated end \(s\),simulated end/,
    );
    assert.match(summary[4]!, /^3,2,2,2,630\.8\d*,0,/);
    const [head, ...rows] = (await workspace.wfnb("list", "batch:*", "--csv", "-n", "8")).stdout
      .trimEnd()
      .split("\r\n");
    assert.equal(rows.length, 8);
    assert.match(head!, /^execution_id,workflow,status,.*,stf_interval,.*,count_stf,/);
  });

  it("gives the records of all as JSON; a value given by hand takes the place of a list", async () => {
    const { code, stdout } = await workspace.wfnb("run", "scan.toml", "--set", "physics_period_count=2", "--json");
    assert.equal(code, 0);
    const records = JSON.parse(stdout) as { parameter_values: Record<string, number> }[];
    const values = records.map(({ parameter_values: { stf_interval, physics_period_count } }) => [
      stf_interval,
      physics_period_count,
    ]);
    assert.deepEqual(values, [
      [1, 2],
      [2, 2],
    ]);
  });

  it("varies the parameters of a group together, and says so", async () => {
    const text =
      '[workflow]\nname = "stf_processing"\n[sweep.pace]\nstf_interval = [1, 2]\nphysics_period_count = [1, 3]\n';
    writeFileSync(workspace.path("together.toml"), text);
    assert.equal((await workspace.wfnb("run", "together.toml")).stdout.split("\n")[0], "2 of 2 executions completed");
    const shown = (await workspace.wfnb("config", "together.toml")).stdout;
    assert.match(shown, /^stf_interval = \[1,2\] {2}# together with physics_period_count$/m);
    assert.match(shown, /^# 2 executions$/m);
    const { together } = JSON.parse((await workspace.wfnb("config", "together.toml", "--json")).stdout) as {
      together: unknown;
    };
    assert.deepEqual(together, [["stf_interval", "physics_period_count"]]);
    const origins = (await workspace.wfnb("config", "together.toml", "--origins")).stdout;
    assert.match(origins, /^stf_interval = \[1, 2\] .*swept together with physics_period_count$/m);
  });

  it("cannot be left behind: --detach is for one execution", async () => {
    const { code, stderr } = await workspace.wfnb("run", "scan.toml", "--detach");
    assert.equal(code, 2);
    assert.match(stderr, /--detach starts one execution, and this configuration asks for 4/);
  });

  it("is shown by wfnb config with all values", async () => {
    const { stdout } = await workspace.wfnb("config", "scan.toml");
    assert.match(stdout, /^stf_interval = \[1,2\] {2}# one after another$/m);
    assert.match(stdout, /^# 4 executions$/m);
  });
});
