import assert from "node:assert/strict";
import { comparisonSpec } from "../../kernel/display/comparisonSpec.ts";
import { pictureOf } from "../../kernel/display/picture.ts";
import { TimelineAccumulator } from "../../kernel/timeline/index.ts";

describe("pictures of charts", function () {
  this.timeout(20_000);

  it("are PNGs, twice as wide as the chart, and leave the spec as it was", async () => {
    const accumulator = new TimelineAccumulator();
    accumulator.addRecord({ kind: "state", time: 0, state: "run", substate: "physics" });
    accumulator.addRecord({ kind: "state", time: 5, state: "done", substate: "" });
    accumulator.finish(6);
    const spec = comparisonSpec({ one: accumulator.timeline(), other: accumulator.timeline() }, { width: 400 });
    const before = JSON.stringify(spec);
    const png = Buffer.from((await pictureOf(spec))["image/png"] as string, "base64");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.ok(Math.abs(png.readUInt32BE(16) - 800) < 20);
    assert.equal(JSON.stringify(spec), before);
  });
  it("of a spec that cannot be drawn are none", async () => {
    assert.deepEqual(await pictureOf({ mark: 7, encoding: "nonsense" }), {});
  });
});
