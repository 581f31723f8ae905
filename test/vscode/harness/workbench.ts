import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { startChromium } from "../../host/chromium.ts";
import { type Server, type ServerOptions, startServer } from "../../host/server.ts";
import type { Settings } from "../../host/settings.ts";
import type { WorkbenchOptions } from "../../host/workbenchUrl.ts";
import { runCommand } from "./commands.ts";
import { themes } from "./theme.ts";

const root = resolve(import.meta.dirname, "..", "..", "..");

/** One row per folder, and pictures that do not depend on the moment they are taken at. */
const steadySettings: Settings = {
  "explorer.compactFolders": false,
  "workbench.reduceMotion": "on",
  "workbench.colorTheme": themes.dark.name,
};

/**
 * `installed` from the VSIX, as for a person; or `sources`, the bundles of the clone, which need no packaging: then toasts are
 * hidden.
 */
export type ExtensionSource = "installed" | "sources";

function chosenSource(): ExtensionSource {
  const chosen = process.env.WFNB_CLICK_EXTENSION ?? "installed";
  if (chosen === "installed" || chosen === "sources") return chosen;
  throw new Error(`WFNB_CLICK_EXTENSION is "${chosen}"; it may be "installed" or "sources".`);
}

export interface WorkbenchSetup extends ServerOptions {
  /** Files and folders of the clone to copy into the opened folder, by default the samples. */
  samples?: string[];
  /** Where the extension comes from, by default as `WFNB_CLICK_EXTENSION` says. */
  extension?: ExtensionSource;
  /** What the editor says it speaks, such as `de`: its own words stay English without a language pack, those of extensions follow. */
  language?: string;
  /** Size of the window. */
  viewport?: { width: number; height: number };
}

/** A VS Code window on a copy of the samples. Close it with `await using` or `close()`. */
export interface Workbench extends AsyncDisposable {
  page: Page;
  server: Server;
  /** The opened folder, a temporary one. */
  folder: string;
  close(): Promise<void>;
}

/** Opens a window and waits until its explorer shows the folder. */
export async function openWorkbench(setup: WorkbenchSetup = {}): Promise<Workbench> {
  const {
    samples = ["workflows", "notebooks"],
    extension = chosenSource(),
    viewport = { width: 1400, height: 900 },
    language,
    ...serverOptions
  } = setup;
  const fromSources = extension === "sources";
  await using undo = new AsyncDisposableStack();
  const folder = await copySamples(samples);
  undo.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const packaged = fromSources ? [] : [join(root, "dist", "workflow-notebooks.vsix")];
  const server = await startServer({
    smokeTestDriver: fromSources,
    ...serverOptions,
    vsix: [...packaged, ...(setup.vsix ?? [])],
    settings: { ...steadySettings, ...setup.settings },
  });
  undo.defer(() => server.stop());
  const browser = await startChromium();
  undo.defer(() => browser.close());
  const page = await browser.newPage({ viewport });
  if (language !== undefined) {
    await page.addInitScript((spoken) => {
      Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: spoken });
    }, language);
  }
  const options: WorkbenchOptions = { folder, ...(fromSources ? { extensionDevelopmentPath: root } : {}) };
  await page.goto(server.url(options));
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
  const kept = undo.move();
  const close = () => kept.disposeAsync();
  return { page, server, folder, close, [Symbol.asyncDispose]: close };
}

/** The same editor without any folder. */
export async function openEmptyWindow({ page, server }: Workbench): Promise<void> {
  await page.goto(server.url({}));
  await page.locator(".monaco-workbench .activitybar").waitFor({ timeout: 60_000 });
}

/**
 * The same editor on several folders below the opened one.
 * Where the web editor reads the workspace's file before it is connected, it shows a workspace without folders and
 * stays so: one in four times on a busy machine. It is loaded again then, as a person would.
 */
export async function openSeveralFolders({ page, server, folder }: Workbench, names: readonly string[]): Promise<void> {
  const workspace = join(folder, "several.code-workspace");
  await writeFile(workspace, JSON.stringify({ folders: names.map((path) => ({ path })) }));
  const opened = page.locator(".explorer-folders-view .monaco-list-row").first();
  const none = page.locator('.welcome-view:has-text("not yet added a folder")');
  for (let tries = 1; ; tries += 1) {
    await page.goto(server.url({ workspace }));
    await opened.or(none).first().waitFor({ timeout: 60_000 });
    try {
      return await opened.waitFor({ timeout: 5000 });
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

/** Extensions end and start again, and editors come back. By the editor's own command, which keeps its state first. */
export async function reloadWindow(page: Page): Promise<void> {
  const loaded = page.waitForEvent("load", { timeout: 60_000 });
  await runCommand(page, "Developer: Reload Window");
  await loaded;
  await page.locator(".monaco-workbench .activitybar").waitFor({ timeout: 60_000 });
}

/** Without the executions of earlier runs. */
async function copySamples(samples: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wfnb-click-"));
  for (const sample of samples) {
    const target = join(folder, sample);
    await mkdir(resolve(target, ".."), { recursive: true });
    await cp(join(root, sample), target, { recursive: true, filter: (path) => basename(path) !== ".wfnb" });
  }
  return folder;
}
