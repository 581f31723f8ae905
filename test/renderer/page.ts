import { mkdir } from "node:fs/promises";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import type { RendererMessage } from "../../extension/renderer/messages.ts";
import type { ToldError } from "../../kernel/notebook/errorText.ts";
import type { ExecutionOutput } from "../../kernel/notebook/executionOutput.ts";

/** The part of a notebook webview that the renderer needs, with the editor's strict content security policy. */
export interface RendererPage {
  readonly page: Page;
  /** What the renderer has asked for. */
  requests(): Promise<unknown[]>;
  render(id: string, output: ExecutionOutput): Promise<void>;
  renderError(id: string, error: ToldError): Promise<void>;
  renderChart(id: string, spec: object, mime: string): Promise<void>;
  send(message: RendererMessage): Promise<void>;
  dispose(id?: string): Promise<void>;
  /** Errors that the page has reported, among them breaches of the policy. */
  readonly errors: string[];
}

const origin = "https://notebook.test";

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
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

/** For the suite that calls it: one browser, the bundled renderer, and pages of it that close with their scope. */
export function rendererPages(): (options?: PageOptions) => Promise<RendererPage & AsyncDisposable> {
  let browser: Browser;
  let code: string;
  before(async () => {
    [browser, code] = await Promise.all([launchBrowser(), bundleRenderer()]);
    await mkdir("test/output", { recursive: true });
  });
  after(() => browser.close());
  return async (options) => {
    const opened = await openRendererPage(browser, code, options);
    return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.page.context().close() });
  };
}

/** `source`: a module for a page of its own, which imports from the root of the repository. */
export async function bundleRenderer(source?: string): Promise<string> {
  const result = await build({
    ...(source === undefined
      ? { entryPoints: ["extension/renderer/index.ts"] }
      : { stdin: { contents: source, resolveDir: ".", loader: "ts" as const } }),
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    conditions: ["wfnb-source"],
    tsconfig: "extension/renderer/tsconfig.json",
  });
  return result.outputFiles[0]!.text;
}

export type EditorTheme = "light" | "dark" | "high-contrast" | "high-contrast-light";

/** Colours of the editor's own default themes. */
export const editorColours: Record<EditorTheme, Record<string, string>> = {
  light: { foreground: "#3b3b3b", "editor-background": "#ffffff", descriptionForeground: "#5e5e5e" },
  dark: { foreground: "#cccccc", "editor-background": "#1f1f1f", descriptionForeground: "#9d9d9d" },
  "high-contrast": {
    foreground: "#ffffff",
    "editor-background": "#000000",
    descriptionForeground: "rgba(255, 255, 255, 0.7)",
    contrastBorder: "#6fc3df",
  },
  "high-contrast-light": { foreground: "#292929", "editor-background": "#ffffff", contrastBorder: "#0f4a85" },
};

export interface PageOptions {
  theme?: EditorTheme;
  width?: number;
  reducedMotion?: boolean;
  host?: string;
  /** Translations by the English sentence. */
  sentences?: Readonly<Record<string, string>>;
  /** Whether the renderer can ask its extension, as everywhere but where the editor compares two versions. Default true. */
  hasMessaging?: boolean;
}

export async function openRendererPage(
  browser: Browser,
  code: string,
  options: PageOptions = {},
): Promise<RendererPage> {
  const { theme = "light", width = 800 } = options;
  const context = await browser.newContext({
    viewport: { width: width + 40, height: 620 },
    reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  await page.route(`${origin}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/renderer.js") return route.fulfill({ contentType: "text/javascript", body: code });
    if (path === "/host.js")
      return route.fulfill({
        contentType: "text/javascript",
        body: options.host ?? notebookHost(options.sentences ?? {}, options.hasMessaging ?? true),
      });
    if (path === "/favicon.ico") return route.fulfill({ status: 204 });
    return route.fulfill({ contentType: "text/html", body: document(theme, width) });
  });
  await page.goto(origin);
  await until(page, "globalThis.ready === true");
  return {
    page,
    errors,
    requests: () => page.evaluate<unknown[]>("globalThis.requests"),
    render: (id, output) => page.evaluate(([i, o]) => (globalThis as any).render(i, o), [id, output] as const),
    renderError: (id, error) =>
      page.evaluate(([i, e]) => (globalThis as any).render(i, e, "application/vnd.wfnb.error+json"), [
        id,
        error,
      ] as const),
    renderChart: (id, spec, mime) =>
      page.evaluate(([i, s, m]) => (globalThis as any).render(i, s, m), [id, spec, mime] as const),
    send: (message) => page.evaluate((m) => (globalThis as any).send(m), message),
    dispose: (id) => page.evaluate((i) => (globalThis as any).dispose(i), id),
  };
}

/** Waits until the expression holds; the page's policy forbids it to watch by itself. */
export async function until(page: Page, expression: string): Promise<void> {
  const deadline = Date.now() + 4000;
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) {
    if (Date.now() > deadline) {
      throw new Error(`This never came true: ${expression}, in\n${await page.locator("main").innerText()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Waits until the drawing has settled. */
export async function drawn(page: Page): Promise<void> {
  // Attached, not visible: a state may take no time.
  await page.waitForSelector(".wfnb-timeline svg .states_marks path", { state: "attached" });
  await page.evaluate("new Promise((done) => setTimeout(done, 120))");
}

function document(theme: EditorTheme, width: number): string {
  const colours = editorColours[theme];
  const variables = Object.entries(colours).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notebook</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data: blob:;">
<style>
html { ${variables.join(" ")} --vscode-font-family: system-ui, "DejaVu Sans", sans-serif; --vscode-font-size: 13px; }
body { margin: 20px; background: ${colours["editor-background"]!}; }
main { width: ${String(width)}px; }
</style></head>
<body class="${theme === "high-contrast-light" ? "vscode-high-contrast vscode-high-contrast-light" : `vscode-${theme}`}">
<main></main><script type="module" src="/host.js"></script></body></html>`;
}

/** What a notebook's webview does for its renderers. */
const notebookHost = (sentences: Readonly<Record<string, string>>, hasMessaging: boolean) => `
import { activate } from "/renderer.js";
const listeners = [];
globalThis.requests = [];
const messaging = {
  postMessage: (message) => {
    if (message.type === "sentences") listeners.forEach((listener) => listener({ type: "sentences", sentences: ${JSON.stringify(sentences)} }));
    else globalThis.requests.push(message);
  },
  onDidReceiveMessage: (listener) => { listeners.push(listener); return { dispose() {} }; },
};
const api = await activate({
  workspace: { isTrusted: true },
  setState() {}, getState() {},
  ...(${String(hasMessaging)} ? messaging : {}),
});
const elements = new Map();
globalThis.render = async (id, output, mime = "application/vnd.wfnb.execution+json") => {
  let element = elements.get(id);
  if (!element) { element = document.createElement("div"); document.querySelector("main").append(element); elements.set(id, element); }
  await api.renderOutputItem({ id, mime, json: () => output, text: () => JSON.stringify(output) }, element, new AbortController().signal);
};
globalThis.send = (message) => listeners.forEach((listener) => listener(message));
globalThis.dispose = (id) => { api.disposeOutputItem(id); if (id === undefined) { for (const element of elements.values()) element.remove(); elements.clear(); } else { elements.get(id)?.remove(); elements.delete(id); } };
globalThis.ready = true;
`;
