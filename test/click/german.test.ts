import assert from "node:assert/strict";
import { kernelOn } from "../runner/testWorkspace.ts";
import {
  chooseFromMenu,
  openContainer,
  openFile,
  openWorkbench,
  runCell,
  runCommand,
  screenshot,
  selectRow,
  treeRows,
  type Workbench,
  waitForRendered,
} from "../vscode/harness/index.ts";

describe("the extension in an editor that speaks German", function () {
  this.timeout(60_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows", "notebooks"], extension: "installed", language: "de" });
  });
  after(() => workbench?.close());

  it("says in German what its manifest says", async () => {
    const { page } = workbench;
    await openContainer(page, "Workflows");
    await page.locator('.sidebar .welcome-view:has-text("Noch keine Ausführung")').waitFor();
    await screenshot(page, "german-empty-dark");
  });

  it("says in German what its code says", async () => {
    const { page, folder } = workbench;
    const kernel = kernelOn(folder);
    const { executionId } = await kernel.start({ workflow: "stf_processing", parameters: {} });
    await kernel.finished(executionId);
    await kernel.close();
    await treeRows(page, executionId).click({ button: "right" });
    await page.locator('.monaco-menu .action-label:text-is("Notiz …")').waitFor();
    await screenshot(page, "german-menu-dark");
    await page.keyboard.press("Escape");
    await runCommand(page, "Workflow: Ausführungen gruppieren");
    await page.locator('.quick-input-list .monaco-list-row:has-text("Nicht gruppiert")').waitFor();
    await screenshot(page, "german-group-dark");
    await page.locator('.quick-input-list .monaco-list-row:has-text("Tag")').first().click();
    await page.locator('.sidebar .pane-body .message:has-text("nach Tag")').waitFor();
    await runCommand(page, "Workflow: Ausführungen gruppieren");
    await page.locator('.quick-input-list .monaco-list-row:has-text("Nicht gruppiert")').click();
  });

  it("says in German what the page of an execution says", async () => {
    const { page } = workbench;
    const row = await selectRow(page, "stf_processing-");
    await chooseFromMenu(page, row, "Zeitverlauf");
    const frame = await waitForRendered(page, ".wfnb-timeline svg .states_marks path");
    await frame.locator("h2:text-is('Zustände')").waitFor();
    await screenshot(page, "german-page-dark");
    const said = (await frame.locator("h2, button:not(.link), option, th[scope=col]").allTextContents()).join("|");
    assert.doesNotMatch(said, /\b(Timeline|Copy|Messages|Show|Compare|Environment|Error|share|visits|All)\b/);
  });

  it("says in German in the bar of a cell how its execution ended", async () => {
    const { page } = workbench;
    await page.keyboard.press("Control+Shift+E");
    await openFile(page, "notebooks/stf_processing.wfnb");
    await runCell(page, 0);
    await page.locator('.cell-status-item:has-text("abgeschlossen")').first().waitFor();
  });
});
