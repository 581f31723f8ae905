import assert from "node:assert/strict";
import { definedNames, placeOfName } from "../../kernel/workflow/definedNames.ts";

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

  it("have places, unless they are computed", () => {
    const source = 'export default defineWorkflow({\n  name: "lamp",\n});\ndefineWorkflow({ name: tableName });';
    assert.deepEqual(placeOfName(source, "lamp")?.start, { line: 1, character: 9 });
    assert.equal(placeOfName(source, "table"), undefined);
  });
});
