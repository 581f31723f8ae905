import assert from "node:assert/strict";
import fc from "fast-check";
import { type TraceBatch, TraceBatchReader, TraceBatchWriter, type TraceRecord } from "../../../kernel/model/index.ts";
import { firstDifference } from "../../../kernel/runner/trace/traceDifference.ts";
import { writeRecord } from "../../summary/writeRecord.ts";

const name = fc.constantFrom("a", "b", "c");
const time = fc.constantFrom(0, -0, 0.1, 0.30000000000000004, Number.MAX_VALUE);
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(model, { noNullPrototype: true });
const record: fc.Arbitrary<TraceRecord> = fc.oneof(
  plain({ kind: fc.constant("state" as const), time, state: name, substate: name }),
  plain({ kind: fc.constant("message" as const), time, name, topic: name, body: fc.constantFrom({}, { a: 1 }) }),
  plain({ kind: fc.constant("count" as const), time, name, by: fc.constantFrom(1, 2) }),
  plain({ kind: fc.constant("gauge" as const), time, name, value: fc.constantFrom(0, -0, 0.5) }),
  plain({
    kind: fc.constant("log" as const),
    time,
    level: fc.constantFrom("info" as const, "error" as const),
    text: name,
  }),
  plain({ kind: fc.constant("mark" as const), time, name }),
  plain({ kind: fc.constant("lane" as const), time, name, activity: name }),
);

function batchesOf(records: readonly TraceRecord[], size: number): TraceBatch[] {
  const writer = new TraceBatchWriter(size);
  const batches: TraceBatch[] = [];
  for (const each of records) {
    writeRecord(writer, each);
    if (writer.isFull) batches.push(writer.take()!);
  }
  const rest = writer.take();
  return rest === undefined ? batches : [...batches, rest];
}

/** The plain way, record by record. */
function expected(first: readonly TraceRecord[], second: readonly TraceRecord[]) {
  const isSame = (a: TraceRecord | undefined, b: TraceRecord | undefined) =>
    a !== undefined &&
    b !== undefined &&
    Object.keys(a).every((key) => {
      const [x, y] = [a[key as keyof TraceRecord], (b as never)[key]] as unknown[];
      return typeof x === "object" ? JSON.stringify(x) === JSON.stringify(y) : Object.is(x, y);
    });
  for (let position = 0; position < Math.max(first.length, second.length); position += 1) {
    if (isSame(first[position], second[position])) continue;
    const parted = { position, first: first[position] ?? null, second: second[position] ?? null };
    return position === 0 ? parted : { ...parted, before: first[position - 1]! };
  }
  return null;
}

describe("The first difference of two traces", () => {
  it("is what comparing record by record finds, however they are cut into batches", () => {
    const size = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 30 }),
        fc.array(record, { maxLength: 30 }),
        fc.nat(30),
        size,
        size,
        (first, other, common, sizeOfFirst, sizeOfSecond) => {
          const second = [...first.slice(0, common), ...other];
          assert.deepEqual(
            firstDifference(batchesOf(first, sizeOfFirst), batchesOf(second, sizeOfSecond)),
            expected(first, second),
          );
        },
      ),
    );
  });

  it("reads no further than it must", () => {
    let read = 0;
    const counted = function* (batches: readonly TraceBatch[]) {
      for (const batch of batches) {
        read += 1;
        yield batch;
      }
    };
    const mark = (at: number): TraceRecord => ({ kind: "mark", time: at, name: "m" });
    const first = batchesOf([1, 2, 3, 4, 5, 6].map(mark), 1);
    const second = batchesOf([1, 2, 9, 4, 5, 6].map(mark), 1);
    assert.equal(firstDifference(counted(first), counted(second))!.position, 2);
    assert.equal(read, 6);
  });

  it("survives a gap: what was lost is a difference", () => {
    const batches = batchesOf(
      [0, 1, 2, 3].map((at) => ({ kind: "mark", time: at, name: `m${String(at)}` })),
      1,
    );
    const gap = [batches[0]!, ...batches.slice(2)];
    const { position, first, second } = firstDifference(batches, gap)!;
    assert.deepEqual([position, first?.time, second?.time], [1, 1, 2]);
    assert.equal([...new TraceBatchReader().records(batches[0]!)].length, 1);
  });
});
