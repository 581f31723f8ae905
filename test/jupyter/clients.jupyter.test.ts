import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { removeFolder } from "../package/installedPackage.ts";
import { runProgram, succeed } from "../package/program.ts";
import { executeNotebook, python } from "../tslab/executeNotebook.ts";
import { copyWorkspace } from "../tslab/workspaceCopy.ts";
import { cli } from "./kernelClient.ts";

describe("Jupyter clients and the kernel wfnb", function () {
  this.timeout(120_000);
  let folder: string;
  let jupyterPath: string;
  before(async () => {
    folder = await copyWorkspace();
    await succeed(process.execPath, [cli, "jupyter", "install", "--prefix", folder], {
      env: { PATH: dirname(python) },
    });
    jupyterPath = join(folder, "share/jupyter");
  });
  after(() => removeFolder(folder));
  const env = () => ({ JUPYTER_PATH: jupyterPath, PYTHONWARNINGS: "ignore" });

  it("jupyter_kernel_test is content", async () => {
    const suite = join(import.meta.dirname, "conformance.py");
    const { code, stderr } = await runProgram(python, [suite, "-v"], { cwd: folder, env: env(), timeoutMs: 90_000 });
    assert.equal(code, 0, stderr);
    // A kernel may page and may clear outputs; ours does neither. All else is tested.
    assert.match(stderr, /Ran 12 tests[^\n]*\n\nOK \(skipped=2\)/);
  });

  it("nbconvert executes the editor's notebook as it is", async () => {
    const notebook = await executeNotebook(join(folder, "notebooks/stf_processing.wfnb"), { jupyterPath });
    const display = notebook.display("defaults");
    assert.match(String(display["text/plain"]), /final simulated time +630\.8000000000033 s/);
    assert.equal(Buffer.from(String(display["image/png"]), "base64").subarray(1, 4).toString(), "PNG");
    assert.ok("application/vnd.vegalite.v5+json" in display);
    assert.ok("application/vnd.wfnb.execution+json" in display, "the editor finds the execution again");
  });

  it("jupyter console runs cells", async () => {
    const input = "const answer = 6 * 7\nanswer\nconsole.log('said')\nexit\n";
    const args = ["-m", "jupyter_console", "--kernel", "wfnb", "--simple-prompt"];
    const { stdout } = await runProgram(python, args, { cwd: folder, env: env(), input, timeoutMs: 40_000 });
    assert.match(stdout, /Out\[\d+\]: 42/);
    assert.match(stdout, /said/);
  });

  describe("an installation", () => {
    const install = (options: readonly string[], path: string) =>
      runProgram(process.execPath, [cli, "jupyter", "install", ...options], {
        env: { PATH: path, JUPYTER_DATA_DIR: join(folder, "data"), JUPYTER_PATH: undefined },
      });

    it("goes to the user's own folder without a prefix", async () => {
      const { code, stdout, stderr } = await install([], dirname(python));
      assert.equal(code, 0, stderr);
      const spec = join(folder, "data/kernels/wfnb/kernel.json");
      assert.match(stdout, /is in .*data\/kernels\/wfnb/);
      assert.equal(stderr, "");
      const { argv, interrupt_mode } = JSON.parse(readFileSync(spec, "utf8")) as {
        argv: string[];
        interrupt_mode: string;
      };
      assert.equal(argv[0], process.execPath);
      assert.equal(interrupt_mode, "message");
    });

    it("says where there is no Jupyter, and is done all the same", async () => {
      const { code, stderr } = await install([], join(folder, "nowhere"));
      assert.equal(code, 0);
      assert.match(stderr, /no `jupyter` on the PATH.*Install Jupyter/);
    });

    it("says when the jupyter on the PATH belongs to a Python without it", async () => {
      const bin = join(folder, "bin");
      mkdirSync(bin, { recursive: true });
      const script = `#!${python} -S\nraise ModuleNotFoundError("No module named 'jupyter_core'")\n`;
      writeFileSync(join(bin, "jupyter"), script);
      chmodSync(join(bin, "jupyter"), 0o755);
      const { code, stderr } = await install([], bin);
      assert.equal(code, 0);
      assert.match(stderr, /does not work \(.*No module named 'jupyter_core'.*\)\. Install Jupyter/);
    });

    it("says when Jupyter does not look there", async () => {
      const { stderr } = await install(["--prefix", join(folder, "elsewhere")], dirname(python));
      assert.match(stderr, /does not look there.*\. Set JUPYTER_PATH=.*elsewhere/);
    });
  });
});
