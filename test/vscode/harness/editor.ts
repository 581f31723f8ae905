import type { Page } from "playwright-core";

/** The text editor that has, or last had, the cursor. */
async function focusEditor(page: Page): Promise<void> {
  await page.locator(".editor-group-container.active .editor-instance .monaco-editor .view-lines").first().click();
}

/** Puts the cursor at the start of a line of the open text file; lines count from 1. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").fill(`:${line}`);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  await page.keyboard.press("Home");
}

/** Replaces one line of the open text file, as by hand; without automatic brackets. */
export async function replaceLine(page: Page, line: number, text: string): Promise<void> {
  await goToLine(page, line);
  await page.keyboard.press("Shift+End");
  await page.keyboard.insertText(text);
}

/** Types at the cursor, key by key, so that completion opens as it would for a person. */
export async function typeText(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 20 });
}

export async function save(page: Page): Promise<void> {
  await page.keyboard.press("Control+S");
  await page.locator(".tabs-container .tab.active.dirty").waitFor({ state: "detached" });
}
