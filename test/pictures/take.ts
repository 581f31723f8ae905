/**
 * Takes the pictures of the README and of the walkthrough from a real VS Code: `npm run pictures`, after changes of what they show.
 * They are committed, and should be looked at before.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import {
  openContainer,
  openFile,
  openWorkbench,
  runCell,
  runCommand,
  switchTheme,
  toast,
  treeRows,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

const root = resolve(import.meta.dirname, "../..");
const walkthrough = join(root, "extension/media/walkthrough");
const readme = join(root, "docs/media");
const themes = ["light", "dark"] as const;

/** Half the size of the window: what a walkthrough and a README have room for. */
const viewport = { width: 1000, height: 760 };

/** Nothing of the machine or of the tests in the title bar. */
const settings = {
  "window.commandCenter": false,
  "window.title": "Workflow Notebooks",
  "workbench.layoutControl.enabled": false,
};

async function inThemes(
  workbench: Workbench,
  take: (theme: (typeof themes)[number]) => Promise<unknown>,
): Promise<void> {
  for (const theme of themes) {
    await switchTheme(workbench, theme);
    await workbench.page.mouse.move(0, 0);
    await workbench.page.waitForTimeout(800);
    await take(theme);
  }
}

const take = (page: Page, folder: string, name: string) => page.screenshot({ path: join(folder, `${name}.png`) });

/** The editor alone has room for what a picture is about. */
async function withoutSidebar(page: Page): Promise<void> {
  const sidebar = page.locator(".part.sidebar");
  if (await sidebar.isVisible()) await page.keyboard.press("Control+B");
  await sidebar.waitFor({ state: "hidden" });
}

await mkdir(walkthrough, { recursive: true });
await mkdir(readme, { recursive: true });
await using workbench = await openWorkbench({ samples: ["workflows"], viewport, settings });
const { page } = workbench;

await runCommand(page, "Workflow: Open Sample Notebook");
await page.locator('.tab.active:has-text("first_steps.wfnb")').waitFor();
await withoutSidebar(page);
await runCell(page, 0);
if ((await waitForCellEnd(page, 0)) !== "success") throw new Error("The cell of the sample failed.");
await waitForRendered(page, ".wfnb-timeline svg");
await inThemes(workbench, async (theme) => {
  await take(page, walkthrough, `run-${theme}`);
  await take(page, readme, `notebook-${theme}`);
});

await openContainer(page, "Workflows");
await treeRows(page, "stf_processing").first().waitFor();
await inThemes(workbench, async (theme) => {
  await take(page, walkthrough, `find-${theme}`);
});

await runCommand(page, "Notebook: Run All");
const rows = treeRows(page, "stf_processing");
await rows.nth(2).waitFor();
await page.waitForTimeout(1500);
await rows.nth(0).click();
await rows.nth(1).click({ modifiers: ["Control"] });
await inThemes(workbench, async (theme) => {
  await take(page, walkthrough, `compare-${theme}`);
  await take(page, readme, `tree-${theme}`);
});

await page.keyboard.press("Enter");
const comparison = await waitForRendered(page, ".page.comparison .partings .parted");
await comparison.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
await withoutSidebar(page);
await inThemes(workbench, (theme) => take(page, readme, `comparison-${theme}`));

await runCommand(page, "Workflow: Open Sample Configuration");
await page.locator('.tab.active:has-text("first_steps.toml")').waitFor();
await withoutSidebar(page);
await page.locator('.codelens-decoration:has-text("Run")').first().waitFor();
await page.waitForTimeout(1500);
await inThemes(workbench, (theme) => take(page, readme, `toml-${theme}`));

await writeFile(
  join(workbench.folder, "scan.toml"),
  '[workflow]\nname = "stf_processing"\n\n[sweep]\nstf_interval = [1, 2, 3]\nphysics_period_count = [1, 3]\n',
);
await runCommand(page, "View: Close All Editors");
await openContainer(page, "Explorer");
await openFile(page, "scan.toml");
await page.locator('.codelens-decoration a:has-text("Run 6 Executions")').first().click();
await (await toast(page, "6 of 6 executions completed")).locator("a:has-text('Summarize')").click();
await waitForRendered(page, "svg .mark-line path");
await withoutSidebar(page);
// A table with all its columns, and charts below it.
await page.setViewportSize({ width: 1200, height: 860 });
await inThemes(workbench, (theme) => take(page, readme, `sweep-${theme}`));
