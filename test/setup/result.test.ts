import assert from "node:assert/strict";
import { load } from "./load.ts";

const { judge, totalsLine } = await load("suites/result.mjs");
const ended = (end: object) => ({
  name: "unit",
  timeoutSeconds: 60,
  end: { code: 0, signal: null, timedOut: false, ...end },
});

describe("the result of a suite", () => {
  it("is its own count when it ran to its end", () => {
    assert.deepEqual(judge(ended({}), { passed: 3, failed: 0 }), {
      name: "unit",
      passed: 3,
      failed: 0,
      trouble: undefined,
    });
    assert.deepEqual(judge(ended({ code: 2 }), { passed: 3, failed: 2 }), {
      name: "unit",
      passed: 3,
      failed: 2,
      trouble: undefined,
    });
  });

  const troubles = [
    ["wrote no result", judge(ended({ code: 1 }), undefined), /did not run to its end \(exit code 1\)/],
    ["ran no tests", judge(ended({}), { passed: 0, failed: 0 }), /ran no tests/],
    ["broke outside its tests", judge(ended({ code: 7 }), { passed: 3, failed: 0 }), /ended with exit code 7/],
    [
      "was stopped",
      judge(ended({ code: null, signal: "SIGTERM", timedOut: true }), undefined),
      /did not end within 60 s/,
    ],
  ] as const;
  for (const [what, verdict, sentence] of troubles) {
    it(`counts one more failure when it ${what}`, () => {
      assert.equal(verdict.failed, 1);
      assert.match(verdict.trouble, sentence);
    });
  }

  it("adds up to the last line", () => {
    assert.equal(
      totalsLine([
        { passed: 3, failed: 0 },
        { passed: 4, failed: 1 },
      ]),
      "7 passed, 1 failed",
    );
    assert.equal(totalsLine([]), "0 passed, 0 failed");
  });
});
