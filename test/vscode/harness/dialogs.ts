import type { Locator, Page } from "playwright-core";
import { settled } from "./settled.ts";

/**
 * Types a path into the editor's own file dialog, which stands where Windows' or macOS' would, and takes it, until the dialog is
 * gone or asks whether to overwrite. It looks at the folder first, and again at what is typed: what comes meanwhile is lost.
 */
export async function answerFileDialog(page: Page, path: string): Promise<void> {
  const dialog = page.locator(".quick-input-widget");
  await dialog.locator(".quick-input-list .monaco-list-row").first().waitFor();
  const input = dialog.locator("input[type=text]").first();
  for (let tries = 0; tries < 10; tries += 1) {
    await input.fill(path, { timeout: 2_000 }).catch(() => {});
    await settled(page.mainFrame(), 250);
    if ((await input.inputValue({ timeout: 1_000 }).catch(() => "")) === path) await page.keyboard.press("Enter");
    if (await isAnswered(dialog)) return;
  }
  throw new Error(`The file dialog does not take ${path}.`);
}

function isAnswered(dialog: Locator): Promise<boolean> {
  const timeout = 1_500;
  const gone = dialog.waitFor({ state: "hidden", timeout });
  const asks = dialog.filter({ hasText: "already exists" }).waitFor({ timeout });
  return Promise.any([gone, asks]).then(
    () => true,
    () => false,
  );
}

/** The question of a modal dialog that says this. */
export async function modalDialog(page: Page, text: string): Promise<Locator> {
  const dialog = page.locator(".monaco-dialog-box").filter({ hasText: text });
  await dialog.waitFor();
  return dialog;
}

/** A notification that says this; not shown where the extension runs from sources. */
export async function toast(page: Page, text: string | RegExp): Promise<Locator> {
  const shown = page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text }).first();
  await shown.waitFor();
  return shown;
}
