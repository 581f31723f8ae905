import assert from "node:assert/strict";
import { relativeUri, withTomlExtension } from "../../kernel/config/relativeUri.ts";

describe("the name of a document that another one writes", () => {
  const cases = [
    ["main.toml", "a.toml", "a.toml"],
    ["configs/main.toml", "a.toml", "configs/a.toml"],
    ["configs/main.toml", "../a.toml", "a.toml"],
    ["configs/main.toml", "./sub//a.toml", "configs/sub/a.toml"],
    ["main.toml", "../../a.toml", "../../a.toml"],
    ["/ws/main.toml", "../../../a.toml", "/a.toml"],
    ["/ws/c#/main.toml", "a.toml", "/ws/c#/a.toml"],
    ["/ws/main.toml", "/etc/a.toml", "/etc/a.toml"],
    ["C:\\ws\\main.toml", "sub\\a.toml", "C:\\ws\\sub\\a.toml"],
    ["C:\\ws\\main.toml", "D:\\a.toml", "D:\\a.toml"],
    ["/ws/notes.wfnb#cell-1", "a.toml", "/ws/a.toml"],
    ["file:///ws/main.toml", "a b.toml", "file:///ws/a%20b.toml"],
    ["vscode-notebook-cell:/ws/my%20notes.wfnb#W0", "a.toml", "/ws/a.toml"],
    ["vscode-notebook-cell:/c:/ws/notes.wfnb#W0", "a.toml", "c:/ws/a.toml"],
  ] as const;

  for (const [from, path, name] of cases) {
    it(`${path} in ${from} is ${name}`, () => assert.equal(relativeUri(from, path), name));
  }

  it("is completed with .toml", () => {
    assert.deepEqual(["a", "a.toml", "a.TOML", "a.b"].map(withTomlExtension), [
      "a.toml",
      "a.toml",
      "a.TOML",
      "a.b.toml",
    ]);
  });
});
