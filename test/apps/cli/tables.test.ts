import assert from "node:assert/strict";
import { comparisonText } from "../../../kernel/apps/cli/comparisonText.ts";
import { executionsText } from "../../../kernel/apps/cli/executionsText.ts";
import { compareExecutions } from "../../../kernel/views/index.ts";
import { sampleExecution } from "../../views/sampleExecution.ts";

const first = sampleExecution({
  executionId: "stf_processing-ada-lovelace-0001",
  parameterValues: { stf_interval: 2 },
});
const second = sampleExecution({
  executionId: "stf_processing-ada-lovelace-0002",
  parameterValues: { stf_interval: 3 },
  labels: { pinned: false, protected: false, tags: ["good"], note: "a note that takes more room than there is" },
});

const widthOf = (text: string) => Math.max(...text.split("\n").map((line) => line.length));

describe("tables on the command line", () => {
  it("are whole where they are piped", () => {
    const text = executionsText([first, second], Number.POSITIVE_INFINITY);
    assert.match(text, /^execution +status +started \(UTC\) +simulated +labels$/m);
    assert.match(text, /a note that takes more room than there is/);
    const comparison = comparisonText(compareExecutions([first, second]), [], Number.POSITIVE_INFINITY);
    assert.match(comparison, /^parameter +stf_processing-ada-lovelace-0001 +stf_processing-ada-lovelace-0002$/m);
  });

  it("fit the terminal: ids stay whole, labels are cut, times left out", () => {
    const text = executionsText([first, second], 70);
    assert.ok(widthOf(text) <= 70, text);
    assert.match(text, /^stf_processing-ada-lovelace-0002 .*#good.*…$/m);
    assert.doesNotMatch(text, /started/);
  });

  it("number the executions of a comparison where their ids are too long", () => {
    const text = comparisonText(compareExecutions([first, second]), [], 60);
    assert.ok(widthOf(text) <= 60, text);
    assert.match(text, /^1 {2}stf_processing-ada-lovelace-0001\n2 {2}stf_processing-ada-lovelace-0002\n\n/);
    assert.match(text, /^parameter +1 +2\nstf_interval +2 +3$/m);
  });
});
