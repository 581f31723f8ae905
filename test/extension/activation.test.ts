import assert from "node:assert/strict";
import { eagerModules } from "./eagerModules.ts";

describe("activating the extension", () => {
  it("loads no library, and nothing that reads TOML, before there is something to read", async () => {
    const modules = await eagerModules("extension/extension.ts");
    assert.ok(modules.some(({ path }) => path === "extension/ids.ts"));
    const early = modules.filter(({ path }) =>
      /node_modules|^kernel\/(config\/(?!code|messages|sweepPoints|syntaxSentence|wording)|toml\/|sim\/|workflow\/|store\/(?!storeError))/.test(
        path,
      ),
    );
    assert.deepEqual(
      early.map(({ path, importedBy }) => `${path}, imported by ${importedBy}`),
      [],
    );
  });
});
