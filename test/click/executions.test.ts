import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SqliteStore } from "../../kernel/store/index.ts";
import { completed, newDefinition, newExecution } from "../contract/executionStore.ts";
import {
  chooseFromMenu,
  closeActiveTab,
  openContainer,
  openWorkbench,
  pressAction,
  runCommand,
  screenshot,
  selectRow,
  switchTheme,
  toast,
  treeRows,
  treeTexts,
  type Workbench,
  waitForRendered,
  writtenSetting,
} from "../vscode/harness/index.ts";

/** Executions of another program, such as a terminal's: 150 of one workflow, 100 of another, some failed. */
function runElsewhere(folder: string): void {
  mkdirSync(join(folder, ".wfnb"), { recursive: true });
  const store = new SqliteStore(join(folder, ".wfnb", "executions.db"));
  const { definitionId } = store.saveDefinition(newDefinition());
  for (let i = 0; i < 250; i += 1) {
    const { executionId } = store.begin(
      newExecution(definitionId, {
        workflowName: i < 150 ? "stf_processing" : "fast_processing",
        parameterValues: { stf_interval: 1 + (i % 4) / 2, physics_period_count: 3 },
        parameterOrigins: { stf_interval: { from: "override" }, physics_period_count: { from: "default" } },
        startTime: new Date(Date.now() - (250 - i) * 600_000).toISOString(),
      }),
    );
    const hasFailed = i % 40 === 0;
    store.finish(executionId, {
      ...completed,
      status: hasFailed ? "failed" : "completed",
      endReason: hasFailed ? "failed" : "finished",
      errorMessage: hasFailed ? "beam_not_ready_end_delay is missing <b>here</b>" : null,
      simulatedEndTime: 630.8,
    });
  }
  store.close();
}

