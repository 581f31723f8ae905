import assert from "node:assert/strict";
import fc from "fast-check";
import { drawOutputWith } from "../../kernel/display/drawOutput.ts";
import { svgOf } from "../../kernel/display/picture.ts";
import { emptyNotebook, type NotebookCell } from "../../kernel/notebook/document.ts";
import { executionMime } from "../../kernel/notebook/executionOutput.ts";
import { withPictures } from "../../kernel/notebook/export/pictures.ts";
import { readNotebook } from "../../kernel/notebook/read.ts";
import { writeNotebook } from "../../kernel/notebook/write.ts";

const chart = { mark: "bar", data: { values: [{ a: 1 }] }, encoding: { y: { field: "a", type: "quantitative" } } };
const outputOf = (data: object) => ({ data, metadata: {}, output_type: "display_data" }) as never;
const cell = (...outputs: never[]): NotebookCell => ({
  id: "one",
  kind: "code",
  language: "toml",
  source: "",
  metadata: {},
  executionCount: 1,
  outputs,
  rest: {},
});
const draw = drawOutputWith({ timeline: async () => undefined, draw: svgOf });
const pictured = (...outputs: never[]) => withPictures({ ...emptyNotebook(), cells: [cell(...outputs)] }, draw);

describe("pictures in a notebook's file", () => {
  it("stand beside charts, the same bytes every time, on white", async () => {
    const output = outputOf({ "application/vnd.vegalite.v5+json": chart, "text/plain": "(a chart)" });
    const first = writeNotebook(await pictured(output, output));
    assert.match(first, /image\/svg\+xml.*fill=\\"white\\"/s);
    assert.equal(writeNotebook(await pictured(output, output)), first);
  });

  it("are read back as they were written, are added once, and change nothing else, whatever the notebook", async () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    const output = fc.oneof(
      fc
        .record({ status: fc.constantFrom("completed", "failed", "running"), executionId: fc.string() })
        .map((shown) => outputOf({ [executionMime]: shown, "text/plain": "x" })),
      json.map((spec) => outputOf({ "application/vnd.vegalite.v5+json": spec })),
      json.map((data) => outputOf(data)),
      fc.string({ unit: "binary" }).map((text) => ({ output_type: "stream", name: "stdout", text }) as never),
    );
    const body = fc.string({ unit: "binary" });
    await fc.assert(
      fc.asyncProperty(fc.array(output, { maxLength: 4 }), body, async (outputs, text) => {
        const plain = { ...emptyNotebook(), cells: [cell(...outputs)] };
        const drawing = async () => `<svg viewBox="0 0 1 1">${text}</svg>`;
        const saved = await withPictures(plain, drawing);
        const read = readNotebook(writeNotebook(saved));
        assert.deepEqual(read.cells[0]!.outputs, JSON.parse(JSON.stringify(saved.cells[0]!.outputs)));
        assert.equal(writeNotebook(await withPictures(read, drawing)), writeNotebook(saved));
        const without = saved.cells[0]!.outputs.map(({ data, ...rest }, index) => {
          const { "image/svg+xml": _, ...others } = (data ?? {}) as Record<string, unknown>;
          const had = (plain.cells[0]!.outputs[index] as { data?: object }).data;
          return data === undefined
            ? rest
            : { data: had !== undefined && "image/svg+xml" in had ? data : others, ...rest };
        });
        assert.equal(JSON.stringify(without), JSON.stringify(plain.cells[0]!.outputs));
      }),
    );
  });

  it("are left out where there is one, where nothing is drawn, and while an execution runs", async () => {
    const outputs = [
      outputOf({ "image/png": "abc", "application/vnd.vegalite.v5+json": chart }),
      outputOf({ "application/vnd.vegalite.v5+json": { mark: "nonsense" } }),
      outputOf({ [executionMime]: { executionId: "a-b-0001", status: "running" } }),
      { name: "stdout", output_type: "stream", text: ["x"] } as never,
    ];
    assert.deepEqual((await pictured(...outputs)).cells[0]!.outputs, outputs);
  });
});
