import type { Locator, Page } from "playwright-core";
import { pressShown } from "./pressShown.ts";

/** A code cell of the open notebook, counted from 0 among the code cells. */
export function codeCell(page: Page, index: number): Locator {
  return page.locator(".notebookOverlay .code-cell-row").nth(index);
}

/** Presses the run button of a code cell. */
export async function runCell(page: Page, index = 0): Promise<void> {
  await pressButton(codeCell(page, index), "codicon-notebook-execute");
}

/** Presses the stop button that a running code cell shows in the place of its run button. */
export async function stopCell(page: Page, index = 0): Promise<void> {
  await pressButton(codeCell(page, index), "codicon-notebook-stop");
}

function pressButton(cell: Locator, icon: string): Promise<void> {
  return pressShown(cell, cell.locator(`.run-button-container .action-label.${icon}`));
}

/** Waits until a code cell has ended and says how. */
export async function waitForCellEnd(page: Page, index = 0, timeoutMs = 30_000): Promise<"success" | "error"> {
  const status = codeCell(page, index).locator(".cell-statusbar-container");
  const success = status.locator(".codicon-notebook-state-success");
  const error = status.locator(".codicon-notebook-state-error");
  await success.or(error).first().waitFor({ timeout: timeoutMs });
  return (await success.count()) > 0 ? "success" : "error";
}
