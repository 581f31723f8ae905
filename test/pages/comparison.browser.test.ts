import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import type { Browser } from "playwright-core";
import type { ComparisonMessage, ComparisonRequest } from "../../extension/pages/messages.ts";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import { timelineOf } from "../../kernel/timeline/index.ts";
import { compareExecutions, partingLines, statusWord } from "../../kernel/views/index.ts";
import { type EditorTheme, launchBrowser } from "../renderer/page.ts";
import { seriousFaults } from "../renderer/seriousFaults.ts";
import { stfTrace } from "../timeline/stfTrace.ts";
import { sampleExecution } from "../views/sampleExecution.ts";
import { bundlePages, openPage, type PageBundle } from "./page.ts";

const evil = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";

/** The reference workflow with other intervals, run by run. */
function executions(count: number, name = (i: number) => `stf_processing-ada-${String(i + 1).padStart(4, "0")}`) {
  return Array.from({ length: count }, (_, i): WorkflowExecution => {
    const interval = 2 + i / 4;
    const { end, batches } = stfTrace({ interval });
    const stf = timelineOf(batches, end).counts[0]!.total;
    return sampleExecution({
      executionId: name(i),
      definitionId: i === 1 ? 2 : 1,
      status: i === 3 ? "failed" : "completed",
      parameterValues: { stf_interval: interval, physics_period_count: 3 },
      simulatedEndTime: end,
      performanceMetrics: { ...sampleExecution().performanceMetrics!, simulatedEndTime: end, counts: { stf } },
    });
  });
}

