import { randomBytes } from "node:crypto";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { pageDocument } from "../../extension/executionPages/pageDocument.ts";
import type { PageState } from "../../extension/pages/messages.ts";
import { type EditorTheme, editorColours } from "../renderer/page.ts";

/** A page of the extension in a browser, under its own policy, with what it asks for. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  readonly errors: string[];
  /** What the page has asked for, in order. */
  readonly requests: { readonly type: string; readonly [field: string]: unknown }[];
  send(message: unknown): Promise<void>;
  /** What it would bring back after a reload. */
  state(): Promise<unknown>;
}

export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

export async function bundlePages(): Promise<PageBundle> {
  const { outputFiles } = await build({
    entryPoints: { pages: "extension/pages/index.ts" },
    outdir: "out",
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    conditions: ["wfnb-source"],
    tsconfig: "extension/pages/tsconfig.json",
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))!.text;
  return { script: textOf(".js"), style: textOf(".css") };
}

const origin = "https://page.test";

/** `answer`: what the extension would send for a request; nothing: nothing. */
export async function openPage(
  browser: Browser,
  { script, style }: PageBundle,
  state: PageState,
  answer: (request: any) => unknown,
  {
    theme = "dark",
    width = 1100,
    sentences = {},
  }: { theme?: EditorTheme; width?: number; sentences?: Readonly<Record<string, string>> } = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: OpenedPage["requests"] = [];
  const send = (message: unknown) => page.evaluate<void>(`postMessage(${JSON.stringify(message)}, "*")`);
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  await page.exposeFunction("toExtension", async (request: { type: string }) => {
    requests.push(request);
    for (const message of ([await answer(request)] as unknown[]).flat()) if (message !== undefined) await send(message);
  });
  const className =
    theme === "high-contrast-light" ? "vscode-high-contrast vscode-high-contrast-light" : `vscode-${theme}`;
  await page.addInitScript(`
    let kept;
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => void globalThis.toExtension(message),
      getState: () => kept,
      setState: (next) => { kept = next; },
    });
    globalThis.keptState = () => kept;
    addEventListener("DOMContentLoaded", () => {
      document.body.className = ${JSON.stringify(className)};
      for (const [name, colour] of Object.entries(${JSON.stringify(editorColours[theme])}))
        document.documentElement.style.setProperty("--vscode-" + name, colour);
    });
  `);
  await page.route(`${origin}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/pages.js") return route.fulfill({ contentType: "text/javascript", body: script });
    if (path === "/pages.css") return route.fulfill({ contentType: "text/css", body: style });
    if (path !== "/") return route.fulfill({ status: 204 });
    const nonce = randomBytes(16).toString("base64");
    const files = { styleSource: origin, script: `${origin}/pages.js`, style: `${origin}/pages.css` };
    return route.fulfill({ contentType: "text/html", body: pageDocument({ nonce, ...files, state, sentences }) });
  });
  await page.goto(origin);
  return {
    page,
    errors,
    requests,
    send,
    state: () => page.evaluate("globalThis.keptState()"),
    [Symbol.asyncDispose]: () => context.close(),
  };
}
