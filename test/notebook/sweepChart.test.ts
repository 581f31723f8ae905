import assert from "node:assert/strict";
import { svgOf } from "../../kernel/display/picture.ts";
import { sweepChart } from "../../kernel/notebook/sweepChart.ts";
import type { MeasuredPoint, MeasuredSweep } from "../../kernel/notebook/sweepFigures.ts";

/** Every combination of the values; each figure is a function of the place among them. */
function sweep(
  values: Readonly<Record<string, readonly (string | number)[]>>,
  figures: Readonly<Record<string, (index: number) => number>>,
): MeasuredSweep {
  let swept: Record<string, string | number>[] = [{}];
  for (const [key, list] of Object.entries(values))
    swept = swept.flatMap((each) => list.map((value) => ({ ...each, [key]: value })));
  const points = swept.map((each, index) => {
    const figure = (name: string) => ({ mean: figures[name]!(index), deviation: index });
    return { swept: each, executions: [], planned: 2, completed: 2, figure };
  });
  return { points, keys: Object.keys(values), differing: Object.keys(figures), equal: [] };
}

function without(key: string, { swept, ...point }: MeasuredPoint): MeasuredPoint {
  return { ...point, swept: Object.fromEntries(Object.entries(swept).filter(([name]) => name !== key)) };
}

const noUnit = () => undefined;

describe("the chart of a sweep", () => {
  it("draws each figure over the numeric parameter with the most values, a line for each combination of the others", async () => {
    const measured = sweep(
      { mode: ["fast", "exact"], count: [1, 2], interval: [1, 2, 3] },
      { stf: (i) => 10 * i, end: (i) => -i },
    );
    const spec = sweepChart(measured, (key) => (key === "interval" ? "s" : undefined))!;
    const { data } = spec as unknown as { data: { values: Record<string, unknown>[] } };
    assert.equal(data.values.length, 24);
    assert.deepEqual(data.values[8], { figure: "stf", x: 2, line: "fast, 2", mean: 40, from: 36, to: 44 });
    assert.equal(new Set(data.values.map(({ line }) => line)).size, 4);
    const svg = await svgOf(spec);
    for (const text of ["interval (s)", "mode, count", "exact, 1"]) assert.ok(svg.includes(`>${text}<`), text);
    assert.ok(svg.indexOf(">stf<") < svg.indexOf(">end<"), "figures are in their order");
  });

  it("has a line for each combination also where not every one has a value of each parameter", () => {
    const measured = sweep({ load: ["low", "high"], interval: [1, 2] }, { stf: (i) => i });
    const points = measured.points.map((point) => (point.swept.load === "high" ? point : without("load", point)));
    const { data } = sweepChart({ ...measured, points }, noUnit) as unknown as { data: { values: { line: string }[] } };
    assert.deepEqual(
      data.values.map(({ line }) => line),
      ["none", "none", "high", "high"],
    );
  });

  it("has one line through parameters that vary together, all of them told at the axis", () => {
    const { points, ...rest } = sweep({ interval: [1, 2, 3] }, { stf: (i) => i });
    const together = points.map((point) => ({
      ...point,
      swept: { ...point.swept, mode: `m${String(point.swept.interval)}` },
    }));
    const spec = sweepChart({ ...rest, points: together, keys: ["interval", "mode"] }, () => "s") as any;
    assert.equal(new Set(spec.data.values.map(({ line }: { line: string }) => line)).size, 1);
    assert.equal(spec.spec.encoding.x.title, "interval (s), mode");
    assert.equal(spec.spec.encoding.color, undefined);
  });

  it("leaves out combinations that are not known yet", () => {
    const measured = sweep({ interval: [1, 2, 3] }, { stf: (i) => i });
    const points = measured.points.map((point, index) => (index === 1 ? { ...point, figure: undefined } : point));
    const { data } = sweepChart({ ...measured, points }, noUnit) as unknown as { data: { values: { x: number }[] } };
    assert.deepEqual(
      data.values.map(({ x }) => x),
      [1, 3],
    );
  });

  it("is none where there is nothing to see", () => {
    const stf = { stf: (i: number) => i };
    assert.equal(sweepChart(sweep({ mode: ["fast", "exact"] }, stf), noUnit), undefined, "no numeric parameter");
    assert.equal(sweepChart(sweep({ interval: [1] }, stf), noUnit), undefined, "one value");
    assert.equal(sweepChart(sweep({ interval: [1, 2] }, {}), noUnit), undefined, "all figures are equal");
    const many = Array.from({ length: 13 }, (_, i) => `mode ${i}`);
    assert.equal(sweepChart(sweep({ interval: [1, 2], mode: many }, stf), noUnit), undefined, "too many lines");
  });
});
