import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startChromium } from "./chromium.ts";
import type { Launch } from "./launchArguments.ts";
import { outputFolder } from "./outputFolder.ts";
import { startServer } from "./server.ts";
import { consoleForwarder } from "./windowConsole.ts";

const timeoutMs = Number(process.env.WFNB_VSCODE_TIMEOUT_MS ?? 450_000);

/** Runs a suite inside the extension host of a browser's VS Code. Resolves to the exit code: 0 if it passed. */
export async function runInBrowser(launch: Launch): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const server = await startServer({ smokeTestDriver: true });
  stack.defer(() => server.stop());
  const browser = await startChromium();
  stack.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });

  const finished = Promise.withResolvers<number>();
  finished.promise.catch(() => {}); // Awaited below, if opening the window does not fail first.
  await page.exposeFunction("codeAutomationExit", (code: number) => finished.resolve(code));
  await page.exposeFunction("codeAutomationLog", consoleForwarder(join(outputFolder, "vscode-console.log")));
  page.on("crash", () => finished.reject(new Error("The browser's page crashed.")));
  void server.ended.then(() =>
    finished.reject(new Error(`VS Code's server ended before the suite did; see ${server.logFile}.`)),
  );
  const timer = setTimeout(
    () => finished.reject(new Error(`The suite did not end within ${timeoutMs / 1000} s.`)),
    timeoutMs,
  );

  try {
    await page.goto(server.url(launch));
    const code = await finished.promise;
    if (code !== 0) await keepEvidence(page, server.dataFolder);
    return code;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await keepEvidence(page, server.dataFolder);
    return 1;
  } finally {
    clearTimeout(timer);
  }
}

/** A picture of the window and the logs, under `test/output/`. */
async function keepEvidence(page: Page, dataFolder: string): Promise<void> {
  await page.screenshot({ path: join(outputFolder, "vscode-failure.png") }).catch(() => {});
  await cp(join(dataFolder, "server", "data", "logs"), join(outputFolder, "vscode-logs"), { recursive: true }).catch(
    () => {},
  );
}
