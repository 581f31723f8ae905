import assert from "node:assert/strict";
import { TraceBatchReader } from "../../kernel/model/index.ts";
import { chromeTrace } from "../../kernel/timeline/index.ts";
import { stfTrace } from "./stfTrace.ts";

describe("Chrome trace", () => {
  const { batches, end } = stfTrace();
  const text = [...chromeTrace(new TraceBatchReader().records(batches[0]!), { title: "stf </script>", end })].join("");
  const { traceEvents } = JSON.parse(text) as { traceEvents: Record<string, any>[] };

  it("has states as slices that cover the clock, neighbours of one state as one", () => {
    const slices = (tid: number) => traceEvents.filter((event) => event.ph === "X" && event.tid === tid);
    assert.deepEqual(
      slices(1).map(({ name, ts }) => [name, ts / 1e6]),
      [
        ["no_beam", 0],
        ["beam", 10],
        ["run", 18],
        ["beam", 624.8000000000033],
        ["no_beam", 630.8000000000033],
      ],
    );
    assert.equal(slices(2).length, 10);
    const covered = slices(2).reduce((sum, { dur }) => sum + (dur as number), 0);
    assert.ok(Math.abs(covered / 1e6 - end) < 1e-6);
  });

  it("has messages as instants and counts as growing counters", () => {
    assert.equal(traceEvents.filter(({ ph }) => ph === "i").length, 7);
    assert.equal(traceEvents.filter(({ ph }) => ph === "C").at(-1)!.args.total, 258);
  });
});
