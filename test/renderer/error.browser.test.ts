import assert from "node:assert/strict";
import { type EditorTheme, rendererPages } from "./page.ts";
import { seriousFaults } from "./seriousFaults.ts";

const message =
  "RangeError: beyond 5: 9 (at 2.5 s of simulated time, in state beam/ready)\nThe failing line reads the parameter limit = 9.";
const error = {
  name: "ExecutionFailed",
  message,
  stack: `${message}\n    at checked (cell defining:2:5)\n    at Object.execute (/work/my workflows/picky.ts:9:37)`,
};

describe("Errors in the notebook", function () {
  this.timeout(30_000);
  const open = rendererPages();

  for (const theme of ["light", "dark", "high-contrast", "high-contrast-light"] satisfies EditorTheme[]) {
    it(`can be read in the ${theme} theme, with places that lead to cells and files by mouse and keyboard`, async () => {
      await using host = await open({ theme });
      await host.renderError("1", error);
      assert.equal(await host.page.innerText(".wfnb-error-title"), message);
      await host.page.click("text=cell defining:2:5");
      await host.page.keyboard.press("Tab");
      await host.page.keyboard.press("Enter");
      assert.deepEqual(await host.requests(), [
        { type: "place", place: { cell: "defining", position: { line: 1, character: 4 } } },
        { type: "place", place: { file: "/work/my workflows/picky.ts", position: { line: 8, character: 36 } } },
      ]);
      await host.page.screenshot({ path: `test/output/renderer-error-${theme}.png` });
      assert.deepEqual(await seriousFaults(host.page), []);
      assert.deepEqual(host.errors, []);
    });
  }

  it("lead from a refused configuration to the line of its cell", async () => {
    await using host = await open();
    const refusal = 'line 5, column 1: There is no parameter "stf_intervall"; did you mean "stf_interval"?';
    await host.renderError("1", { name: "InvalidConfiguration", message: refusal, stack: "", cell: "mine" });
    await host.page.click("text=line 5, column 1");
    assert.deepEqual(await host.requests(), [
      { type: "place", place: { cell: "mine", position: { line: 4, character: 0 } } },
    ]);
  });

  it("are text whatever they hold, and do not fill the page", async () => {
    await using host = await open();
    const odd = `<img src=x onerror="document.title='run'">${"x".repeat(10_000)}`;
    await host.renderError("1", { name: "Error", message: odd, stack: `${"    at f\n".repeat(5_000)}` });
    assert.equal(await host.page.locator("main img").count(), 0);
    assert.equal(await host.page.title(), "Notebook");
    const { height, width } = (await host.page.locator(".wfnb-error").boundingBox())!;
    assert.ok(height < 900 && width <= 800, `${width} x ${height}`);
    assert.deepEqual(host.errors, []);
  });
});
