import assert from "node:assert/strict";
import fc from "fast-check";
import { stackParts } from "../../kernel/notebook/stackPlaces.ts";

const places = (text: string) =>
  stackParts(text).flatMap(({ place }) => {
    if (place === undefined) return [];
    const { cell, file, position } = place;
    return [[cell ?? file, position.line, position.character]];
  });

describe("places in a stack", () => {
  it("are those of cells and of files, zero-based, with and without parentheses", () => {
    const stack = [
      "Error: no beam",
      "    at f (cell c-1:1:22)",
      "    at cell W0sZm9v%3D:12:3",
      "    at Object.execute (/home/a user/workflows/picky.ts:9:37)",
      "    at C:\\work\\picky.mts:2:1",
      "    at node:internal/process/task_queues.js:95:5",
      "    at load (node:internal/modules/run_main.ts:1:2)",
    ].join("\n");
    assert.deepEqual(places(stack), [
      ["c-1", 0, 21],
      ["W0sZm9v%3D", 11, 2],
      ["/home/a user/workflows/picky.ts", 8, 36],
      ["C:\\work\\picky.mts", 1, 0],
    ]);
  });

  it("are also those of messages: a file that does not compile, a configuration that is refused", () => {
    assert.deepEqual(places("workflows/broken.ts:1:17: Unexpected {"), [["workflows/broken.ts", 0, 16]]);
    assert.deepEqual(places("/w/base.toml, line 3, column 5: not a number"), [["/w/base.toml", 2, 4]]);
  });

  it("are those of the cell itself where its configuration is refused", () => {
    const refusal = 'line 5, column 1: no parameter "x"\nline 7, column 12: see line 5, column 1: there';
    assert.deepEqual(
      stackParts(refusal, "mine").flatMap(({ text, place }) => (place === undefined ? [] : [[text, place]])),
      [
        ["line 5, column 1", { cell: "mine", position: { line: 4, character: 0 } }],
        ["line 7, column 12", { cell: "mine", position: { line: 6, character: 11 } }],
      ],
    );
    assert.deepEqual(places(refusal), []);
  });

  it("are none in addresses, times and prose", () => {
    assert.deepEqual(places("see https://a.b/c.ts:1:2 at 10:20:30, in cell one, ratio 3:4:5"), []);
  });

  it("leave the text as it is, whatever it is", () => {
    const piece = fc.constantFrom(
      "cell ",
      "a.ts",
      ":1:2",
      "(",
      ")",
      "\n",
      " ",
      "/x/",
      "at ",
      "C:\\",
      ", line 1, column 2",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.oneof(piece, fc.string())).map((all) => all.join("")),
        ),
        (text) => {
          assert.equal(
            stackParts(text)
              .map((part) => part.text)
              .join(""),
            text,
          );
        },
      ),
    );
  });
});
