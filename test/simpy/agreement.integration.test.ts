import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { crowd } from "./crowd.ts";
import { MANNERS } from "./interpret.ts";
import { runOnSimPy } from "./python.ts";

describe("the engine and SimPy", function () {
  this.timeout(120_000);

  it("give the same complete log for 300 random scenarios, never seen before", () => {
    // The seed is in the output of a failure; a fixed range would be agreed with sooner or later.
    const seed = String(Math.floor(Math.random() * 1_000_000_000));
    const script = join(import.meta.dirname, "verify.ts");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--count", "300", "--seed", seed], {
      encoding: "utf8",
    });
    assert.equal(status, 0, `${stdout}${stderr}`);
    assert.match(stdout, /^300 passed, 0 failed$/m);
  });

  for (const [processes, steps] of [
    [300, 60],
    [12_000, 8],
  ] as const) {
    it(`take ${processes} processes through the same steps, to the bit`, () => {
      const expected = runOnSimPy(join(import.meta.dirname, "crowd.py"), [String(processes), String(steps)]).trim();
      for (const manner of MANNERS) assert.equal(crowd(processes, steps, manner), expected, manner);
    });
  }
});