describe("the executions in the sidebar", function () {
  this.timeout(120_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ extension: "installed" });
  });
  after(() => workbench?.close());

  const row = (text: string) => treeRows(workbench.page, text).first();
  const selected = (text: string) => treeRows(workbench.page, text).and(workbench.page.locator(".selected"));
  const message = () => workbench.page.locator(".sidebar .pane-body .message");

  it("say what to do while there are none, and appear when another program runs some", async () => {
    const { page, folder } = workbench;
    await openContainer(page, "Workflows");
    await page.locator('.sidebar .welcome-view:has-text("No execution yet")').waitFor();
    runElsewhere(folder);
    await row("fast_processing-ada-0100").waitFor();
    await screenshot(page, "executions-dark");
  });

  it("come page by page", async () => {
    const { page } = workbench;
    await row("fast_processing-ada-0100").click();
    await row("seed").waitFor();
    await page.keyboard.press("End");
    await row("Show 150 more").click();
    await row("Show 150 more").waitFor({ state: "hidden" });
    // The first of those that came: one goes on from there.
    await selected("stf_processing-ada-0150").waitFor();
    await page.keyboard.press("End");
    await row("stf_processing-ada-0001").waitFor();
    await screenshot(page, "executions-last-dark");
  });

  it("are filtered while a filter is typed, with completion and sentences for what is wrong", async () => {
    const { page } = workbench;
    await runCommand(page, "Workflow: Filter Executions");
    const input = page.locator(".quick-input-widget input");
    await input.fill("status:fialed");
    await page.locator('.quick-input-list :text("is not a status")').first().waitFor();
    await input.fill("stf_int");
    await page.locator('.quick-input-list .monaco-list-row:has-text("stf_interval=")').first().waitFor();
    await screenshot(page, "executions-filter-dark");
    await input.fill("status:failed stf_interval<2");
    await message().filter({ hasText: "7 of 250" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    assert.equal((await treeTexts(page)).length, 7);
    await screenshot(page, "executions-filtered-dark");
    await runCommand(page, "Workflow: Filter Executions");
    await input.fill("user:nobody");
    await page.keyboard.press("Enter");
    await message().filter({ hasText: "None of 250 executions fits user:nobody." }).waitFor();
    await screenshot(page, "executions-no-match-dark");
    await page.locator('.sidebar .title-actions [aria-label="Show All Executions"]').click();
    await message().waitFor({ state: "hidden" });
  });

  it("are filtered by what was saved under a name, in a file that can be committed, until it is removed", async () => {
    const { page, folder } = workbench;
    const input = page.locator(".quick-input-widget input[type=text]").first();
    const saved = page.locator('.quick-input-list .monaco-list-row:has-text("night shift")');
    const areKept = (filters: unknown) =>
      writtenSetting(join(folder, ".vscode", "settings.json"), "wfnb.savedFilters", filters);
    await runCommand(page, "Workflow: Filter Executions");
    await input.fill("status:failed");
    await message().filter({ hasText: "status:failed — 7 of 250" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await runCommand(page, "Workflow: Save Filter");
    await page.locator('.quick-input-widget:has-text("status:failed is kept")').waitFor();
    await input.fill("night shift");
    await page.keyboard.press("Enter");
    await areKept([{ name: "night shift", filter: "status:failed" }]);
    await page.locator('.sidebar .title-actions [aria-label="Show All Executions"]').click();
    await message().waitFor({ state: "hidden" });
    await runCommand(page, "Workflow: Filter Executions");
    await input.fill("night");
    await saved.waitFor();
    await screenshot(page, "executions-saved-filters-dark");
    await saved.click();
    await message().filter({ hasText: "status:failed — 7 of 250" }).waitFor();
    await runCommand(page, "Workflow: Filter Executions");
    await pressAction(saved, "Remove This Saved Filter");
    await saved.waitFor({ state: "hidden" });
    await page.keyboard.press("Escape");
    await areKept(undefined);
    await page.locator('.sidebar .title-actions [aria-label="Show All Executions"]').click();
    await message().waitFor({ state: "hidden" });
  });

  it("are ordered as one likes", async () => {
    const { page } = workbench;
    for (const [order, first] of [
      ["Oldest first", "stf_processing-ada-0001"],
      ["Newest first", "fast_processing-ada-0100"],
    ] as const) {
      await runCommand(page, "Workflow: Order Executions");
      await page.locator(`.quick-input-list .monaco-list-row:has-text("${order}")`).click();
      await treeRows(page).first().and(treeRows(page, first)).waitFor();
      if (order === "Oldest first") await message().filter({ hasText: order }).waitFor();
      else await message().waitFor({ state: "hidden" });
    }
  });

  it("are grouped by workflow, day, status, notebook and user", async () => {
    const { page } = workbench;
    const groups = {
      Workflow: /fast_processing(?!-)/,
      Day: /today|yesterday/i,
      Status: /^\s*completed/,
      Notebook: /not from a notebook/,
      User: /^\s*ada/,
    };
    for (const [by, expected] of Object.entries(groups)) {
      await runCommand(page, "Workflow: Group Executions");
      await page.locator('.quick-input-list .monaco-list-row:has-text("Not grouped")').waitFor();
      await page.locator(`.quick-input-list .monaco-list-row:has-text("${by}")`).first().click();
      await treeRows(page).filter({ hasText: expected }).first().waitFor();
    }
  });

  it("are grouped by the value of a parameter", async () => {
    const { page } = workbench;
    await runCommand(page, "Workflow: Group Executions");
    await page.locator(".quick-input-widget input").fill("stf_interval");
    await page.locator('.quick-input-list .monaco-list-row.focused:has-text("stf_interval")').waitFor();
    await page.keyboard.press("Enter");
    await row("stf_interval = 1.5").waitFor();
    await row("stf_interval = 1.5").click();
    await row("-ada-").waitFor();
    await message().filter({ hasText: "by stf_interval" }).waitFor();
    await screenshot(page, "executions-groups-dark");
    await runCommand(page, "Workflow: Group Executions");
    await page.locator('.quick-input-list .monaco-list-row:has-text("Not grouped")').click();
    await row("fast_processing-ada-0100").waitFor();
  });

  it("are pinned above the others, deleted by a key, and taken back by another", async () => {
    const { page } = workbench;
    const target = row("fast_processing-ada-0099");
    await pressAction(target, "Pin");
    await row("Pinned").waitFor();
    // Its row comes after that of the group and moves those below.
    await treeRows(page, "fast_processing-ada-0099").nth(0).waitFor();
    const last = await selectRow(page, "fast_processing-ada-0098");
    await page.keyboard.press("Delete");
    await last.waitFor({ state: "hidden" });
    // So that one goes on from there: the next one is selected, and then the one that is back.
    await selected("fast_processing-ada-0097").waitFor();
    await page.keyboard.press("Control+z");
    await selected("fast_processing-ada-0098").waitFor();
  });

  it("are reached, deleted and opened by keys alone: a key is meant for the row that has the focus", async () => {
    const { page } = workbench;
    // Upwards: a click unfolds the row, so that its details are the next ones below.
    await selectRow(page, "fast_processing-ada-0096");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Delete");
    await row("fast_processing-ada-0097").waitFor({ state: "hidden" });
    await selected("fast_processing-ada-0096").waitFor();
    await page.keyboard.press("Control+z");
    await selected("fast_processing-ada-0097").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator('.tabs-container .tab.active:has-text("fast_processing-ada-0096")').waitFor();
    await closeActiveTab(page);
  });

  it("open by Enter, and several are compared by it", async () => {
    const { page } = workbench;
    await row("fast_processing-ada-0097").click();
    await page.keyboard.press("Enter");
    await page.locator('.tabs-container .tab:has-text("fast_processing-ada-0097")').waitFor();
    await waitForRendered(page, 'main:has-text("stf_interval")');
    await screenshot(page, "execution-page-dark");
    await row("fast_processing-ada-0096").click();
    await row("fast_processing-ada-0095").click({ modifiers: ["Control"] });
    await page.keyboard.press("Enter");
    await page.locator('.tabs-container .tab:has-text("Comparison")').waitFor();
    await waitForRendered(page, 'main:has-text("fast_processing-ada-0095")');
    await screenshot(page, "comparison-page-dark");
  });

  it("can be seen in every theme", async () => {
    const { page } = workbench;
    for (const theme of ["light", "highContrast", "highContrastLight"] as const) {
      await switchTheme(workbench, theme);
      await screenshot(page, `executions-${theme}`);
    }
  });

  it("say so when their file cannot be read, leave it as it is, and come back with it", async () => {
    const { page, folder } = workbench;
    const file = join(folder, ".wfnb", "executions.db");
    const rubbish = "this is no database\n".repeat(1000);
    // With its journal: what was written last stands there.
    const kept = ["", "-wal", "-shm"].filter((end) => existsSync(`${file}${end}`));
    for (const end of kept) renameSync(`${file}${end}`, join(folder, `kept${end}`));
    writeFileSync(file, rubbish);
    await runCommand(page, "Workflow: Restart Kernel Process");
    await message().filter({ hasText: "is not a database. Nothing was overwritten" }).waitFor();
    await screenshot(page, "executions-unreadable");
    assert.equal(readFileSync(file, "utf8"), rubbish);
    for (const end of kept) renameSync(join(folder, `kept${end}`), `${file}${end}`);
    await page.locator('.sidebar .title-actions [aria-label="Read Executions Again"]').click();
    await row("fast_processing-ada-0100").waitFor();
  });

  it("show names and values as the text they are, cut where they are long", async () => {
    const { page, folder } = workbench;
    const store = new SqliteStore(join(folder, ".wfnb", "executions.db"));
    const evil = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
    const { definitionId } = store.saveDefinition(newDefinition());
    const { executionId } = store.begin(
      newExecution(definitionId, {
        workflowName: `${evil}${"n".repeat(10_000)}`,
        parameterValues: { stf_interval: 1, note: evil, long: "v".repeat(10_000) },
        parameterOrigins: { note: { from: "override" }, long: { from: "override" } },
        startTime: new Date().toISOString(),
      }),
    );
    store.finish(executionId, completed);
    store.close();
    const shown = row("<img src=x onerror");
    await shown.waitFor();
    await shown.click();
    await treeRows(page, "note").filter({ hasText: "<script>" }).waitFor();
    await screenshot(page, "executions-evil");
    assert.doesNotMatch(await page.title(), /broken/);
    assert.ok((await shown.innerText()).length < 1_000);
  });

  it("are shown where a newer version wrote them, and a run says that nothing is recorded", async () => {
    const { page, folder } = workbench;
    const database = new DatabaseSync(join(folder, ".wfnb", "executions.db"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    await runCommand(page, "Workflow: Restart Kernel Process");
    // Those of the deletions: the editor shows three at most.
    await runCommand(page, "Notifications: Clear All Notifications");
    const target = await selectRow(page, "fast_processing-ada-0100");
    await chooseFromMenu(page, target, "Pin");
    await toast(page, "was written by a newer version of Workflow Notebooks");
    await screenshot(page, "executions-newer");
    assert.equal(await message().filter({ hasText: "closed" }).count(), 0);
  });
});
