import type { Locator, Page } from "playwright-core";

/** Types a path into the editor's own file dialog, which stands where Windows' or macOS' would, and takes it. */
export async function answerFileDialog(page: Page, path: string): Promise<void> {
  const dialog = page.locator(".quick-input-widget");
  await dialog.locator(".quick-input-list .monaco-list-row").first().waitFor();
  const input = dialog.locator("input[type=text]").first();
  // What it begins with comes after it is shown, and would replace what was typed.
  for (let tries = 0; tries < 10; tries += 1) {
    await input.fill(path);
    await page.waitForTimeout(300);
    if ((await input.inputValue()) === path) break;
  }
  await page.keyboard.press("Enter");
}

/** The question of a modal dialog that says this. */
export async function modalDialog(page: Page, text: string): Promise<Locator> {
  const dialog = page.locator(".monaco-dialog-box").filter({ hasText: text });
  await dialog.waitFor();
  return dialog;
}

/** A notification that says this; not shown where the extension runs from sources. */
export async function toast(page: Page, text: string): Promise<Locator> {
  const shown = page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text }).first();
  await shown.waitFor();
  return shown;
}
