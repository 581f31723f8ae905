import assert from "node:assert/strict";
import { isOlderNode, problemOfOldNode } from "../../kernel/platform/nodeVersion.ts";

describe("a version of Node", () => {
  it("is older by its first number, or by its second where the first is the same", () => {
    const versions = ["20.20.2", "22.22.0", "24.15.9", "24.16.0", "24.21.0", "26.0.0"];
    assert.deepEqual(
      versions.filter((version) => isOlderNode(version, [24, 16])),
      ["20.20.2", "22.22.0", "24.15.9"],
    );
  });

  it("that is too old to run workflows is told with the one that is wanted", () => {
    assert.match(problemOfOldNode("20.20.2") ?? "", /needs Node 24\.16 or newer, and this is 20\.20\.2/);
    assert.equal(problemOfOldNode("24.16.0"), undefined);
  });
});
