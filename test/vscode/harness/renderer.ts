import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";

/** The frames of webviews, among them the one that all renderers of a notebook draw into. */
export function webviewFrames(page: Page): Frame[] {
  return page.frames().filter((frame) => frame.url().includes("webview/browser/pre/fake.html"));
}

/** Waits for an element in whichever webview has it, and returns that frame. */
export async function waitForRendered(page: Page, selector: string, timeoutMs = 30_000): Promise<Frame> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(100)) {
    for (const frame of webviewFrames(page)) {
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0); // A frame may go while it is asked.
      if (count > 0) return frame;
    }
  }
  throw new Error(`No webview showed "${selector}" within ${timeoutMs / 1000} s.`);
}
