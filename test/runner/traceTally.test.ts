import assert from "node:assert/strict";
import { type TraceBatch, TraceBatchWriter } from "../../kernel/model/index.ts";
import { TraceTally } from "../../kernel/runner/traceTally.ts";

/** The same facts, cut into batches after so many records. */
function batches(cut: number): TraceBatch[] {
  const writer = new TraceBatchWriter();
  const all: TraceBatch[] = [];
  const facts: ((it: TraceBatchWriter) => void)[] = [
    (it) => it.state(0, "beam", "ready"),
    (it) => it.gauge(0, "load", 2),
    (it) => it.count(1, "stf", 3),
    (it) => it.message(2, "start_run", "/topic", { a: 1 }),
    (it) => it.state(4, "run", ""),
    (it) => it.gauge(5, "load", 4),
    (it) => it.log(6, "info", 'a " b'),
    (it) => it.log(6, "info", "c"),
    (it) => it.count(7, "stf", 1),
    (it) => it.mark(8, "half"),
  ];
  for (const [i, fact] of facts.entries()) {
    fact(writer);
    if ((i + 1) % cut === 0) all.push(writer.take()!);
  }
  const rest = writer.take();
  return rest === undefined ? all : [...all, rest];
}

function tally(cut: number): TraceTally {
  const it = new TraceTally();
  for (const batch of batches(cut)) it.add(batch);
  return it;
}

describe("What a trace adds up to", () => {
  it("counts by name, seconds in each state, means of gauges", () => {
    const it = tally(3);
    assert.deepEqual(it.counts(), { stf: 4 });
    assert.deepEqual(it.timeInState(10), { "beam/ready": 4, run: 6 });
    assert.deepEqual(it.gaugeMeans(10), { load: 3 });
    assert.deepEqual([it.records, it.state!.state], [10, "run"]);
  });

  it("has the same hash however it was cut into batches", () => {
    const hashes = [1, 2, 3, 7, 10].map((cut) => tally(cut).hash());
    assert.equal(new Set(hashes).size, 1);
  });

  it("has another hash when one bit differs", () => {
    const changed = new TraceTally();
    for (const batch of batches(10)) {
      batch.times[3]! += Number.EPSILON * 4;
      changed.add(batch);
    }
    assert.notEqual(changed.hash(), tally(10).hash());
  });
});

describe("A batch that a broken worker sends", () => {
  const [whole] = batches(100);
  const broken: Readonly<Record<string, unknown>> = {
    "is nothing": undefined,
    "goes on elsewhere": { ...whole, first: 100 },
    "goes on with other names": { ...whole, firstName: 4_000_000_000 },
    "has lost its times": { ...whole, times: new Float64Array(0) },
    "has lost its names": { ...whole, newNames: [] },
    "has lost its texts": { ...whole, texts: [] },
    "has values that are none": { ...whole, values: new Float64Array(whole!.length).fill(Number.NaN) },
    "has kinds that are none": { ...whole, kinds: new Uint8Array(whole!.length).fill(200) },
  };
  for (const [how, batch] of Object.entries(broken)) {
    it(`${how}: is refused, and what came before stays`, () => {
      const it = new TraceTally();
      assert.throws(() => it.add(batch as TraceBatch), { name: "BrokenWordError" });
      it.add(whole!);
      assert.equal(it.hash(), tally(100).hash());
    });
  }
});
