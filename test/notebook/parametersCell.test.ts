import assert from "node:assert/strict";
import { runInThisContext } from "node:vm";
import fc from "fast-check";
import type { NotebookCell } from "../../kernel/notebook/document.ts";
import { withInjectedParameters } from "../../kernel/notebook/parametersCell.ts";
import { readNotebook } from "../../kernel/notebook/read.ts";

const cell = (id: string, source: string, tags: string[] = []): NotebookCell => {
  const metadata = { tags };
  return { id, kind: "code", language: "typescript", source, metadata, executionCount: null, outputs: [], rest: {} };
};
const notebook = (...cells: NotebookCell[]) => ({ ...readNotebook(""), cells });
const parameters = cell("p", "const x = 1;", ["parameters"]);
const injected = async (x: unknown) => (await withInjectedParameters(notebook(parameters), { x })).cells[1]!.source;

describe("parameters that a notebook is given", function () {
  // TypeScript itself is loaded for the first of them.
  this.timeout(20_000);

  it("stay as they were given when it runs again without new ones", async () => {
    const again = notebook(parameters, cell("injected-parameters", "let x = 7;", ["injected-parameters"]));
    assert.deepEqual(await withInjectedParameters(again, {}), again);
    assert.deepEqual(await withInjectedParameters(again, { other: 1 }), again);
    const { cells } = await withInjectedParameters(again, { x: 8 });
    assert.deepEqual(
      cells.map(({ source }) => source),
      ["const x = 1;", "// Given by the caller.\nlet x = 8;"],
    );
  });

  it("are written as one would write them", async () => {
    const examples: readonly (readonly [unknown, string])[] = [
      [Number.POSITIVE_INFINITY, "Infinity"],
      [[Number.NaN, -0, 1.5], "[NaN, -0, 1.5]"],
      [9_007_199_254_740_993n, "9007199254740993n"],
      [{ a: [Number.NEGATIVE_INFINITY], "b c": "d" }, '{ "a": [-Infinity], "b c": "d" }'],
      [new Date("2026-01-02T03:04:05Z"), 'new Date("2026-01-02T03:04:05.000Z")'],
    ];
    for (const [value, written] of examples) {
      assert.equal(await injected(value), `// Given by the caller.\nlet x = ${written};`);
    }
  });

  it("arrive as the very values", async () => {
    const anything = fc.anything({ withBigInt: true, withDate: true });
    const property = fc.asyncProperty(anything, async (value) => {
      assert.deepEqual(runInThisContext(`(() => { ${await injected(value)} return [x]; })()`), [value]);
    });
    await fc.assert(property, { numRuns: 50 });
  });

  it("stand in a cell with an id of its own", async () => {
    const other = cell("injected-parameters", "'mine'");
    const { cells } = await withInjectedParameters(notebook(parameters, other), { x: 2 });
    assert.deepEqual(
      cells.map(({ id }) => id),
      ["p", "injected-parameters-2", "injected-parameters"],
    );
  });
});
