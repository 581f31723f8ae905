import type { Page } from "playwright-core";

/** The row of a path below the opened folder. */
const row = (page: Page, path: string) =>
  page
    .locator(`.explorer-folders-view .monaco-list-row[aria-level="${path.split("/").length}"]`)
    .filter({ has: page.locator(`.explorer-item[aria-label$="/${path}"]`) });

/** Opens a file of the explorer, `notebooks/x.wfnb` for example, unfolding the folders on its way, and keeps it open. */
export async function openFile(page: Page, path: string): Promise<void> {
  const names = path.split("/");
  for (let depth = 1; depth < names.length; depth++) await unfold(page, names.slice(0, depth).join("/"));
  await row(page, path).dblclick();
  await page.locator(`.tabs-container .tab.active:has-text("${names.at(-1)}")`).waitFor();
}

/** A click is lost when the tree is drawn anew under it, as after a file was written. */
async function unfold(page: Page, folder: string): Promise<void> {
  const entry = row(page, folder);
  await entry.waitFor();
  const unfolded = entry.and(page.locator('[aria-expanded="true"]'));
  for (let tries = 0; tries < 5 && (await unfolded.count()) === 0; tries += 1) {
    await entry.click();
    await unfolded.waitFor({ timeout: 3_000 }).catch(() => {});
  }
  await unfolded.waitFor({ timeout: 1_000 });
}
