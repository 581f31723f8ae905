import assert from "node:assert/strict";
import { drawOutputWith } from "../../kernel/display/drawOutput.ts";
import { svgOf } from "../../kernel/display/picture.ts";
import { emptyNotebook, type NotebookCell } from "../../kernel/notebook/document.ts";
import { executionMime } from "../../kernel/notebook/executionOutput.ts";
import { withPictures } from "../../kernel/notebook/export/pictures.ts";
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
