import assert from "node:assert/strict";
import { load } from "./load.ts";

const { chooseSuites } = await load("suites/table.mjs");
const names = (...args: string[]) => chooseSuites(args).suites.map((suite: { name: string }) => suite.name);

describe("choosing suites", () => {
  it("takes all without a name", () => {
    assert.deepEqual(names().sort(), [
      "browser",
      "click",
      "integration",
      "jupyter",
      "lint",
      "stress",
      "unit",
      "vscode",
    ]);
  });

  it("takes those named, and hands the rest to them", () => {
    assert.deepEqual(names("unit", "click"), ["click", "unit"]);
    assert.deepEqual(chooseSuites(["unit", "--grep", "toml"]).suites[0].args.slice(-2), ["--grep", "toml"]);
  });
});
