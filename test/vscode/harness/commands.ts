import type { Page } from "playwright-core";

/**
 * Runs a command by its title from the command palette. The palette lists what there is when it opens: a command of a notebook
 * that is still being read is not among it, so it is opened again.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator(".quick-input-widget input");
  const entry = page.locator(`.quick-input-list .monaco-list-row.focused:has-text("${title}")`);
  for (let tries = 0; tries < 10; tries += 1) {
    await page.keyboard.press("F1");
    const isListed = await input
      .waitFor({ timeout: 3_000 })
      .then(() => input.fill(`>${title}`, { timeout: 3_000 }))
      .then(() => entry.waitFor({ timeout: 3_000 }))
      .then(
        () => true,
        () => false,
      );
    if (isListed) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("Escape");
  }
  throw new Error(`The command palette does not list "${title}".`);
}
