import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { comparisonSpec } from "../../kernel/display/comparisonSpec.ts";
import { pictureOf, svgOf } from "../../kernel/display/picture.ts";
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
  it("load nothing: neither files nor addresses, as data or as pictures", async () => {
    const file = pathToFileURL(join(import.meta.dirname, "picture.test.ts")).href;
    const encoding = { x: { field: "a", type: "quantitative" } };
    for (const url of [file, "package.json", "https://127.0.0.1:9/x.csv"]) {
      await assert.rejects(svgOf({ data: { url }, mark: "point", encoding }), /loads .*: only its own data are drawn/);
    }
    const image = (url: string) =>
      svgOf({ data: { values: [{ url }] }, mark: "image", encoding: { url: { field: "url" } } });
    await assert.rejects(image("https://127.0.0.1:9/x.png"), /only its own data are drawn/);
    assert.match(await image("data:image/png;base64,iVBORw0KGgo="), /^<svg/);
  });

  it("make no code of what a spec says", async () => {
    const calculate = "datum.a.constructor.constructor('globalThis.wasRun = true')()";
    const spec = { data: { values: [{ a: 1 }] }, transform: [{ calculate, as: "b" }], mark: "point", encoding: {} };
    await svgOf(spec as never).catch(() => {});
    assert.ok(!("wasRun" in globalThis));
  });

  it("of a spec that cannot be drawn are none", async () => {
    assert.deepEqual(await pictureOf({ mark: 7, encoding: "nonsense" }), {});
  });
});
