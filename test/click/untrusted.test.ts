import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  openFile,
  openWorkbench,
  replaceLine,
  runCell,
  screenshot,
  type Workbench,
  waitForProblem,
} from "../vscode/harness/index.ts";

describe("the packaged extension in a workspace that is not trusted", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let trap: string;
  before(async () => {
    workbench = await openWorkbench({
      extension: "installed",
      workspaceTrust: true,
      settings: { "security.workspace.trust.startupPrompt": "never" },
    });
    trap = join(workbench.folder, "trap");
    writeFileSync(
      join(workbench.folder, "workflows/trap.ts"),
      `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(trap)}, "sprung");\nexport default 1;\n`,
    );
  });
  after(() => workbench?.close());

  it("checks configurations from the published schemas", async () => {
    const { page } = workbench;
    await openFile(page, "workflows/stf_processing_default.toml");
    await replaceLine(page, 15, "stf_intervall = 2");
    assert.match(await waitForProblem(page, "stf_intervall"), /stf_interval\b/);
  });

  it("asks for trust before a cell runs, and runs nothing without", async () => {
    const { page } = workbench;
    await page.keyboard.press("Control+Shift+E");
    await openFile(page, "notebooks/stf_processing.wfnb");
    await runCell(page, 0);
    const dialog = page.locator('.monaco-dialog-box:has-text("trust")');
    await dialog.waitFor();
    await screenshot(page, "untrusted-dark");
    await dialog.locator('.monaco-button:has-text("Cancel")').click();
  });

  it("has loaded nothing of the workspace's code", () => {
    assert.equal(existsSync(trap), false);
  });
});
