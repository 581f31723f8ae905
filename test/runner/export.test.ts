import assert from "node:assert/strict";
import { type TraceBatch, TraceBatchWriter, type WorkflowExecution } from "../../kernel/model/index.ts";
import { chooseForRemoval } from "../../kernel/runner/chooseForRemoval.ts";
import { type ExportFormat, exportTrace } from "../../kernel/runner/export/exportTrace.ts";
import { stfTrace } from "../timeline/stfTrace.ts";

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

  describe("as a Chrome trace", () => {
    const events = (given: Iterable<TraceBatch>, simulatedEndTime: number | null): Record<string, any>[] => {
      const traced = { execution: { ...execution, simulatedEndTime }, trace: given };
      return JSON.parse([...exportTrace(traced, "chrome")].join("")).traceEvents;
    };
    const rowOf = (traceEvents: Record<string, any>[], name: string) => {
      const row = traceEvents.find((each) => each.name === "thread_name" && each.args.name === name)!;
      return traceEvents.filter(({ ph, tid }) => ph === "X" && tid === row.tid);
    };
    const { batches, end } = stfTrace();

    it("has states as slices that cover the clock, neighbours of one state as one", () => {
      const traceEvents = events(batches, end);
      assert.deepEqual(
        rowOf(traceEvents, "state").map(({ name, ts }) => [name, ts / 1e6]),
        [
          ["no_beam", 0],
          ["beam", 10],
          ["run", 18],
          ["beam", 624.8000000000033],
          ["no_beam", 630.8000000000033],
        ],
      );
      const substates = rowOf(traceEvents, "substate");
      assert.equal(substates.length, 10);
      const covered = substates.reduce((sum, { dur }) => sum + (dur as number), 0);
      assert.ok(Math.abs(covered / 1e6 - end) < 1e-6);
    });

    it("has messages as instants and counts as growing counters", () => {
      const traceEvents = events(batches, end);
      assert.equal(traceEvents.filter(({ ph }) => ph === "i").length, 7);
      assert.equal(traceEvents.filter(({ ph }) => ph === "C").at(-1)!.args.total, 258);
    });

    it("has a row for each lane, with what it did as slices", () => {
      const shop = new TraceBatchWriter();
      shop.lane(0, "machine 1", "working");
      shop.lane(2, "machine 2", "working");
      shop.lane(3, "machine 1", "");
      const traceEvents = events([shop.take()!], 5);
      const slices = (name: string) => rowOf(traceEvents, name).map(({ name: did, ts, dur }) => [did, ts, dur]);
      assert.deepEqual(slices("machine 1"), [["working", 0, 3e6]]);
      assert.deepEqual(slices("machine 2"), [["working", 2e6, 3e6]]);
    });

    it("reaches to the last record where the end is not known, and leaves out what is no number", () => {
      const odd = new TraceBatchWriter();
      odd.state(0, "run", "");
      odd.gauge(1, "queue", Number.NaN);
      odd.gauge(4, "queue", 2);
      const traceEvents = events([odd.take()!], null);
      assert.deepEqual(
        traceEvents.filter(({ ph }) => ph === "C").map(({ args }) => args.value),
        [2],
      );
      assert.equal(rowOf(traceEvents, "state")[0]!.dur, 4e6);
    });
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
