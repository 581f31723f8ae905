import assert from "node:assert/strict";
import fc from "fast-check";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { toHtml } from "../../kernel/notebook/export/html.ts";
import { fromTypeScript } from "../../kernel/notebook/export/percentScript.ts";
import { plainHtml } from "../../kernel/notebook/export/plainHtml.ts";
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

  it("shows texts and tables of other programs as high as they are; a frame is made higher or lower below it", async () => {
    const rows = Array.from({ length: 100 }, (_, row) => `<tr><td>${row}</td></tr>`).join("");
    const html = [
      `<div><table border="1" class="dataframe"><tbody>${rows}</tbody></table><p>100 rows</p></div>`,
      "<style>p { color: teal }</style><p>styled</p>",
    ];
    const outputs = html.map((data) => toNbformat({ kind: "display", data: { "text/html": data } }));
    const document = fromTypeScript("1");
    const cells = document.cells.map((cell) => ({ ...cell, outputs }));
    const text = await toHtml({ ...document, cells }, { title: "x", draw: async () => undefined });
    const page = await opened({ viewport: { width: 700, height: 800 } }, text);
    await page.screenshot({ path: "test/output/notebook-html-outputs.png", fullPage: true });
    assert.equal(await page.locator("iframe").count(), 1);
    assert.ok(
      await page.locator(".html").evaluate((all) => all.scrollHeight === all.clientHeight && all.clientHeight > 2000),
    );
    // The corner at which it is resized lies below the frame, which would take the mouse.
    const resized = page.locator(".foreign");
    assert.equal(await page.evaluate("getComputedStyle(document.querySelector('.foreign')).resize"), "vertical");
    await resized.evaluate((it) => it.setAttribute("style", `${it.getAttribute("style")}; height: 300px`));
    const [around, frame] = [(await resized.boundingBox())!, (await page.locator("iframe").boundingBox())!];
    assert.deepEqual([around.height, Math.round(around.y + 300 - frame.y - frame.height)], [300, 14]);
  });

  it("has frames on paper that show all of their lines", async () => {
    const html = `<style>p { color: teal }</style>${"<p>paragraph</p>".repeat(60)}`;
    const document = fromTypeScript("1");
    const outputs = [toNbformat({ kind: "display", data: { "text/html": html } })];
    const cells = document.cells.map((cell) => ({ ...cell, outputs }));
    const text = await toHtml({ ...document, cells }, { title: "x", draw: async () => undefined });
    const page = await opened({ viewport: { width: 700, height: 800 } }, text);
    await page.emulateMedia({ media: "print" });
    const hidden = "document.documentElement.scrollHeight - document.documentElement.clientHeight";
    const [, frame] = page.frames();
    // A frame in a process of its own hears of its new height a moment later.
    await frame!.waitForFunction(`${hidden} === 0`, undefined, { timeout: 5_000 }).catch(() => undefined);
    assert.equal(await frame!.evaluate(hidden), 0);
  });

  it("nests what stands in it without a frame as it is written", async () => {
    const names = ["div", "p", "ul", "li", "table", "tr", "td", "tbody", "b", "h1", "dl", "dd", "details", "caption"];
    const tags = names.flatMap((name) => [`<${name}>`, `</${name}>`]);
    const sequences = fc.sample(fc.array(fc.constantFrom(...tags, "x", "<br>"), { minLength: 2, maxLength: 12 }), {
      numRuns: 50_000,
      seed: 1,
    });
    // Few random sequences are sound; each is closed in order, so that more are.
    const closed = sequences.map((sequence) => {
      const open: string[] = [];
      for (const part of sequence) {
        if (part.startsWith("</")) open.pop();
        else if (part.startsWith("<") && part !== "<br>") open.push(part.replace("<", "</"));
      }
      return [...sequence, ...open.reverse()].join("");
    });
    const accepted = [...new Set(closed)].filter((html) => plainHtml(html) !== undefined);
    assert.ok(accepted.length > 100, String(accepted.length));
    const page = await opened({}, "");
    const mended = await page.evaluate(`${JSON.stringify(accepted)}.filter((html) => {
      const whole = '<!doctype html><div id="w">' + html + '</div><p id="after"></p>';
      const inside = new DOMParser().parseFromString(whole, "text/html").getElementById("w");
      // The rows of a table get a body.
      const plain = (text) => text.replaceAll(/<\\/?tbody>/g, "");
      return plain(inside.innerHTML) !== plain(html) || inside.nextElementSibling?.id !== "after";
    })`);
    assert.deepEqual(mended, []);
  });

  async function opened(options: BrowserContextOptions, text = html): Promise<Page> {
    const page = await browser.newPage(options);
    await page.setContent(text);
    return page;
  }
});
