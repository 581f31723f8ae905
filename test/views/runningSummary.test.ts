import assert from "node:assert/strict";
import { failureNotice, isUnseenFailure, runningSummary } from "../../kernel/views/index.ts";
import { sampleExecution } from "./sampleExecution.ts";

const running = (executionId: string) =>
  sampleExecution({ executionId, workflowName: "stf_processing", status: "running", endReason: null, endTime: null });

describe("what runs, in a few words", () => {
  it("is nothing when nothing is queued or runs", () => {
    assert.equal(runningSummary([{ execution: sampleExecution({ status: "completed" }) }]), undefined);
  });

  it("names the workflow that runs alone, and how far it is", () => {
    const summary = runningSummary([{ execution: running("a"), progress: { now: 30, until: 120 } }]);
    assert.deepEqual(summary, {
      count: 1,
      fraction: 0.25,
      workflowName: "stf_processing",
      running: [{ executionId: "a", fraction: 0.25 }],
    });
  });

  it("counts several, and takes the one that has gone furthest", () => {
    const summary = runningSummary([
      { execution: running("a"), progress: { now: 30, until: 120 } },
      { execution: running("b"), progress: { now: 500, until: 100 } },
      { execution: running("c"), progress: { now: 5, until: null } },
    ]);
    assert.equal(summary?.count, 3);
    assert.equal(summary?.fraction, 1);
    assert.equal(summary?.workflowName, undefined);
  });

  it("keeps two executions of one id apart, as those of two folders may be", () => {
    const summary = runningSummary([
      { execution: running("a"), progress: { now: 1, until: 2 } },
      { execution: running("a") },
    ]);
    assert.deepEqual(
      summary?.running.map(({ fraction }) => fraction),
      [0.5, undefined],
    );
  });

  it("cuts a name of 10,000 characters, and names ten of a thousand", () => {
    const execution = { ...running("a"), workflowName: "x".repeat(10_000) };
    assert.ok((runningSummary([{ execution }])?.workflowName?.length ?? 0) <= 41);
    const many = Array.from({ length: 1000 }, (_, i) => ({ execution: running(String(i)) }));
    assert.equal(runningSummary(many)?.running.length, 10);
  });
});

describe("failures that no view shows", () => {
  const failed = (executionId: string, notebook?: string) =>
    sampleExecution({
      executionId,
      status: "failed",
      endReason: "failed",
      errorMessage: "no\nbeam",
      startedFrom: notebook === undefined ? null : { notebook, cell: "one" },
    });

  it("are told once, however many came together", () => {
    assert.deepEqual(failureNotice([failed("a"), failed("b")]), {
      executionId: "b",
      message: "no beam",
      others: 1,
    });
  });

  it("are not told where their notebook is on the screen", () => {
    assert.equal(isUnseenFailure(failed("a", "/n.wfnb"), ["/n.wfnb"]), false);
    assert.equal(isUnseenFailure(failed("a", "/n.wfnb"), ["/other.wfnb"]), true);
  });

  it("do not repeat what is told of a kernel process that died", () => {
    assert.equal(isUnseenFailure({ ...failed("a"), endReason: "lost" }, []), false);
  });
});
