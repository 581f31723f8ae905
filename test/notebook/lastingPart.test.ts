import assert from "node:assert/strict";
import type { ExecutionStatus } from "../../kernel/model/index.ts";
import { executionMime } from "../../kernel/notebook/executionOutput.ts";
import { lastingPart } from "../../kernel/notebook/lastingPart.ts";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";

const output = (status: ExecutionStatus, now: number): CellOutput => ({
  kind: "display",
  data: {
    [executionMime]: { executionId: "patient-ann-0001", status, summary: `at ${now} s`, progress: { now } },
    "text/plain": `at ${now} s`,
  },
});

describe("what an output says that is worth keeping", () => {
  it("is the same however far an execution is", () => {
    assert.deepEqual(lastingPart(output("running", 1)), lastingPart(output("running", 2)));
  });

  it("is another one when the execution has ended", () => {
    assert.notDeepEqual(lastingPart(output("running", 2)), lastingPart(output("completed", 2)));
  });

  it("is all of an execution that has ended, and of what is no execution", () => {
    const ended = output("completed", 2);
    const printed: CellOutput = { kind: "stream", name: "stdout", text: "at 2 s\n" };
    const table: CellOutput = { kind: "display", data: { "text/plain": "a table" } };
    for (const each of [ended, printed, table]) assert.deepEqual(lastingPart(each), each);
  });
});
