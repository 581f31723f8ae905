import type { Page } from "playwright-core";

/** Closes the tabs of a file, as many as are open; what is not saved yet, such as the last output of a cell, is saved where the editor asks. */
export async function closeTab(page: Page, name: string): Promise<void> {
  const tabs = page.locator(`.tabs-container .tab:has-text("${name}")`);
  const save = page.locator('.monaco-dialog-box .monaco-button:text-is("Save")');
  const deadline = Date.now() + 30_000;
  for (let count = await tabs.count(); count > 0; count = await tabs.count()) {
    if (Date.now() > deadline) throw new Error(`The tab "${name}" did not close within 30 s.`);
    // A click is lost when the tab is drawn anew under it, and a tab stays when its file changed while it was saved.
    if (await save.isVisible()) await save.click({ timeout: 2_000 }).catch(() => {});
    else
      await tabs
        .first()
        .click({ button: "middle", timeout: 2_000 })
        .catch(() => {});
    await tabs
      .nth(count - 1)
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
