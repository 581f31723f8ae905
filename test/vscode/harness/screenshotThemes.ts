import { screenshot } from "./screenshot.ts";
import { switchTheme } from "./theme.ts";

/** What outputs, which are frames of their own, take to be drawn in another theme. */
const drawingMs = 700;

/** Leaves a picture of the window in each of the four themes, as `test/output/<name>-<theme>.png`; it is dark again at the end. */
export async function screenshotThemes(window: Parameters<typeof switchTheme>[0], name: string): Promise<void> {
  for (const theme of ["light", "highContrast", "highContrastLight", "dark"] as const) {
    await switchTheme(window, theme);
    await window.page.waitForTimeout(drawingMs);
    await screenshot(window.page, `${name}-${theme}`);
  }
}
