import { join } from "node:path";
import type { Page } from "playwright-core";
import { outputFolder } from "../../host/outputFolder.ts";
import { settled } from "./settled.ts";

/** Leaves a picture of the window as `test/output/<name>.png`; without tooltips, unless it is of one. */
export async function screenshot(page: Page, name: string, { hover = false } = {}): Promise<string> {
  const path = join(outputFolder, `${name}.png`);
  if (!hover) {
    await page.mouse.move(0, 0);
    await settled(page.mainFrame());
  }
  await page.screenshot({ path });
  return path;
}
