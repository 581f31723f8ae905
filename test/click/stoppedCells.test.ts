import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { notebookOf } from "../notebook/notebookOf.ts";
import {
  codeCell,
  openContainer,
  openFile,
  openWorkbench,
  renameFile,
  runCell,
  runCommand,
  save,
  screenshot,
  screenshotThemes,
  stopCell,
  treeRows,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

const stopped = notebookOf(
  "typescript",
  "const measured = [1, 2, 3];\nawait new Promise(() => {});",
  "const size = measured.length;\nsize",
  "setTimeout(() => process.exit(3), 300);",
);
const [waitingCell, usingCell, endingCell] = [0, 1, 2];

describe("cells that are stopped, and whose session is restarted", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
    const { folder, page } = workbench;
    writeFileSync(join(folder, "notebooks/stopped.wfnb"), stopped);
    await openFile(page, "notebooks/stopped.wfnb");
  });
  after(() => workbench?.close());

  async function stopWhileWaiting(): Promise<void> {
    const { page } = workbench;
    await runCell(page, waitingCell);
    await codeCell(page, waitingCell).locator(".codicon-notebook-state-executing").first().waitFor();
    await page.waitForTimeout(500);
    await stopCell(page, waitingCell);
    assert.equal(await waitForCellEnd(page, waitingCell), "error");
  }

  async function runUsing(): Promise<void> {
    await runCell(workbench.page, usingCell);
    assert.equal(await waitForCellEnd(workbench.page, usingCell), "success");
  }

  const markOfUsing = () =>
    codeCell(workbench.page, usingCell).locator('.cell-statusbar-container :text("out of date")').first();

  it("keep their variables when they are stopped while they wait", async () => {
    await stopWhileWaiting();
    await runUsing();
    await screenshot(workbench.page, "interrupted-dark");
  });

  it("are out of date once the session was restarted, and miss what it held", async () => {
    const { page } = workbench;
    await runCommand(page, "Workflow: Restart Session");
    await markOfUsing().waitFor();
    await screenshot(page, "restarted-dark");
    await runCell(page, usingCell);
    const frame = await waitForRendered(page, "body .output");
    // The outputs are placed absolutely, so the body around them has no height.
    await frame
      .locator("body")
      .filter({ hasText: /measured is not defined/ })
      .waitFor({ state: "attached" });
  });

  it("are out of date once the kernel was restarted", async () => {
    await stopWhileWaiting();
    await runUsing();
    await runCommand(workbench.page, "Workflow: Restart Kernel Process");
    await markOfUsing().waitFor();
  });

  it("are told in the session panel while they run, and why their session ended by itself", async () => {
    const { page } = workbench;
    await openContainer(page, "Workflows");
    await runCell(page, waitingCell);
    await treeRows(page, "Cell 1 Runs").waitFor();
    await screenshot(page, "session-busy-dark");
    await stopCell(page, waitingCell);
    await waitForCellEnd(page, waitingCell);
    await runUsing();
    await runCell(page, endingCell);
    await treeRows(page, "Session Restarted").filter({ hasText: "process.exit(3)" }).waitFor();
    await markOfUsing().waitFor();
    await screenshotThemes(workbench, "session-lost");
  });

  it("keep their variables, and are not out of date, when their notebook is renamed", async () => {
    const { page } = workbench;
    await stopWhileWaiting();
    await runUsing();
    await markOfUsing().waitFor({ state: "hidden" });
    await save(page);
    await renameFile(page, "stopped.wfnb", "renamed.wfnb");
    await page.locator('.tabs-container .tab.active:has-text("renamed.wfnb")').waitFor();
    await runUsing();
    await markOfUsing().waitFor({ state: "hidden" });
    await screenshot(page, "renamed-dark");
  });
});
