import assert from "node:assert/strict";
import { languageCell } from "../../kernel/apps/jupyter/cellLanguage.ts";

describe("the language of a Jupyter cell", () => {
  const language = (text: string, metadata = {}) => languageCell(text, metadata).language;

  it("is TOML by its first line, and keeps its lines where they are", () => {
    assert.deepEqual(languageCell('%%toml\n[run]\nuntil = "soon"'), {
      language: "toml",
      source: '\n[run]\nuntil = "soon"',
    });
    assert.deepEqual(languageCell("\n%%toml with a remark\na"), { language: "toml", source: "\n\na" });
  });
  it("is TOML by its metadata, as `.wfnb` notebooks have it", () => {
    assert.equal(language("", { vscode: { languageId: "toml" } }), "toml");
  });
  it("is TOML when it is a workflow's configuration", () => {
    assert.equal(language('# about\n\n[workflow]\nname = "x"'), "toml");
    assert.equal(language("[run]\nuntil = 1\n[workflow]\nname = 'x'"), "toml");
  });
  it("is TypeScript otherwise", () => {
    for (const text of [
      "",
      "[1, 2]",
      "[workflow]; name",
      "[list]\n",
      "[a]\nb = 1",
      "const workflow = 1",
      "%%typescript\n[workflow]",
    ]) {
      assert.equal(language(text), "typescript", text);
    }
  });
});
