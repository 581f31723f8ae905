import type { Page } from "playwright-core";

/** Closes the tabs of a file, if it is open; what is not saved yet, such as the last output of a cell, is saved where the editor asks. */
export async function closeTab(page: Page, name: string): Promise<void> {
  const tab = page.locator(`.tabs-container .tab:has-text("${name}")`);
  const save = page.locator('.monaco-dialog-box .monaco-button:text-is("Save")');
  for (const deadline = Date.now() + 30_000; (await tab.count()) > 0; ) {
    if (Date.now() > deadline) throw new Error(`The tab "${name}" did not close within 30 s.`);
    // A click is lost when the tab is drawn anew under it, and a tab stays when its file changed while it was saved.
    if (await save.isVisible()) await save.click({ timeout: 2_000 }).catch(() => {});
    else
      await tab
        .first()
        .click({ button: "middle", timeout: 2_000 })
        .catch(() => {});
    await tab
      .first()
      .waitFor({ state: "detached", timeout: 1_000 })
      .catch(() => {});
  }
}

/** Closes the tab that is shown. */
export async function closeActiveTab(page: Page): Promise<void> {
  const tabs = page.locator(".tabs-container .tab");
  const before = await tabs.count();
  await page.locator(".tabs-container .tab.active .tab-actions .action-label").click();
  await tabs.nth(before - 1).waitFor({ state: "detached" });
}
