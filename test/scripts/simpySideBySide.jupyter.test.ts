import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeFolder, root } from "../package/installedPackage.ts";
import { succeed } from "../package/program.ts";
import { python } from "../tslab/executeNotebook.ts";

const page = readFileSync(join(root, "docs/simpy_side_by_side.md"), "utf8");
const classics = [...page.matchAll(/^## ([^\n]*).*?^```python\n(.*?)^```.*?^```ts\n(.*?)^```/gms)].map(
  ([, title, inPython, inTypeScript]) => ({ title: title!, inPython: inPython!, inTypeScript: inTypeScript! }),
);

describe("the classics, side by side", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "wfnb-classics-"));
  before(() => symlinkSync(join(root, "node_modules"), join(folder, "node_modules")));
  after(() => removeFolder(folder));

  it("are all found on their page", () => {
    assert.equal(classics.length, page.match(/^## /gm)!.length);
  });

  for (const [number, { title, inPython, inTypeScript }] of classics.entries()) {
    it(`${title}: SimPy and ours print the same, and types fit`, async () => {
      const files = { python: join(folder, `model_${number}.py`), typescript: join(folder, `model_${number}.mts`) };
      writeFileSync(files.python, inPython);
      writeFileSync(files.typescript, inTypeScript);
      const theirs = await succeed(python, [files.python]);
      assert.ok(theirs.split("\n").length >= 5);
      assert.equal(await succeed(process.execPath, [files.typescript], { cwd: folder }), theirs);
      const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", "node"];
      const roots = ["--typeRoots", join(root, "node_modules/@types"), "--skipLibCheck"];
      const compiler = join(root, "node_modules/typescript/bin/tsc");
      await succeed(process.execPath, [compiler, ...options, ...roots, files.typescript], { cwd: folder });
    });
  }
});
