import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { targetOfThisMachine, targets } from "../../packaging/targets.ts";

const lock: { packages: Record<string, { version: string; integrity?: string }> } = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
);

describe("the platforms that the extension is packaged for", () => {
  for (const [target, name] of Object.entries(targets)) {
    it(`${target} has its binary in the lockfile, in esbuild's own version`, () => {
      const entry = lock.packages[`node_modules/${name}`];
      assert.match(entry?.integrity ?? "", /^sha512-/);
      assert.equal(entry?.version, lock.packages["node_modules/esbuild"]?.version);
    });
  }

  it("hold this machine's", () => assert.ok(targetOfThisMachine in targets, targetOfThisMachine));
});
