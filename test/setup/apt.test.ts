import assert from "node:assert/strict";
import { load } from "./load.ts";

const { planApt, whatToDo } = await load("steps/apt.mjs");

describe("Debian packages", () => {
  it("asks for nothing when all is installed", () => {
    assert.deepEqual(planApt({ wanted: ["chromium"], installed: new Set(["chromium"]) }), { missing: [], lines: [] });
  });

  it("names the exact commands to someone who is not root", () => {
    const { missing, lines } = planApt({ wanted: ["chromium", "fonts-dejavu-core"], installed: new Set(["chromium"]) });
    const message = whatToDo(missing, lines, true);
    assert.match(message, /sudo apt-get update\n.*sudo apt-get install --no-install-recommends fonts-dejavu-core\n/);
  });

  it("tells someone without apt how to name a browser of their own", () => {
    assert.match(whatToDo(["chromium"], [], false), /there is no apt here.*CHROMIUM=/s);
  });
});
