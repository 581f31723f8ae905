import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { timelineOf } from "../../kernel/timeline/index.ts";
import { stfTrace } from "../timeline/stfTrace.ts";
import { bundleRenderer, drawn, launchBrowser, openRendererPage, until } from "./page.ts";

/** A page of the editor that is no notebook, such as the one that compares executions. */
const page = `
import { TimelineFigure } from "./extension/renderer/figure.ts";
import { style } from "./extension/renderer/style.ts";
import { stackedPicture } from "./kernel/timeline/index.ts";
export function show(timelines) {
  const sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  const figure = new TimelineFigure(document, { failed: (sentence) => console.error(sentence) });
  document.querySelector("main").append(figure.root);
  figure.show(stackedPicture(timelines));
}`;
const host = `import { show } from "/renderer.js"; globalThis.show = show; globalThis.ready = true;`;

describe("Several timelines on one axis in a page", function () {
  this.timeout(30_000);
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
    await mkdir("test/output", { recursive: true });
  });

  after(() => browser.close());

  it("zoom together by keyboard and tell the figures of each", async () => {
    const opened = await openRendererPage(browser, await bundleRenderer(page), { host, theme: "dark", width: 900 });
    const timelines = [1, 2, 3].map((periods) => {
      const { batches, end } = stfTrace({ periods });
      return { name: `stf_processing-ada-000${String(periods)}`, timeline: timelineOf(batches, end) };
    });
    await opened.page.evaluate((given) => (globalThis as any).show(given), timelines);
    await drawn(opened.page);
    await opened.page.screenshot({ path: "test/output/figure-stacked.png" });
    await opened.page.focus(".wfnb-figure");
    await opened.page.keyboard.press("+");
    await until(opened.page, "document.querySelector('.wfnb-window').textContent.includes('157.7 s to 473.1 s')");
    const told = (await opened.page.textContent(".wfnb-window"))!.split("\n");
    assert.deepEqual(
      told.map((line) => line.split(":")[0]),
      timelines.map(({ name }) => name),
    );
    assert.match(told[0]!, /run \/ physics 41\.9 s/);
    assert.deepEqual(opened.errors, []);
    await opened.page.context().close();
  });
});
