import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { toHtml } from "../../kernel/notebook/export/html.ts";
import { fromTypeScript } from "../../kernel/notebook/export/percentScript.ts";
import { toNbformat } from "../../kernel/notebook/outputs.ts";
import { launchBrowser } from "../renderer/page.ts";

const drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="860" height="200"><rect width="860" height="200"/></svg>';
const longLine = `const text = "${"word ".repeat(40)}";`;

describe("a notebook's HTML page", () => {
  let browser: Browser;
  let html: string;
  before(async () => {
    browser = await launchBrowser();
    const document = fromTypeScript(longLine);
    const outputs = [toNbformat({ kind: "display", data: { "text/plain": "a drawing" } })];
    const cells = document.cells.map((cell) => ({ ...cell, outputs }));
    html = await toHtml({ ...document, cells }, { title: "x", draw: async () => drawn });
  });
  after(() => browser.close());

  it("is no wider than a narrow window: pictures and code are scrolled, not made too small to read", async () => {
    const page = await opened({ viewport: { width: 400, height: 800 } });
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 400);
    assert.ok((await page.locator("img.light").boundingBox())!.width > 600);
    assert.ok(await page.locator("pre.source").evaluate((code) => code.scrollWidth > code.clientWidth));
  });

  it("is light on paper, with all of its code, wherever it is dark on the screen", async () => {
    const page = await opened({ viewport: { width: 700, height: 800 }, colorScheme: "dark" });
    assert.ok(await page.locator("img.dark").isVisible());
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.ok(await page.locator("img.light").isVisible());
    assert.ok(!(await page.locator("img.dark").isVisible()));
    assert.equal(await page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
    assert.ok(await page.locator("pre.source").evaluate((code) => code.scrollWidth <= code.clientWidth));
  });

  it("stays where it is, whatever its outputs hold, and shows them in the page's colours", async () => {
    const leave = '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:8931/">';
    const hide = "</div></section></main><style>body { display: none }</style>";
    const outputs = [
      { "image/png": `x">${leave}<img alt="` },
      { "text/html": `${leave}<p id="told">told</p>` },
      {
        "text/html": `${hide}<base href="https://other.test/"><form action="https://other.test/"><button>send</button></form>`,
      },
    ].map((data) => toNbformat({ kind: "display", data }));
    const document = fromTypeScript("1");
    const cells = document.cells.map((cell) => ({ ...cell, outputs }));
    const text = await toHtml({ ...document, cells }, { title: "x", draw: async () => undefined });
    const page = await opened({ viewport: { width: 700, height: 800 }, colorScheme: "dark" }, text);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const told = page.frameLocator("iframe").first().locator("#told");
    assert.ok(await told.isVisible());
    const colour = await page.frames()[1]!.evaluate("getComputedStyle(document.body).color");
    assert.equal(colour, "rgb(230, 237, 243)");
    await page.waitForTimeout(300);
    assert.deepEqual([page.url(), ...asked], ["about:blank"]);
    assert.ok(await page.locator("main").isVisible());
  });

  async function opened(options: BrowserContextOptions, text = html): Promise<Page> {
    const page = await browser.newPage(options);
    await page.setContent(text);
    return page;
  }
});
