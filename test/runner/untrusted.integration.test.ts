import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedSchema } from "../../kernel/config/index.ts";
import { StartRefusedError } from "../../kernel/runner/index.ts";
import { describeWorkflow } from "../../kernel/workflow/defineWorkflow.ts";
import stfProcessing from "../../workflows/stf_processing.ts";
import { kernelOn, testWorkspace } from "./testWorkspace.ts";

describe("A kernel process of an untrusted workspace", function () {
  this.timeout(20_000);

  it("runs none of its code, whatever it is asked", async () => {
    const workspace = testWorkspace({});
    const sprung = join(workspace, "sprung");
    const trap = `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(sprung)}, ""); export default 1;`;
    writeFileSync(join(workspace, "workflows/trap.ts"), trap);
    const kernel = kernelOn(workspace, { trusted: false });
    try {
      assert.deepEqual((await kernel.workflows()).workflows, []);
      for (const workflow of ["trap", "workflows/trap.ts"]) {
        const request = { workflow, parameters: {} };
        await assert.rejects(kernel.start(request), (error) => {
          return error instanceof StartRefusedError && /not trusted/.test(error.message);
        });
        assert.equal(await kernel.predict(request), undefined);
      }
      const session = { role: "session", id: "x", notebook: join(workspace, "x.wfnb") } as const;
      await assert.rejects(kernel.askThread(session, {}), /not trusted/);
      await assert.rejects(kernel.verify("stf_processing-ada-0001"), /not trusted/);
      assert.deepEqual(await kernel.executions(), []);
      assert.equal(existsSync(sprung), false);
    } finally {
      await kernel.close();
    }
  });

  it("knows workflows by their published schemas", async () => {
    const workspace = testWorkspace({});
    const description = describeWorkflow(stfProcessing, "workflows/stf_processing.ts");
    mkdirSync(join(workspace, "workflows/schemas"));
    const schema = JSON.stringify(publishedSchema(description, "draft-07"));
    writeFileSync(join(workspace, "workflows/schemas/stf_processing.schema.json"), schema);
    writeFileSync(join(workspace, "workflows/schemas/rubbish.schema.json"), "{");
    const kernel = kernelOn(workspace, { trusted: false });
    try {
      assert.deepEqual((await kernel.workflows()).workflows, [description]);
    } finally {
      await kernel.close();
    }
  });
});
