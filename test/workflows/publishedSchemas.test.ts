import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describedBySchema, publishedSchema } from "../../kernel/config/index.ts";
import { describeWorkflow } from "../../kernel/workflow/defineWorkflow.ts";
import stfProcessing from "../../workflows/stf_processing.ts";

const published = (file: string) => JSON.parse(readFileSync(`workflows/schemas/${file}`, "utf8"));
const description = describeWorkflow(stfProcessing, "workflows/stf_processing.ts");

describe("the published schemas of the reference workflow", () => {
  it("are those of its code: after a change, write them with `wfnb schema --write`", () => {
    assert.deepEqual(published("stf_processing.schema.json"), publishedSchema(description, "draft-07"));
    assert.deepEqual(published("stf_processing.draft-04.json"), publishedSchema(description, "draft-04"));
  });

  it("describe the workflow to whoever must not run its code", () => {
    assert.deepEqual(describedBySchema(published("stf_processing.schema.json")), description);
    for (const other of [null, 1, {}, { "x-wfnb-workflow": { name: "x" } }]) {
      assert.equal(describedBySchema(other), undefined);
    }
  });
});
