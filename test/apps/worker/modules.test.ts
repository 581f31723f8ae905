import assert from "node:assert/strict";
import { eagerModules } from "../../extension/eagerModules.ts";

describe("the thread that runs a workflow", () => {
  it("loads nothing that reads TOML and no language features, since each execution starts one", async () => {
    const modules = await eagerModules("kernel/apps/worker/main.ts");
    assert.ok(modules.some(({ path }) => path === "kernel/config/validate.ts"));
    const needless = modules.filter(({ path }) =>
      /^kernel\/(toml\/(parse|index)|config\/(index|language|report|resolve)|store|notebook)|toml-eslint-parser|smol-toml/.test(
        path,
      ),
    );
    assert.deepEqual(
      needless.map(({ path, importedBy }) => `${path}, imported by ${importedBy}`),
      [],
    );
  });
});
