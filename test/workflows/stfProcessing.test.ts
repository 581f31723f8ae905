import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { TraceBatchReader, TraceBatchWriter, type TraceRecord } from "../../kernel/model/index.ts";
import { Environment } from "../../kernel/sim/index.ts";
import { createContext } from "../../kernel/workflow/context.ts";
import stfProcessing from "../../workflows/stf_processing.ts";

interface ReferenceCase {
  name: string;
  parameters: Record<string, number>;
  run: { until: number | null; chunks: (number | null)[] | null; max_steps: number | null };
  final_now: { value: number; f64: string };
  stf_sequence: number;
  events_processed: number;
  states: { state: string; substate: string; start: number }[];
  broadcasts: { msg_type: string; at: number }[];
  error: { at: { value: number } } | null;
}

const { cases } = JSON.parse(readFileSync("test/golden/stf_reference.json", "utf8")) as { cases: ReferenceCase[] };

const bits = (value: number) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
};

/** The workflow on the engine as the reference case runs it: to the end, until a time, in chunks, or for so many steps. */
function run({ parameters, run: { until, chunks, max_steps } }: ReferenceCase) {
  const env = new Environment();
  const writer = new TraceBatchWriter(100_000);
  const context = createContext(env, parameters as never, writer, stfProcessing.topic);
  env.process(stfProcessing.execute(context) as never, stfProcessing.name);
  let failure: unknown;
  try {
    if (max_steps !== null) env.runInSlices().advance(max_steps);
    else if (chunks !== null) {
      for (const end of chunks) {
        if (end === null) env.run();
        else env.run(end);
      }
    } else if (until !== null) env.run(until);
    else env.run();
  } catch (error) {
    failure = error;
  }
  const batch = writer.take();
  return { env, failure, records: batch === undefined ? [] : [...new TraceBatchReader().records(batch)] };
}

const ofKind = <Kind extends TraceRecord["kind"]>(records: TraceRecord[], kind: Kind) =>
  records.filter((record): record is Extract<TraceRecord, { kind: Kind }> => record.kind === kind);

describe("the workflow stf_processing gives SimPy's own figures", () => {
  // The other two are refused before anything runs: a negative delay and a missing value. See test/config.
  const runnable = cases.filter(({ error }) => error === null);
  assert.equal(runnable.length, 13);

  for (const reference of runnable) {
    it(reference.name, () => {
      const { env, failure, records } = run(reference);
      assert.equal(failure, undefined);
      assert.equal(bits(env.now), reference.final_now.f64);
      assert.equal(env.stepCount, reference.events_processed);
      const counted = ofKind(records, "count").filter(({ name }) => name === "stf");
      assert.equal(counted.length, reference.stf_sequence);
      const states = ofKind(records, "state").map(({ state, substate, time }) => ({ state, substate, start: time }));
      assert.deepEqual(
        states.slice(0, reference.states.length),
        reference.states.map(({ state, substate, start }) => ({ state, substate, start })),
      );
      const messages = ofKind(records, "message").map(({ name, time }) => ({ msg_type: name, at: time }));
      assert.deepEqual(
        messages.slice(0, reference.broadcasts.length),
        reference.broadcasts.map(({ msg_type, at }) => ({ msg_type, at })),
      );
    });
  }
});
