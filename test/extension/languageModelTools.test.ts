import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { languageModelTools } from "../../extension/ids.ts";
import { type ToolName, toolInputs, toolTexts } from "../../kernel/tools/index.ts";

const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));

interface ManifestTool {
  readonly name: ToolName;
  readonly displayName: string;
  readonly modelDescription: string;
  readonly inputSchema: object;
}

describe("the tools of language models", () => {
  it("are the same in manifest, code and kernel", () => {
    const inManifest = contributes.languageModelTools.map(({ name }: { name: string }) => name);
    assert.deepEqual(inManifest, [...languageModelTools]);
    assert.deepEqual(inManifest, Object.keys(toolInputs));
  });

  it("say the same of themselves in the editor and elsewhere", () => {
    const sentences = JSON.parse(readFileSync("package.nls.json", "utf8"));
    for (const { name, displayName, modelDescription } of contributes.languageModelTools as ManifestTool[]) {
      const { title, description } = toolTexts[name];
      assert.deepEqual([sentences[displayName.slice(1, -1)], modelDescription], [title, description]);
    }
  });

  for (const { name, inputSchema } of contributes.languageModelTools as ManifestTool[]) {
    it(`${name} takes what its check takes`, () => {
      const { $schema: _, ...schema } = z.toJSONSchema(toolInputs[name], { target: "draft-7", io: "input" });
      assert.deepEqual(inputSchema, schema);
    });
  }
});
