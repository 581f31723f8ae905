import fc from "fast-check";
import { type TraceBatch, TraceBatchWriter, type TraceRecord } from "../../kernel/model/index.ts";
import { writeRecord } from "./writeRecord.ts";

/** Times are eighths of a second and values small integers: sums of them are exact in whatever order they are added. */
const step = fc.record({
  wait: fc.nat(9).map((eighths) => eighths / 8),
  kind: fc.constantFrom("state", "state", "message", "count", "count", "count", "gauge", "log", "mark", "lane"),
  name: fc.nat(3),
  value: fc.nat(50),
});

/** Some consecutive records of every kind, in batches of any length. */
export const randomTrace = (maxLength: number, maxBatch: number): fc.Arbitrary<TraceBatch[]> =>
  fc
    .tuple(
      fc.array(step, { maxLength, size: "max" }),
      fc.array(fc.integer({ min: Math.ceil(maxBatch / 20), max: maxBatch }), { minLength: 1 }),
    )
    .map(([steps, lengths]) => {
      let time = 0;
      const records = steps.map(({ wait, kind, name, value }): TraceRecord => {
        time += wait;
        switch (kind) {
          case "state":
            return { kind, time, state: `s${name}`, substate: value % 2 === 0 ? "" : "x" };
          case "message":
            return { kind, time, name: `m${name}`, topic: "t", body: { value } };
          case "count":
            return { kind, time, name: `c${name}`, by: value };
          case "gauge":
            return { kind, time, name: `g${name}`, value: value - 20 };
          case "log":
            return { kind, time, level: (["debug", "info", "warning", "error"] as const)[name]!, text: "said" };
          case "lane":
            return { kind, time, name: `l${name}`, activity: value % 3 === 0 ? "" : `a${value % 3}` };
          default:
            return { kind: "mark", time, name: `k${name}` };
        }
      });
      return inBatches(records, lengths);
    });

/** `lengths` of the batches, again and again. */
function inBatches(records: readonly TraceRecord[], lengths: readonly number[]): TraceBatch[] {
  const writer = new TraceBatchWriter(Math.max(...lengths));
  const batches: TraceBatch[] = [];
  for (const record of records) {
    writeRecord(writer, record);
    if (writer.length >= lengths[batches.length % lengths.length]!) batches.push(writer.take()!);
  }
  const rest = writer.take();
  return rest === undefined ? batches : [...batches, rest];
}
