import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { removeFolder, root } from "../package/installedPackage.ts";
import { succeed } from "../package/program.ts";
import { copyWorkspace } from "../tslab/workspaceCopy.ts";

describe("the scripts beside the notebooks", function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await copyWorkspace();
  });
  after(() => removeFolder(folder));
  const node = (...args: string[]) => succeed(process.execPath, args, { cwd: folder });

  it("compare executions in a table, and show one", async () => {
    const output = await node("notebooks/scripts/compare_intervals.ts");
    assert.match(output, /stf_interval.*count_stf.*simulated_end_time/);
    assert.match(output, /│ 2 +│ 4 +│ 44 +│/);
    assert.match(output, /final simulated time/);
  });

  it("test a workflow with mocha", async () => {
    assert.match(
      await node("node_modules/mocha/bin/mocha.js", "notebooks/scripts/physics_periods.test.ts"),
      /4 passing/,
    );
  });

  it("run in continuous integration what they say", async () => {
    const text = await readFile(join(root, "notebooks/scripts/github-actions.yml"), "utf8");
    const commands = [...text.matchAll(/^ +- run: npx (wfnb .*)$/gm)].map(([, command]) => command!.split(" "));
    assert.equal(commands.length, 2);
    for (const [program, ...args] of commands) {
      await succeed(join(root, "node_modules/.bin", program!), args, { cwd: folder });
    }
  });
});
