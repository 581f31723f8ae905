import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { languageModelTools } from "../../extension/ids.ts";
import { type ToolName, toolInputs } from "../../kernel/tools/index.ts";

const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));

describe("the tools of language models", () => {
  it("are the same in manifest, code and kernel", () => {
    const inManifest = contributes.languageModelTools.map(({ name }: { name: string }) => name);
    assert.deepEqual(inManifest, [...languageModelTools]);
    assert.deepEqual(inManifest, Object.keys(toolInputs));
  });

  for (const { name, inputSchema } of contributes.languageModelTools as { name: ToolName; inputSchema: object }[]) {
    it(`${name} takes what its check takes`, () => {
      const { $schema: _, ...schema } = z.toJSONSchema(toolInputs[name], { target: "draft-7", io: "input" });
      assert.deepEqual(inputSchema, schema);
    });
  }
});
