import assert from "node:assert/strict";
import { multilineText, shownText } from "../../kernel/notebook/multilineText.ts";

describe("a text of nbformat", () => {
  it("is one string, or the lines of a list", () => {
    for (const read of [multilineText, shownText]) {
      assert.deepEqual([read("a\nb"), read(["a\n", "b"]), read([])], ["a\nb", "a\nb", ""]);
    }
  });

  it("is nothing else; shown, it is as much as is text", () => {
    for (const value of [undefined, null, 1, {}, ["a", 1], ["a", ["b"]]]) assert.equal(multilineText(value), undefined);
    assert.deepEqual([shownText(1), shownText(undefined), shownText(["a", 1, ["b"], null])], ["", "", "ab"]);
  });
});
