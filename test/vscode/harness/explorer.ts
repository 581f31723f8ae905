import type { Locator, Page } from "playwright-core";
import { runCommand } from "./commands.ts";

/** The row of a path below the opened folder. */
const row = (page: Page, path: string) =>
  page
    .locator(`.explorer-folders-view .monaco-list-row[aria-level="${path.split("/").length}"]`)
    .filter({ has: page.locator(`.explorer-item[aria-label$="/${path}"]`) });

/** Opens a file of the explorer, `notebooks/x.wfnb` for example, unfolding the folders on its way, and keeps it open. */
export async function openFile(page: Page, path: string): Promise<void> {
  const names = path.split("/");
  // While the explorer gets the focus or reads a folder anew, what was unfolded may fold again.
  for (let tries = 0; tries < 4 && (await row(page, path).count()) === 0; tries += 1) {
    // What was written before the editor began to watch its folder is not seen by itself.
    if (tries > 0) await runCommand(page, "File: Refresh Explorer");
    for (let depth = 1; depth < names.length; depth++) await unfold(page, names.slice(0, depth).join("/"));
    await scrollTo(page, path);
  }
  await row(page, path).dblclick();
  await page.locator(`.tabs-container .tab.active:has-text("${names.at(-1)}")`).waitFor();
}

/** Renames a file of the explorer at the top of its folder. The key is lost while the explorer draws its rows anew, as after a save. */
export async function renameFile(page: Page, file: string, name: string): Promise<void> {
  const input = page.locator(".explorer-folders-view .explorer-item-edited input");
  await page.keyboard.press("Control+Shift+E");
  for (let tries = 0; tries < 5 && (await input.count()) === 0; tries += 1) {
    // By its text: the label of one that has problems ends with their number.
    await page.locator(`.explorer-folders-view .monaco-list-row:has-text("${file}")`).click();
    await page.keyboard.press("F2");
    await input.waitFor({ timeout: 3_000 }).catch(() => {});
  }
  await input.fill(name);
  await input.press("Enter");
}

/** Rows outside of what is shown do not exist: with a panel below, the explorer shows only some. A busy editor moves late, so more than once. */
async function scrollTo(page: Page, path: string): Promise<void> {
  const found = row(page, path);
  const list = page.locator(".explorer-folders-view .monaco-list");
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await found.count()) > 0) return;
    await list.hover();
    await page.mouse.wheel(0, tries % 15 === 14 ? -10_000 : 150);
    await page.waitForTimeout(150);
  }
}

/** A click is lost when the tree is drawn anew under it, as after a file was written; a second one would fold what the first unfolds late, and a key does not. */
async function unfold(page: Page, folder: string): Promise<void> {
  const entry = row(page, folder);
  await scrollTo(page, folder);
  await entry.waitFor();
  const unfolded = entry.and(page.locator('[aria-expanded="true"]'));
  for (let tries = 0; tries < 3 && (await unfolded.count()) === 0; tries += 1) {
    await entry.click();
    if (await comes(unfolded, 3_000)) return;
    await page.keyboard.press("ArrowRight");
    await comes(unfolded, 5_000);
  }
  await unfolded.waitFor();
}

function comes(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
