import assert from "node:assert/strict";
import { responsibleWord } from "../../kernel/notebook/responsibleWord.ts";

function marked(line: string, character: number, message: string): string {
  const { start, end } = responsibleWord(line, { line: 3, character }, message);
  assert.equal(start.line, 3);
  assert.equal(end.line, 3);
  return line.slice(start.character, end.character);
}

describe("the word that is marked where something was thrown", () => {
  it("is the one at the place", () => {
    assert.equal(marked("  beam.start(now);", 2, "TypeError: beam.start is not a function"), "beam.start");
    assert.equal(marked("  (x);", 2, "Error: no"), "(");
    assert.equal(marked("throw new RangeError(x);", 6, "RangeError: no"), "new RangeError");
    assert.equal(marked("", 4, "Error: no"), "");
  });

  it("is the name that is not defined, wherever in the line the error says it was thrown", () => {
    assert.equal(marked("const a = b.lumi + lumi;", 0, "lumi is not defined"), "lumi");
    const { start } = responsibleWord("const a = b.lumi + lumi;", { line: 0, character: 0 }, "lumi is not defined");
    assert.equal(start.character, 19);
    assert.equal(marked("f($x); $x;", 7, "ReferenceError: $x is not defined"), "$x");
    assert.equal(marked("f();", 0, "ReferenceError: elsewhere is not defined"), "f");
  });
});
