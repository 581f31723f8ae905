import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Environment, type Observer, type Process, Timeout } from "../../kernel/sim/index.ts";
import { StfExecutor, type StfParameters } from "./stf_executor.ts";

/** The figures of the reference workflow on SimPy 4.1.2; `reading` in the file explains the fields. */
const { cases } = JSON.parse(readFileSync(new URL("../golden/stf_reference.json", import.meta.url), "utf8")) as {
  cases: ReferenceCase[];
};

interface ExactNumber {
  value: number;
  f64: string;
}

interface ReferenceCase {
  name: string;
  parameters: StfParameters;
  run: { until: number | null; chunks: (number | null)[] | null; max_steps: number | null };
  final_now: ExactNumber;
  process_ended: boolean;
  process_end_time: ExactNumber | null;
  error: { str: string } | null;
  events_processed: number;
  events_processed_by_type: Record<string, number>;
  timeouts_created: number;
  sha256_of_due_times_f64be: string;
  last_due: ExactNumber;
  stf_sequence: number;
  stf_first: { seq: number; start: number; end: number }[];
  stf_last: { seq: number; start: number; end: number }[];
  stf_per_period: number[];
  stf?: [number, number][];
  due_times?: number[];
  states: unknown[];
  broadcasts: unknown[];
  chunk_results?: { until: number | null; now_after: ExactNumber; stf_sequence: number }[];
}

describe("the reference workflow on our engine has SimPy's own figures", () => {
  for (const reference of cases) {
    describe(reference.name, () => {
      const outcome = execute(reference);

      it("stops at the same time, to the bit", () => {
        assert.equal(bits(outcome.env.now), reference.final_now.f64);
      });

      it("processes the same events", () => {
        assert.equal(outcome.env.stepCount, reference.events_processed);
        assert.deepEqual(outcome.stepsByType, reference.events_processed_by_type);
      });

      it("creates the same timeouts, due at the same times to the bit", () => {
        const { dueTimes } = outcome;
        assert.equal(dueTimes.length, reference.timeouts_created);
        assert.equal(bits(dueTimes.at(-1)!), reference.last_due.f64);
        assert.equal(hashOfTimes(dueTimes), reference.sha256_of_due_times_f64be);
        if (reference.due_times) assert.deepEqual(dueTimes, reference.due_times);
      });

      it("ends its process at the same time, or not at all", () => {
        const { process, processEnd } = outcome;
        assert.equal(!process.isAlive && process.ok, reference.process_ended);
        assert.equal(processEnd === null ? null : bits(processEnd), reference.process_end_time?.f64 ?? null);
      });

      it("goes through the same states", () => {
        assert.deepEqual(outcome.executor.states.slice(0, 60), reference.states);
      });

      it("sends the same broadcasts", () => {
        assert.deepEqual(outcome.executor.broadcasts.slice(0, 60), reference.broadcasts);
      });

      it("makes the same STFs", () => {
        const { executor } = outcome;
        const numbered = executor.stfs.map(([start, end], index) => ({ seq: index + 1, start, end }));
        assert.equal(executor.stfSequence, reference.stf_sequence);
        assert.deepEqual(executor.stfsPerPeriod, reference.stf_per_period);
        assert.deepEqual(numbered.slice(0, reference.stf_first.length), reference.stf_first);
        assert.deepEqual(numbered.slice(numbered.length - reference.stf_last.length), reference.stf_last);
        if (reference.stf) assert.deepEqual(executor.stfs, reference.stf);
      });

      it("fails where SimPy fails, and only there", () => {
        assert.equal(outcome.error === null, reference.error === null);
        if (reference.error?.str.startsWith("Negative delay")) {
          assert.match((outcome.error as Error).message, new RegExp(`^${reference.error.str}`));
        }
      });

      for (const [index, chunk] of (reference.chunk_results ?? []).entries()) {
        it(`stands where SimPy stands after chunk ${index + 1}`, () => {
          assert.equal(bits(outcome.chunks[index]!.now), chunk.now_after.f64);
          assert.equal(outcome.chunks[index]!.stfSequence, chunk.stf_sequence);
        });
      }
    });
  }
});

function execute({ parameters, run }: ReferenceCase) {
  const stepsByType: Record<string, number> = {};
  const dueTimes: number[] = [];
  let processEnd: number | null = null;
  const observer: Observer = {
    eventScheduled(event, time) {
      if (event instanceof Timeout) dueTimes.push(time);
    },
    stepStarted(event) {
      const type = event.constructor.name;
      stepsByType[type] = (stepsByType[type] ?? 0) + 1;
    },
    processEnded(_process, time) {
      processEnd = time;
    },
  };
  const env = new Environment(0, { observer });
  const executor = new StfExecutor(parameters);
  const process: Process = env.process(executor.execute(env), "stf_processing");
  const chunks: { now: number; stfSequence: number }[] = [];
  let error: unknown = null;
  try {
    if (run.max_steps !== null) env.runInSlices().advance(run.max_steps);
    else {
      for (const until of run.chunks ?? [run.until]) {
        if (until === null) env.run();
        else env.run(until);
        chunks.push({ now: env.now, stfSequence: executor.stfSequence });
      }
    }
  } catch (thrown) {
    error = thrown;
  }
  return { env, executor, process, processEnd, stepsByType, dueTimes, chunks, error };
}

function bits(value: number): string {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer.toString("hex");
}

function hashOfTimes(times: number[]): string {
  const buffer = Buffer.alloc(8 * times.length);
  for (const [index, time] of times.entries()) buffer.writeDoubleBE(time, 8 * index);
  return createHash("sha256").update(buffer).digest("hex");
}
