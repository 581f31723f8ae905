// Mocha's spec output for people, and the result for the totals in the file that $WFNB_RESULT names.
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { reporters } = require("mocha");

module.exports = class SpecAndResult extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const retried = [];
    // A second try is told: what needs one again and again is a defect.
    runner.on("retry", (test, error) => {
      retried.push({ title: test.fullTitle(), message: String(error?.message ?? error) });
      console.log(`    tried again: ${test.title}: ${String(error?.message ?? error)}`);
    });
    runner.on("fail", (test, error) => failures.push({ title: test.fullTitle(), message: String(error?.message ?? error) }));
    runner.once("end", () => {
      const file = process.env.WFNB_RESULT;
      if (!file) return;
      const { passes, pending } = this.stats;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures.length, pending, failures, retried }, null, 1));
    });
  }
};
