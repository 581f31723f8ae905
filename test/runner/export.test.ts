import assert from "node:assert/strict";
import { TraceBatchWriter, type WorkflowExecution } from "../../kernel/model/index.ts";
import { chooseForRemoval } from "../../kernel/runner/chooseForRemoval.ts";
import { type ExportFormat, exportTrace } from "../../kernel/runner/export/exportTrace.ts";

describe("An exported execution", () => {
  const writer = new TraceBatchWriter();
  writer.state(0, "beam", "ready");
  writer.message(1, "start, run", "/topic", { text: 'say "hi"' });
  writer.count(1.5, "stf", 2);
  writer.state(2, "run", "");
  const batch = writer.take()!;
  const execution = { executionId: "a-b-0001", simulatedEndTime: 5 } as WorkflowExecution;
  const exported = (format: ExportFormat) => [...exportTrace({ execution, trace: [batch] }, format)].join("");

  it("is JSON with every record", () => {
    const { trace } = JSON.parse(exported("json"));
    assert.deepEqual(trace[3], { kind: "state", time: 2, state: "run", substate: "" });
    assert.equal(trace.length, 4);
  });

  it("is CSV with commas and quotes kept apart", () => {
    assert.equal(
      exported("csv"),
      [
        "time,kind,name,value,text",
        "0,state,beam,ready,",
        '1,message,"start, run",/topic,"{""text"":""say \\""hi\\""""}"',
        "1.5,count,stf,2,",
        "2,state,run,,",
        "",
      ].join("\n"),
    );
  });

  it("is a Chrome trace with states as slices up to the end", () => {
    const { traceEvents } = JSON.parse(exported("chrome"));
    const slices = traceEvents.filter(({ ph }: { ph: string }) => ph === "X");
    assert.deepEqual(
      slices.map(({ name, ts, dur }: Record<string, unknown>) => [name, ts, dur]),
      [
        ["beam/ready", 0, 2e6],
        ["run", 2e6, 3e6],
      ],
    );
  });
});

describe("Old executions", () => {
  const execution = (number: number, workflowName: string, status = "completed") =>
    ({
      executionId: `${workflowName}-${number}`,
      workflowName,
      status,
      startTime: `2026-01-0${number}T00:00:00.000Z`,
    }) as WorkflowExecution;
  const newestFirst = [
    execution(5, "a"),
    execution(4, "b"),
    execution(3, "a", "running"),
    execution(2, "a"),
    execution(1, "a"),
  ];

  it("go when newer ones of their workflow are enough; what runs stays", () => {
    assert.deepEqual(chooseForRemoval(newestFirst, { keep: 1, startedBefore: null }), ["a-2", "a-1"]);
    assert.deepEqual(chooseForRemoval(newestFirst, { keep: 2, startedBefore: null }), ["a-1"]);
  });

  it("stay when they are younger than asked", () => {
    assert.deepEqual(chooseForRemoval(newestFirst, { keep: 0, startedBefore: "2026-01-03" }), ["a-2", "a-1"]);
  });
});
