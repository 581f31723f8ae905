import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Starts the Chromium of $CHROMIUM, else Debian's, without a display. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  if (!existsSync(executablePath))
    throw new Error(
      `There is no browser at ${executablePath}. Install Chromium (Debian: apt-get install chromium) or name yours with CHROMIUM=/path/to/chromium.`,
    );
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
