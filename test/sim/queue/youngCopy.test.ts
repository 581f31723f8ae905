import assert from "node:assert/strict";
import { youngCopy } from "../../../kernel/sim/queue/youngCopy.ts";

describe("a young copy", () => {
  it("of a short array is another array with the same entries", () => {
    const entries = [{}, null, {}];
    assert.notEqual(youngCopy(entries), entries);
    assert.deepEqual(youngCopy(entries), entries);
  });

  it("of a long array is that array itself, since copying would cost more than it saves", () => {
    const entries = new Array<null>(100_000).fill(null);
    assert.equal(youngCopy(entries), entries);
  });
});
