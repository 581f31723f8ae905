import assert from "node:assert/strict";
import { definedNames } from "../../kernel/workflow/definedNames.ts";

describe("names of workflows that a source defines", () => {
  it("are all of them, those of the workflow itself and no others", () => {
    const source = `
      import { defineWorkflow } from "wfnb";
      const first = defineWorkflow({ parameters: { name: parameter.text({ name: "inner" }) }, name: "first", *execute() {} });
      // defineWorkflow({ name: "remark" })
      export default defineWorkflow({ name: 'second' });
      defineWorkflow(made("third"));`;
    assert.deepEqual(definedNames(source), ["first", "second"]);
  });
});