describe("The page of a comparison", function () {
  this.timeout(30_000);
  let browser: Browser;
  let bundle: PageBundle;

  before(async () => {
    [browser, bundle] = await Promise.all([launchBrowser(), bundlePages()]);
    await mkdir("test/output", { recursive: true });
  });

  after(() => browser.close());

  const open = async (
    compared: readonly WorkflowExecution[],
    options: { theme?: EditorTheme; width?: number } = {},
  ) => {
    const [first, ...others] = compared;
    const answer = (request: ComparisonRequest): ComparisonMessage[] => {
      if (request.type !== "ready") return [];
      return [
        {
          type: "comparison",
          comparison: compareExecutions(compared, { all: true, units: { stf_interval: "s" } }),
          columns: compared.map((execution) => ({
            title: execution.executionId,
            status: execution.status,
            statusText: statusWord(execution),
            definition: "stf_processing 1.0",
            differsInDefinition: execution.definitionId !== first!.definitionId,
          })),
        },
        {
          type: "timelines",
          timelines: compared.map((execution, i) => {
            const { batches, end } = stfTrace({ interval: 2 + i / 4, duration: 150 + i * 5 });
            return { name: execution.executionId, timeline: timelineOf(batches, end) };
          }),
        },
        ...others.map(({ executionId }, i) => {
          const before = { kind: "count", time: 19, name: "stf", by: 1 } as const;
          const difference =
            i === 1
              ? null
              : { position: 8, before, first: { ...before, time: 21.1 }, second: { ...before, time: 21.35 } };
          const lines = partingLines(first!.executionId, { executionId, difference });
          return { type: "parting", column: i + 1, difference, lines } as const;
        }),
      ];
    };
    const names = compared.map(({ executionId }) => ({ id: executionId, folder: "/data" }));
    return openPage(browser, bundle, { page: "comparison", executions: names, all: false }, answer, options);
  };

  for (const theme of ["dark", "light", "high-contrast", "high-contrast-light"] satisfies EditorTheme[]) {
    it(`shows three executions in the ${theme} theme without a serious accessibility fault`, async () => {
      await using opened = await open(executions(3), { theme });
      await opened.page.waitForSelector(".wfnb-timeline svg .states_marks path");
      await opened.page.screenshot({ path: `test/output/comparison-${theme}.png`, fullPage: true });
      assert.deepEqual(await seriousFaults(opened.page), []);
      assert.deepEqual(opened.errors, []);
    });
  }

  it("shows what differs, with difference and ratio, or all; and remembers which", async () => {
    await using opened = await open(executions(2));
    const { page } = opened;
    const row = (name: string) => page.locator(`.compared tr:has(th:has-text("${name}"))`);
    await row("stf_interval").waitFor();
    assert.equal((await row("stf_interval").innerText()).replace(/\s+/g, " "), "stf_interval s 2 2.25");
    assert.match((await row("count stf").innerText()).replace(/\s+/g, " "), /^count stf 258 231 −27 \(× 0\.8953\)$/);
    assert.equal(await row("physics_period_count").count(), 0);
    await page.click("text=Also what is the same");
    assert.equal(await row("physics_period_count").count(), 1);
    assert.equal(((await opened.state()) as { all: boolean }).all, true);
    assert.match(await page.innerText(".partings"), /0002: The traces part at record 9:\s+both: 19 s count stf by 1\n/);
  });

  it("tells of each where it parts from the first, also where two have one id, as in two folders", async () => {
    const [first, second] = executions(2) as [WorkflowExecution, WorkflowExecution];
    await using opened = await open([first, second, second]);
    await opened.page.waitForSelector(".partings li:nth-child(2).same");
    assert.match(await opened.page.innerText(".partings li:nth-child(1)"), /The traces part at record 9/);
  });

  it("leaves room for values beside their names in a narrow editor", async () => {
    await using opened = await open(executions(2), { width: 260 });
    const { page } = opened;
    const name = page.locator(".compared th[scope=row]").first();
    await name.waitFor();
    const [table, shown] = [await page.locator(".compared").boundingBox(), await name.boundingBox()];
    assert.ok(
      shown!.width < table!.width / 2,
      `${shown!.width} of ${table!.width} pixels are taken by what stays in place`,
    );
    const value = page.locator(".compared tr:has(th:has-text('stf_interval')) td").last();
    await page.evaluate("document.querySelector('.compared').scrollLeft = 10_000");
    assert.ok((await value.boundingBox())!.x >= shown!.x + shown!.width, "the last value is not covered");
    await page.screenshot({ path: "test/output/comparison-narrow.png" });
    assert.deepEqual(opened.errors, []);
  });

  it("shows a state that only one of them was in, and what there was none of in the first", async () => {
    const [first, second] = executions(2) as [WorkflowExecution, WorkflowExecution];
    const metrics = first.performanceMetrics!;
    const standby = { ...metrics, timeInState: { "run/standby": 30 }, counts: { stf: 0 } };
    const none = { ...metrics, timeInState: {}, counts: { stf: 7 } };
    await using opened = await open([
      { ...first, performanceMetrics: standby },
      { ...second, performanceMetrics: none },
    ]);
    const row = (name: string) => opened.page.locator(`.compared tr:has(th:has-text("${name}"))`);
    await row("run/standby").waitFor();
    assert.equal((await row("run/standby").innerText()).replace(/\s+/g, " ").trim(), "time in run/standby s 30 –");
    assert.equal((await row("count stf").innerText()).replace(/\s+/g, " "), "count stf 0 7 +7");
    assert.deepEqual(opened.errors, []);
  });

  it("has room for the names of parameters beside ten executions", async () => {
    const compared = executions(10).map((each, i) => ({ ...each, parameterValues: { no_beam_not_ready_delay: i } }));
    await using opened = await open(compared);
    const name = opened.page.locator('.compared th:has-text("no_beam_not_ready_delay")');
    const [own, line] = await Promise.all(
      [name, opened.page.locator('.compared th:text-is("events")')].map((each) => each.boundingBox()),
    );
    assert.ok(own!.height < 1.5 * line!.height, "it stands in one line");
  });

  it("opens, reorders, removes and exports by column", async () => {
    await using opened = await open(executions(3));
    const { page, requests } = opened;
    await page.click("button:has-text('stf_processing-ada-0003')");
    await page.locator("text=Make First").nth(1).click();
    await page.click("text=Code Difference");
    await page.click("[aria-label='Remove stf_processing-ada-0002']");
    await page.click("[aria-label='Export as Markdown']");
    await page.waitForTimeout(50);
    assert.deepEqual(requests.slice(1), [
      { type: "open", column: 2 },
      { type: "makeFirst", column: 2 },
      { type: "compareDefinition", column: 1 },
      { type: "remove", column: 1 },
      { type: "export", format: "markdown", all: false },
    ]);
  });

  it("shows twenty executions, one of them deleted meanwhile", async () => {
    await using opened = await open(executions(20), { width: 1400 });
    const { page, errors } = opened;
    await page.waitForSelector(".wfnb-timeline svg .states_marks path");
    assert.equal(await page.locator(".compared thead th").count(), 20);
    await opened.send({ type: "gone", message: "Not among the executions any more: stf_processing-ada-0007." });
    await page.waitForSelector(".banner:not([hidden])");
    await page.screenshot({ path: "test/output/comparison-twenty.png", fullPage: true });
    assert.equal(await page.locator(".compared thead th").count(), 20);
    assert.ok(await page.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth"), "the table scrolls");
    assert.deepEqual(errors, []);
  });

  it("shows markup as text, and cuts names of ten thousand characters", async () => {
    const long = "n".repeat(10_000);
    const compared = executions(2, (i) => `${evil}${String(i)}`).map((execution, i) => ({
      ...execution,
      parameterValues: { [evil]: `${evil}${String(i)}`, [long]: `${long}${String(i)}` },
    }));
    await using opened = await open(compared);
    await opened.page.waitForSelector(".compared tbody tr");
    await opened.page.screenshot({ path: "test/output/comparison-evil.png", fullPage: true });
    assert.equal(await opened.page.title(), "Workflow execution");
    assert.equal(await opened.page.locator("main img, main script").count(), 0);
    assert.ok(await opened.page.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth"));
    assert.deepEqual(opened.errors, []);
  });
});
