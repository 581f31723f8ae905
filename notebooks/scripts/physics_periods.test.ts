/**
 * A test that asserts on an execution: what a workflow does is checked like any other code.
 * `npx mocha notebooks/scripts/physics_periods.test.ts`
 */
import assert from "node:assert/strict";
import { run, StartRefusedError } from "wfnb";

describe("stf_processing", () => {
  it("alternates physics with standby", async () => {
    const execution = await run("stf_processing", { physics_period_count: 3 });
    assert.equal(execution.status, "completed");
    const substates = (await execution.states()).filter(({ state }) => state === "run").map(({ substate }) => substate);
    assert.deepEqual(substates, ["physics", "standby", "physics", "standby", "physics"]);
    assert.equal(execution.counts.stf, 258);
  });

  it("tells the agents when a run begins and ends", async () => {
    const execution = await run("stf_processing", { physics_period_count: 1 });
    const messages = (await execution.messages()).map(({ name }) => name);
    assert.deepEqual(messages, ["run_imminent", "start_run", "end_run"]);
  });

  it("gives the same trace for the same seed", async () => {
    const [one, other] = await Promise.all([run("stf_processing", { seed: 4 }), run("stf_processing", { seed: 4 })]);
    assert.equal(one.record.traceHash, other.record.traceHash);
  });

  it("does not start with a parameter that is misspelt", async () => {
    await assert.rejects(run("stf_processing", { stf_intervall: 1 }), StartRefusedError);
  });
});
