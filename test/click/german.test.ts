import { kernelOn } from "../runner/testWorkspace.ts";
import {
  openContainer,
  openWorkbench,
  runCommand,
  screenshot,
  treeRows,
  type Workbench,
} from "../vscode/harness/index.ts";

describe("the extension in an editor that speaks German", function () {
  this.timeout(60_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows"], extension: "installed", language: "de" });
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
    await page.keyboard.press("Escape");
  });
});
