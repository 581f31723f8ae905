import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { kernelOn, workflowSource } from "../runner/testWorkspace.ts";
import {
  answerFileDialog,
  chooseFromMenu,
  openContainer,
  openWorkbench,
  screenshot,
  selectRow,
  toast,
  treeRows,
  treeTexts,
  type Workbench,
} from "../vscode/harness/index.ts";

const endless = workflowSource("endless", `for (;;) { state("on", ""); yield env.timeout(1); }`);
const breaking = workflowSource("breaking", `yield env.timeout(3); throw new Error("There is no <b>beam</b>.");`);

describe("what is done with executions in the sidebar", function () {
  this.timeout(60_000);
  let workbench: Workbench;
  /** Another process: what it runs is shown and told as well. */
  let kernel: KernelProcess;
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows"], extension: "installed" });
    const { folder, page } = workbench;
    for (const [name, text] of Object.entries({ breaking, endless })) {
      writeFileSync(join(folder, "workflows", `${name}.ts`), text);
    }
    kernel = kernelOn(folder);
    for (const stf_interval of [2, 3, 4]) {
      const { executionId } = await kernel.start({ workflow: "stf_processing", parameters: { stf_interval } });
      await kernel.finished(executionId);
    }
    await openContainer(page, "Workflows");
    await treeRows(page, "-0003").waitFor();
  });
  after(async () => {
    await kernel?.close();
    await workbench?.close();
  });

  const widget = () => workbench.page.locator(".quick-input-widget");

  /** Selects the rows with these texts and chooses an entry of their menu. */
  async function choose(action: string, ...texts: string[]): Promise<void> {
    const { page } = workbench;
    const [first, ...others] = texts;
    let last = await selectRow(page, first!);
    for (const text of others) last = await selectRow(page, text, ["Control"]);
    await chooseFromMenu(page, last, action);
  }

  it("gives several the same note and the same tag", async () => {
    const { page } = workbench;
    await choose("Note…", "-0001", "-0002");
    await widget().locator("input[type=text]").first().fill("before the shift");
    await page.keyboard.press("Enter");
    await treeRows(page, "before the shift").nth(1).waitFor();
    await choose("Tags…", "-0002", "-0003");
    await widget().locator("input[type=text]").first().fill("nightly");
    await widget().locator('.monaco-list-row:has-text("nightly")').waitFor();
    await screenshot(page, "actions-tags-dark");
    await page.keyboard.press("Enter");
    await treeRows(page, "nightly").nth(1).waitFor();
    await screenshot(page, "actions-labelled-dark");
  });

  it("keeps what is protected, and says so", async () => {
    const { page } = workbench;
    await choose("Protect from Deletion", "-0001");
    await selectRow(page, "-0001");
    await page.keyboard.press("Delete");
    await (await toast(page, "Nothing was deleted. 1 of them cannot be deleted")).waitFor();
    await screenshot(page, "actions-protected-dark");
    await choose("Allow Deletion", "-0001");
  });

  it("deletes several and takes them back", async () => {
    const { page } = workbench;
    await choose("Delete", "-0001", "-0002");
    const told = await toast(page, "2 executions were deleted.");
    await treeRows(page, "-0001").waitFor({ state: "hidden" });
    await screenshot(page, "actions-deleted-dark");
    await told.locator('.monaco-button:has-text("Undo")').click();
    await treeRows(page, "-0001").waitFor();
    await treeRows(page, "-0002").waitFor();
  });

  it("verifies several by running them again, and stores nothing", async () => {
    const { page } = workbench;
    await choose("Verify by Running Again", "-0001", "-0002");
    await toast(page, "All 2 run again in the same way.");
    assert.equal(await treeRows(page, "stf_processing-").count(), 3);
  });

  it("exports several into a folder", async () => {
    const { page, folder } = workbench;
    const target = join(folder, "exported");
    mkdirSync(target);
    await choose("Export…", "-0001", "-0003");
    await widget().locator('.monaco-list-row:has-text("CSV")').click();
    await answerFileDialog(page, `${target}/`);
    await toast(page, "Written: exported");
    assert.equal(readdirSync(target).filter((name) => name.endsWith(".csv")).length, 2);
  });

  it("runs several again", async () => {
    const { page } = workbench;
    await choose("Run Again", "-0001", "-0002");
    await treeRows(page, "-0005").waitFor();
    assert.equal(await treeRows(page, "stf_processing-").count(), 5);
  });

  it("tells in the status bar what runs, and cancels several", async () => {
    const { page } = workbench;
    const run = { realtime: true, factor: 0.05, until: 10_000 };
    await kernel.start({ workflow: "endless", parameters: {}, run });
    const item = page.locator('.statusbar-item[id$="wfnb.running"]');
    await item.filter({ hasText: /endless/ }).waitFor();
    await kernel.start({ workflow: "endless", parameters: {}, run });
    await item.filter({ hasText: /2 workflows/ }).waitFor();
    const badge = page.locator('.activitybar .action-item:has([aria-label^="Workflows"]) .badge-content');
    await badge.filter({ hasText: "2" }).waitFor();
    await treeRows(page, "endless").nth(1).waitFor();
    await screenshot(page, "actions-running-dark");
    const names = (await treeTexts(page)).flatMap((text) => /endless-\S+-\d+/.exec(text) ?? []);
    await choose("Cancel Execution", ...names);
    await item.waitFor({ state: "hidden" });
    await treeRows(page, "cancelled").nth(1).waitFor();
  });

  it("tells of a failure that no cell shows, with a way to it", async () => {
    const { page } = workbench;
    const { executionId } = await kernel.start({ workflow: "breaking", parameters: {} });
    const told = await toast(page, `${executionId} failed: There is no <b>beam</b>.`);
    await screenshot(page, "actions-failed-dark");
    await told.locator('.monaco-button:has-text("Show Execution")').click();
    await treeRows(page, executionId).and(page.locator(".selected")).waitFor();
  });
});
