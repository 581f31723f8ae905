import type { Locator, Page } from "playwright-core";
import { pressShown } from "./pressShown.ts";
import { settled } from "./settled.ts";

/** Opens the view container with this title from the activity bar. */
export async function openContainer(page: Page, title: string): Promise<void> {
  const item = page.locator(`.activitybar .action-item:has([aria-label^="${title}"])`).first();
  await item.waitFor();
  if (!(await item.getAttribute("class"))?.split(" ").includes("checked")) await item.click();
  await page.locator(`.sidebar .composite.title:has-text("${title}")`).waitFor();
}

/** The rows of the trees in the sidebar, optionally those that show a text, or that tell it to a screen reader, as they do an execution's id. */
export function treeRows(page: Page, text?: string | RegExp): Locator {
  const rows = page.locator(".sidebar .pane-body .monaco-list-row");
  if (text === undefined) return rows;
  const shown = rows.filter({ hasText: text });
  return typeof text === "string" ? shown.or(rows.and(page.locator(`[aria-label*=${JSON.stringify(text)}]`))) : shown;
}

/**
 * Clicks a row and waits until it is selected: while the tree is drawn anew, a click may fall on its neighbour; and the tooltip of
 * the row that the pointer was left on may cover it.
 */
export async function selectRow(page: Page, text: string, modifiers: ("Control" | "Shift")[] = []): Promise<Locator> {
  const row = treeRows(page, text).last();
  const selected = row.and(page.locator(".selected"));
  for (let tries = 0; tries < 5; tries += 1) {
    await page.mouse.move(0, 0);
    await row.click({ modifiers, timeout: 5_000 }).catch(() => {});
    await selected.waitFor({ timeout: 2_000 }).catch(() => {});
    if ((await selected.count()) > 0) break;
  }
  await selected.waitFor({ timeout: 1_000 });
  return row;
}

/**
 * Chooses an entry of a row's menu. Where a row is about to be drawn anew, its menu is that of before, or closes at once; and a command
 * that arrives while the editor asks for the new rows is for none. So the page is to be quiet first.
 */
export async function chooseFromMenu(page: Page, row: Locator, title: string): Promise<void> {
  await settled(page.mainFrame(), 500);
  const anyEntry = page.locator(".monaco-menu .action-label").first();
  const entry = page.locator(`.monaco-menu .action-label:text-is("${title}")`);
  for (let tries = 0; tries < 6; tries += 1) {
    await row.click({ button: "right" });
    if (!(await becomes(anyEntry, "visible", 2_000))) continue;
    if (await becomes(entry, "visible", 300)) break;
    await page.keyboard.press("Escape");
    await anyEntry.waitFor({ state: "hidden" });
  }
  await page.waitForTimeout(deafMs);
  await entry.click();
  await entry.waitFor({ state: "hidden" });
}

/** Presses a button of a row. */
export function pressAction(row: Locator, title: string): Promise<void> {
  return pressShown(row, row.locator(`[aria-label="${title}"], [title="${title}"]`).first());
}

/** The editor's menus take no click for their first 100 ms, and nothing on the screen tells when they do. */
const deafMs = 150;

function becomes(locator: Locator, state: "visible" | "hidden", timeout: number): Promise<boolean> {
  return locator.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  );
}

/** The texts of all visible rows of the trees in the sidebar. */
export async function treeTexts(page: Page): Promise<string[]> {
  return (await treeRows(page).allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}
