import assert from "node:assert/strict";
import { load } from "./load.ts";

const { chooseNode } = await load("steps/node.mjs");
const own = { version: "24.16.0", execPath: "/own/node", fromNpm: "/npm/node" };

describe("Node 24", () => {
  it("is the machine's own where that is new enough", () => {
    assert.equal(chooseNode(own).path, "/own/node");
    assert.equal(chooseNode({ ...own, version: "26.0.1" }).path, "/own/node");
  });

  it("comes from npm where the machine's is older", () => {
    assert.equal(chooseNode({ ...own, version: "20.20.2" }).path, "/npm/node");
    assert.equal(chooseNode({ ...own, version: "24.15.9" }).path, "/npm/node");
  });

  it("is asked for in words where npm has none for this platform", () => {
    assert.throws(
      () => chooseNode({ ...own, version: "20.20.2", fromNpm: undefined }),
      /this is 20\.20\.2.*nvm install 24/,
    );
  });
});
