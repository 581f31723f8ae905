import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { kernelOn, workflowSource } from "../runner/testWorkspace.ts";
import {
  answerFileDialog,
  chooseFromMenu,
  closeActiveTab,
  openContainer,
  openWorkbench,
  runCommand,
  screenshot,
  selectRow,
  toast,
  treeRows,
  type Workbench,
  waitForRendered,
} from "../vscode/harness/index.ts";

const endless = workflowSource("endless", `for (;;) { state("on", ""); yield env.timeout(1); }`);
const breaking = workflowSource(
  "breaking",
  `yield env.timeout(3); throw new Error("There is no <b>beam</b>. [Why?](command:workbench.action.terminal.new)");`,
);

/** In the editor's kernel process it ends that of the editor. */
const killing = workflowSource("killing", `yield env.timeout(1); process.kill(process.pid, "SIGKILL");`);

describe("what is done with executions in the sidebar", function () {
  this.timeout(60_000);
  let workbench: Workbench;
  /** Another process: what it runs is shown and told as well. */
  let kernel: KernelProcess;
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows"], extension: "installed" });
    const { folder, page } = workbench;
    for (const [name, text] of Object.entries({ breaking, endless, killing })) {
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
  /** A test that is tried again begins with nothing that runs. */
  afterEach(async () => {
    for (const { executionId } of await kernel.executions({ status: ["running"] })) await kernel.cancel(executionId);
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

  it("is done with none where none is selected, and the editor says so", async () => {
    const { page } = workbench;
    await runCommand(page, "Focus on Executions View");
    await page.keyboard.press("Delete");
    await toast(page, "Select an execution in the sidebar first.");
  });

  it("is found in the command palette while one is selected", async () => {
    const { page } = workbench;
    await selectRow(page, "-0002");
    await runCommand(page, "Workflow: Protect from Deletion");
    await treeRows(page, "-0002").filter({ hasText: "protected" }).waitFor();
    await runCommand(page, "Workflow: Allow Deletion");
    await treeRows(page, "protected").waitFor({ state: "detached" });
  });

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
    await choose("Protect from Deletion", "-0001", "-0002");
    await treeRows(page, "protected").nth(1).waitFor();
    await selectRow(page, "-0001");
    await page.keyboard.press("Delete");
    await toast(page, /^Not deleted: \S+-0001 is protected\./);
    await selectRow(page, "-0001");
    await selectRow(page, "-0002", ["Control"]);
    await page.keyboard.press("Delete");
    await toast(page, "Nothing was deleted: all 2 run or are protected.");
    await screenshot(page, "actions-protected-dark");
    await choose("Allow Deletion", "-0001", "-0002");
    await treeRows(page, "protected").first().waitFor({ state: "hidden" });
  });

  it("pins several above the others, and no more", async () => {
    const { page } = workbench;
    const pinned = page.locator('.sidebar .monaco-list-row[aria-label^="Pinned"]');
    await choose("Pin", "-0002", "-0003");
    await pinned.waitFor();
    // A pinned one stands twice: under its group, and where it was.
    await treeRows(page, "-0002").nth(1).waitFor();
    await screenshot(page, "actions-pinned-dark");
    await choose("Unpin", "-0002", "-0003");
    await pinned.waitFor({ state: "hidden" });
  });

  it("copies the ids of several, one a line", async () => {
    const { page } = workbench;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await choose("Copy Execution Id", "-0001", "-0002");
    const copied = () => page.evaluate<string>("navigator.clipboard.readText()");
    for (let tries = 0; !(await copied()).includes("-0002") && tries < 40; tries += 1) await page.waitForTimeout(50);
    assert.match(await copied(), /^stf_processing-\S+-0001\nstf_processing-\S+-0002$/);
  });

  it("leads to the timeline of one, under the keys, and to those of several side by side", async () => {
    const { page } = workbench;
    await choose("Timeline", "-0001");
    const frame = await waitForRendered(page, ".wfnb-timeline svg .states_marks path");
    await frame.locator(".wfnb-figure:focus").waitFor();
    await screenshot(page, "actions-timeline-dark");
    await choose("Timeline", "-0002", "-0003");
    await waitForRendered(page, 'h1:text-is("Comparison of 2 Executions")');
    await choose("Timeline", "-0001");
    const again = await waitForRendered(page, 'h1:has-text("-0001")');
    await again.locator(".wfnb-figure:focus").waitFor();
    assert.equal(await page.locator(".tabs-container .tab").count(), 2);
    for (let tabs = 2; tabs > 0; tabs -= 1) await closeActiveTab(page);
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
    const before = await treeRows(page, "stf_processing-").count();
    await choose("Run Again", "-0001", "-0002");
    await treeRows(page, "stf_processing-")
      .nth(before + 1)
      .waitFor();
    assert.equal(await treeRows(page, "stf_processing-").count(), before + 2);
  });

  it("tells in the status bar what runs, and cancels several", async () => {
    const { page } = workbench;
    const run = { realtime: true, factor: 0.05, until: 10_000 };
    const first = await kernel.start({ workflow: "endless", parameters: {}, run });
    const item = page.locator('.statusbar-item[id$="wfnb.running"]');
    await item.filter({ hasText: /endless/ }).waitFor();
    const second = await kernel.start({ workflow: "endless", parameters: {}, run });
    await item.filter({ hasText: /2 workflows/ }).waitFor();
    const badge = page.locator('.activitybar .action-item:has([aria-label^="Workflows"]) .badge-content');
    await badge.filter({ hasText: "2" }).waitFor();
    // Each tells several times a second how far it is: the editor must not be kept from drawing what comes beside.
    await treeRows(page, "endless").nth(1).waitFor();
    await treeRows(page, /endless ?\d+ s of 10000 s/)
      .nth(1)
      .waitFor();
    await screenshot(page, "actions-running-dark");
    await choose("Cancel Execution", second.executionId, first.executionId);
    await item.waitFor({ state: "hidden" });
    for (const { executionId } of [first, second]) {
      await treeRows(page, executionId).filter({ hasText: "cancelled" }).waitFor();
    }
  });

  it("tells of a failure that no cell shows, with a way to it", async () => {
    const { page } = workbench;
    await runCommand(page, "Notifications: Clear All Notifications");
    const { executionId } = await kernel.start({ workflow: "breaking", parameters: {} });
    const told = await toast(page, `${executionId} failed: There is no <b>beam</b>.`);
    await screenshot(page, "actions-failed-dark");
    assert.equal(
      await told.locator(".notification-list-item-message a").count(),
      0,
      "a message makes no link of a command",
    );
    await told.locator('.monaco-button:has-text("Show Execution")').click();
    await treeRows(page, executionId).and(page.locator(".selected")).waitFor();
  });

  it("tells of failures that come while one is told, as one more", async () => {
    const { page } = workbench;
    await runCommand(page, "Notifications: Clear All Notifications");
    const fail = async () => {
      const { executionId } = await kernel.start({ workflow: "breaking", parameters: {} });
      await kernel.finished(executionId);
      return executionId;
    };
    const told = await toast(page, `${await fail()} failed`);
    await fail();
    const last = await fail();
    await treeRows(page, last).first().waitFor();
    assert.equal(await page.locator('.notifications-toasts :text("failed")').count(), 1);
    await told.locator('[aria-label^="Clear Notification"]').click();
    const more = await toast(page, `2 executions failed, at last ${last}`);
    await more.locator('[aria-label^="Clear Notification"]').click();
  });

  it("tells that the kernel process died, leads to its log, and goes on", async () => {
    const { page } = workbench;
    const { executionId } = await kernel.start({ workflow: "killing", parameters: {} });
    await kernel.finished(executionId).catch(() => {}); // That process, too.
    await choose("Run Again", executionId);
    const told = await toast(page, /The kernel process of \S+ ended .* marked as lost \(it was killed by SIGKILL\)\./);
    await treeRows(page, "killing").nth(1).waitFor();
    await treeRows(page, "killing").filter({ hasText: "lost" }).nth(1).waitFor();
    await screenshot(page, "actions-kernel-died-dark");
    await told.locator('.monaco-button:has-text("Show Log")').click();
    // What the log says comes from a native module that the tests' editor goes without.
    const channel = page.locator(".part.panel select option:checked").filter({ hasText: "Workflow Kernel" }).first();
    await channel.waitFor({ state: "attached" });
    await screenshot(page, "actions-kernel-log-dark");
    const before = await treeRows(page, "stf_processing-").count();
    await choose("Run Again", "-0003");
    await treeRows(page, "stf_processing-").nth(before).waitFor();
  });
});
