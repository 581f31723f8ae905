import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
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
