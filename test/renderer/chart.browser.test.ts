import assert from "node:assert/strict";
import { type EditorTheme, editorColours, rendererPages } from "./page.ts";
import { seriousFaults } from "./seriousFaults.ts";

const vegaLite = "application/vnd.vegalite.v5+json";
const vega = "application/vnd.vega.v5+json";
const values = [2, 3, 5, 8].map((n, i) => ({ period: `<b>${i + 1}</b>`, stf: 80 * n }));
const bars = {
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  description: "STFs in each physics period",
  data: { values },
  mark: { type: "bar", tooltip: true },
  encoding: { x: { field: "period", type: "nominal" }, y: { field: "stf", type: "quantitative" } },
};

describe("Charts in the notebook", function () {
  this.timeout(30_000);
  const open = rendererPages();

  for (const theme of ["light", "dark", "high-contrast", "high-contrast-light"] satisfies EditorTheme[]) {
    it(`are drawn in the colours of the ${theme} theme, with what they hold as text`, async () => {
      await using host = await open({ theme });
      await host.renderChart("1", bars, vegaLite);
      const { page } = host;
      const label = page.locator('.wfnb-chart svg text:text-is("<b>1</b>")');
      await label.waitFor();
      assert.equal(
        await label.evaluate((each) => (globalThis as any).getComputedStyle(each).fill as string),
        rgb(editorColours[theme].foreground!),
      );
      await page.locator(".wfnb-chart svg .mark-rect.role-mark path").nth(3).hover();
      await page.locator('.wfnb-tooltip:visible b:text-is("<b>4</b>")').waitFor();
      await page.screenshot({ path: `test/output/renderer-chart-${theme}.png` });
      assert.deepEqual(await seriousFaults(page), []);
      assert.deepEqual(host.errors, []);
    });
  }

  it("show labels, rules and headings on dark ground, beside settings of their own", async () => {
    await using host = await open({ theme: "dark" });
    const { encoding } = bars;
    const labelled = {
      data: { values: values.map((each) => ({ ...each, half: each.stf > 300 ? "second" : "first" })) },
      facet: { column: { field: "half" } },
      spec: {
        layer: [
          { mark: "text", encoding: { ...encoding, text: { field: "stf" } } },
          { mark: { type: "text", color: "#ff0000" }, encoding: { ...encoding, text: { value: "red" } } },
          { mark: "rule", encoding: { y: { datum: 300 } } },
        ],
      },
      config: { axis: { grid: false }, header: { labelFontSize: 12 } },
    };
    await host.renderChart("1", labelled, vegaLite);
    await host.renderChart(
      "2",
      { width: 90, height: 40, marks: [{ type: "text", encode: { enter: { text: { value: "by Vega" } } } }] },
      vega,
    );
    const ink = rgb(editorColours.dark.foreground!);
    const colourOf = (text: string) =>
      host.page
        .locator(`.wfnb-chart svg text:text-is("${text}")`)
        .first()
        .evaluate((each) => (globalThis as any).getComputedStyle(each).fill as string);
    for (const text of ["160", "first", "second", "period", "by Vega"]) assert.equal(await colourOf(text), ink, text);
    assert.equal(await colourOf("red"), "rgb(255, 0, 0)");
    const rule = host.page.locator(".wfnb-chart svg .mark-rule.role-mark line").first();
    assert.equal(await rule.evaluate((each) => (globalThis as any).getComputedStyle(each).stroke as string), ink);
    await host.page.screenshot({ path: "test/output/renderer-chart-labelled-dark.png" });
  });

  it("of several views keep their sizes, and those of Vega are drawn as well", async () => {
    await using host = await open();
    const { data, mark, encoding } = bars;
    await host.renderChart(
      "1",
      { data, hconcat: [100, 200].map((width) => ({ width, height: 50, mark, encoding })) },
      vegaLite,
    );
    await host.renderChart(
      "2",
      { width: 90, height: 40, marks: [{ type: "text", encode: { enter: { text: { value: "by Vega" } } } }] },
      vega,
    );
    await host.page.locator('.wfnb-chart svg text:text-is("by Vega")').waitFor();
    assert.equal(await host.page.locator(".wfnb-chart svg").count(), 2);
    await host.dispose();
    assert.equal(await host.page.locator(".wfnb-chart").count(), 0);
  });

  it("run nothing and load nothing, and say what cannot be drawn", async () => {
    await using host = await open();
    const asked: string[] = [];
    host.page.on("request", (request) => asked.push(request.url()));
    await host.renderChart("1", { ...bars, data: { url: "https://notebook.test/secret.json" } }, vegaLite);
    await host.page
      .locator('.wfnb-chart .wfnb-note:has-text("https://notebook.test/secret.json is not loaded: a chart shows only")')
      .waitFor();
    await host.renderChart("2", { ...bars, mark: "no mark" }, vegaLite);
    await host.page.locator('.wfnb-chart .wfnb-note:has-text("This chart cannot be drawn: ")').first().waitFor();
    const transform = [{ calculate: "constructor.constructor('globalThis.harmed = true')()", as: "period" }];
    await host.renderChart("3", { ...bars, transform }, vegaLite);
    await host.page.evaluate("new Promise((done) => setTimeout(done, 300))");
    assert.equal(await host.page.evaluate("globalThis.harmed"), undefined);
    assert.deepEqual(asked, []);
  });
});

function rgb(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((place) => Number.parseInt(hex.slice(place, place + 2), 16));
  return `rgb(${red}, ${green}, ${blue})`;
}
