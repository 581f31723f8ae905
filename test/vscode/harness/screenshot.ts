import { join } from "node:path";
import type { Page } from "playwright-core";
import { outputFolder } from "../../host/outputFolder.ts";

/** Leaves a picture of the window as `test/output/<name>.png`. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(outputFolder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
