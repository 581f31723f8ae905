import assert from "node:assert/strict";
import { staleCells, type TrackedCell, type TrackedRun } from "../../kernel/notebook/staleness.ts";
import { metadataWithTiming, timingOf } from "../../kernel/notebook/timing.ts";

const nothingKnown = () => undefined;
const run = (order: number, more: Partial<TrackedRun> = {}): TrackedRun => {
  return { source: "x", order, session: 1, declares: [], needs: [], files: [], fingerprints: {}, ...more };
};
const cell = (id: string, more: Partial<TrackedCell> = {}): TrackedCell => ({ id, source: "x", ...more });
const stale = (
  cells: readonly TrackedCell[],
  session = 1,
  fingerprintOf: (file: string) => string | undefined = nothingKnown,
) => Object.fromEntries(staleCells(cells, session, fingerprintOf));

describe("stale cells", () => {
  it("are those whose text has changed since they ran; one that never ran is not", () => {
    const cells = [cell("a", { source: "y", run: run(1) }), cell("b", { run: run(2) }), cell("c")];
    assert.deepEqual(stale(cells), { a: { because: "edited" } });
  });

  it("are those that need what a later run, or a stale cell, declares", () => {
    const a = cell("a", { run: run(3, { declares: ["f"] }) });
    const b = cell("b", { run: run(2, { needs: ["f"], declares: ["g"] }) });
    const c = cell("c", { run: run(4, { needs: ["g"] }) });
    assert.deepEqual(stale([a, b, c]), {
      b: { because: "input-ran", cell: "a" },
      c: { because: "input-stale", cell: "b" },
    });
  });

  it("are workflow cells when the cell that defines their workflow ran again, or a file changed", () => {
    const defines = cell("a", { run: run(2, { declares: ["workflow blink"] }) });
    const uses = cell("b", { run: run(1, { needs: ["workflow blink"] }) });
    assert.deepEqual(stale([defines, uses]), { b: { because: "input-ran", cell: "a" } });
    const reads = cell("c", { run: run(1, { files: ["base.toml"], fingerprints: { "base.toml": "1" } }) });
    assert.deepEqual(
      stale([reads], 1, () => "1"),
      {},
    );
    assert.deepEqual(
      stale([reads], 1, () => "2"),
      { c: { because: "file-changed", file: "base.toml" } },
    );
  });

  it("are cells whose state went with a restart", () => {
    const sets = cell("a", { run: run(1, { declares: ["x"] }) });
    const shows = cell("b", { run: run(2, { needs: ["x"] }) });
    assert.deepEqual(stale([sets, shows], 2), {
      a: { because: "restarted" },
      b: { because: "input-stale", cell: "a" },
    });
  });

  it("may need each other in a circle", () => {
    const a = cell("a", { source: "y", run: run(1, { declares: ["a"], needs: ["b"] }) });
    const b = cell("b", { run: run(2, { declares: ["b"], needs: ["a"] }) });
    assert.deepEqual(stale([a, b]), { a: { because: "edited" }, b: { because: "input-stale", cell: "a" } });
  });
});

describe("a cell's timing", () => {
  it("is kept in its metadata as Jupyter keeps it, beside what else is there", () => {
    const timing = { started: "2026-01-01T00:00:00.000Z", ended: "2026-01-01T00:00:01.500Z" };
    const metadata = metadataWithTiming({ tags: ["x"], execution: { "iopub.status.busy": "kept" } }, timing);
    assert.deepEqual(timingOf(metadata), timing);
    assert.deepEqual(metadata.tags, ["x"]);
    assert.equal((metadata.execution as Record<string, unknown>)["iopub.status.busy"], "kept");
    assert.equal(timingOf({ execution: { "shell.execute_reply": "yesterday" } }), undefined);
  });
});
