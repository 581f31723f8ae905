import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliWorkspace } from "../apps/cli/wfnb.ts";

/** Debian's Python, which has Jupyter's own packages. */
const python = (code: string, ...args: string[]) =>
  execFileSync("/usr/bin/python3", ["-c", code, ...args], { encoding: "utf8", timeout: 30_000 });

describe("a notebook with its outputs", function () {
  this.timeout(60_000);

  it("is read by Jupyter's own nbformat and nbconvert", async () => {
    const workspace = new CliWorkspace();
    try {
      const path = (name: string) => join(workspace.folder, name);
      const cell = { cell_type: "code", metadata: {}, outputs: [], execution_count: null };
      const source = '[workflow]\nname = "stf_processing"\n[run]\nuntil = 60';
      const cells = [
        { ...cell, id: "stf", metadata: { vscode: { languageId: "toml" } }, source },
        { ...cell, id: "t", source: "console.log(1); throw new Error('x')" },
      ];
      writeFileSync(path("x.wfnb"), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
      await workspace.wfnb("run", "x.wfnb", "-o", "out.ipynb");
      const valid =
        "import nbformat, sys; nb = nbformat.read(sys.argv[1], as_version=4); nbformat.validate(nb); print('valid')";
      assert.equal(python(valid, path("out.ipynb")), "valid\n");
      const converted = "import nbconvert, sys; print(nbconvert.MarkdownExporter().from_filename(sys.argv[1])[0])";
      assert.match(python(converted, path("out.ipynb")), /stf_processing-.*-0001: completed/);
      // With pictures in it, as the setting and `convert` put them there.
      await workspace.wfnb("convert", "out.ipynb", "--to", "ipynb", "--pictures", "-o", "pictured.ipynb");
      assert.equal(python(valid, path("pictured.ipynb")), "valid\n");
      const html = "import nbconvert, sys; print(nbconvert.HTMLExporter().from_filename(sys.argv[1])[0])";
      assert.match(python(html, path("pictured.ipynb")), /<svg[^>]*>.*stf/s);
    } finally {
      workspace.remove();
    }
  });
});
