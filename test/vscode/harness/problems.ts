import type { Locator, Page } from "playwright-core";

/** Opens the Problems panel and returns its rows: one per file, with one per message below it. */
export async function openProblems(page: Page): Promise<Locator> {
  const panel = page.locator(".markers-panel");
  if (!(await panel.isVisible())) await page.keyboard.press("Control+Shift+M");
  await panel.waitFor();
  return panel.locator(".monaco-list-row");
}

/** Waits for a row of the Problems panel with this text and returns all of what it says. */
export async function waitForProblem(page: Page, text: string, timeoutMs = 15_000): Promise<string> {
  const row = (await openProblems(page)).filter({ hasText: text }).first();
  await row.waitFor({ timeout: timeoutMs });
  return (await row.allInnerTexts()).join(" ").replace(/\s+/g, " ").trim();
}
