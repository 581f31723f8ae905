import assert from "node:assert/strict";
import { configAgain } from "../../kernel/notebook/configAgain.ts";
import { parseToml, plainValue } from "../../kernel/toml/index.ts";
import { sampleExecution } from "../views/sampleExecution.ts";

describe("A configuration that runs an execution again", () => {
  it("holds what was set and how it was run, and leaves defaults to the workflow", () => {
    const execution = sampleExecution({ runOptions: { seed: 42, until: 600 } });
    assert.equal(
      configAgain(execution),
      '[workflow]\nname = "stf_processing"\n\n[parameters]\nstf_interval = 1.5\n\n[run]\nuntil = 600\nseed = 42\n',
    );
  });

  it("is TOML whatever names and values hold", () => {
    const parameterValues = { 'a "b"\n': 'line\n"quoted"', list: [1, 2.5], yes: true, tiny: 1e-9 };
    const execution = sampleExecution({ workflowName: 'x"]\ny', parameterValues, parameterOrigins: {} });
    const { root, diagnostics } = parseToml(configAgain(execution));
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(plainValue(root), {
      workflow: { name: 'x"]\ny' },
      parameters: parameterValues,
      run: { seed: 42 },
    });
  });
});
