import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { notebookOf } from "../notebook/notebookOf.ts";
import {
  closeTab,
  codeCell,
  openFile,
  openWorkbench,
  runCell,
  screenshot,
  screenshotThemes,
  stopCell,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

const patient = `import { defineWorkflow } from "wfnb";
export default defineWorkflow({ name: "patient", parameters: {}, *execute({ env, state, count }) {
  state("waiting");
  for (;;) { yield env.timeout(1); count("second"); state("counting", env.now % 2 === 0 ? "even" : "odd"); }
} });
`;
const picky = `import { defineWorkflow, parameter } from "wfnb";

export default defineWorkflow({
  name: "picky",
  parameters: { limit: parameter.number({ default: 1, description: "what is too much beyond 5" }) },
  *execute({ env, state, parameters }) {
    state("beam", "ready");
    yield env.timeout(2.5);
    if (parameters.limit > 5) throw new RangeError("beyond 5: " + parameters.limit);
  },
});
`;
const workflows = notebookOf(
  "toml",
  '[workflow]\nname = "patient"\n\n[run]\nuntil = 60\nrealtime = true\n',
  '[workflow]\nname = "picky"\n\n[parameters]\nlimit = 9\n',
  '[workflow]\nname = "picky"\n\n[parameters]\nlimmit = 9\n',
);
const [liveCell, failingCell, refusedCell] = [0, 1, 2];
const chart = {
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  data: { values: [3, 5, 8].map((stf, i) => ({ period: i + 1, stf })) },
  mark: "bar",
  encoding: { x: { field: "period", type: "ordinal" }, y: { field: "stf", type: "quantitative" } },
};
const rows = [
  "ready",
  "<b>beam</b>",
  "a reason that takes more room than a column has, so that it is cut or wrapped",
].map((note, index) => ({ period: index + 1, stf: 113 * index, note }));
const functions = notebookOf(
  "typescript",
  "function halve(x: number) {\n  return x / missing;\n}",
  "halve(3)",
  `(${JSON.stringify(chart)})`,
  JSON.stringify(rows),
);
const [definingCell, callingCell, chartCell, tableCell] = [0, 1, 2, 3];

describe("workflow cells that run, are stopped and fail", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 1400, height: 1100 } });
    const { folder, page } = workbench;
    writeFileSync(join(folder, "workflows/patient.ts"), patient);
    writeFileSync(join(folder, "workflows/picky.ts"), picky);
    writeFileSync(join(folder, "notebooks/running.wfnb"), workflows);
    writeFileSync(join(folder, "notebooks/functions.wfnb"), functions);
    await openFile(page, "notebooks/running.wfnb");
  });
  after(() => workbench?.close());

  /** Waits until the outputs say this, and returns all that they say. */
  async function outputsSaying(pattern: RegExp): Promise<string> {
    const frame = await waitForRendered(workbench.page, "body .output");
    const said = frame.locator("body").filter({ hasText: pattern });
    // The outputs are placed absolutely, so the body around them has no height.
    await said.waitFor({ state: "attached", timeout: 20_000 });
    return said.innerText();
  }

  it("say how far they are while they run, and end as cancelled when they are stopped", async () => {
    const { page } = workbench;
    await runCell(page, liveCell);
    const told = await outputsSaying(/of 60 s simulated/);
    assert.match(told, /\d s of 60 s simulated \(\d+ %\)/);
    await outputsSaying(/events\/s, about [\d.]+ s left/);
    const frame = await waitForRendered(page, ".wfnb-timeline svg");
    // What a person has opened or zoomed into stays while figures go on.
    await frame.getByText("Table", { exact: true }).click();
    const before = await frame.locator(".wfnb-figures").innerText();
    await page.waitForTimeout(1500);
    assert.notEqual(await frame.locator(".wfnb-figures").innerText(), before);
    assert.equal(await frame.locator(".wfnb-tables:visible").count(), 1);
    await frame.getByText("Table", { exact: true }).click();
    await screenshotThemes(workbench, "cell-running");
    await stopCell(page, liveCell);
    assert.equal(await waitForCellEnd(page, liveCell), "error");
    await outputsSaying(/cancelled/);
    await codeCell(page, liveCell).locator('.cell-statusbar-container :text("cancelled")').first().waitFor();
    await screenshot(page, "cell-cancelled-dark");
  });

  it("lead to the record of their execution from the bar below them and from the lens above", async () => {
    const { page } = workbench;
    const bar = codeCell(page, liveCell).locator('.cell-statusbar-container :text("cancelled")').first();
    const lens = codeCell(page, liveCell).locator('.codelens-decoration a:has-text("cancelled")').first();
    for (const link of [bar, lens]) {
      await link.click();
      await page.locator('.tabs-container .tab.active:has-text("patient-")').waitFor();
      await waitForRendered(page, 'h1:has-text("patient-")');
      await closeTab(page, "patient-");
    }
  });

  it("say what failed, when, in which state and where, and mark the value that led there", async () => {
    const { page } = workbench;
    await runCell(page, failingCell);
    assert.equal(await waitForCellEnd(page, failingCell), "error");
    const told = await outputsSaying(/beyond 5: 9/);
    assert.equal(told.match(/beyond 5: 9/g)?.length, 1, told);
    assert.match(told, /at 2\.5 s of simulated time, in state beam\/ready/);
    assert.match(told, /picky\.ts:9/);
    await codeCell(page, failingCell).locator(".squiggly-error").first().waitFor();
    await screenshotThemes(workbench, "cell-failed");
  });

  it("lead from a configuration that is refused to the line of the cell that is wrong", async () => {
    const { page } = workbench;
    await runCell(page, refusedCell);
    assert.equal(await waitForCellEnd(page, refusedCell), "error");
    await outputsSaying(/limmit.*did you mean/i);
    const frame = await waitForRendered(page, '.wfnb-link:has-text("line 5, column 1")');
    const cell = codeCell(page, refusedCell);
    const placeOf = async (found: Locator) => (await found.first().isVisible()) && (await found.first().boundingBox());
    const isAtTheLine = async () => {
      const [cursor, line] = [
        await placeOf(cell.locator(".cursors-layer .cursor")),
        await placeOf(cell.locator('.view-line:has-text("limmit")')),
      ];
      return cursor && line && Math.abs(cursor.y - line.y) < 4 && Math.abs(cursor.x - line.x) < 4;
    };
    // The error stands below the end of the window, and a click before the notebook has been scrolled to it is lost.
    for (let tries = 0; tries < 10 && !(await isAtTheLine()); tries += 1) {
      await cell.hover();
      await page.mouse.wheel(0, 2_000);
      if (tries === 0) await screenshot(page, "cell-refused-dark");
      await frame
        .locator('.wfnb-link:has-text("line 5, column 1")')
        .click({ timeout: 3_000 })
        .catch(() => {});
      await cell
        .locator(".monaco-editor.focused")
        .first()
        .waitFor({ timeout: 3_000 })
        .catch(() => {});
    }
    assert.ok(await isAtTheLine(), "the cursor does not stand at the line that is wrong");
  });

  it("lead from the error to the line of the workflow that failed, and mark it", async () => {
    const { page } = workbench;
    const frame = await waitForRendered(page, ".wfnb-stack .wfnb-link");
    await frame.locator(".wfnb-stack .wfnb-link").first().click();
    await page.locator('.tabs-container .tab.active:has-text("picky.ts")').waitFor();
    await page.locator('.statusbar-item:has-text("Ln 9, Col 37")').waitFor();
    await page.locator(".editor-instance .squiggly-error").first().waitFor();
    await screenshot(page, "failed-line-dark");
    await closeTab(page, "picky.ts");
  });

  it("lead from a TypeScript error to the cell and line where it was thrown, and mark the name that is missing", async () => {
    const { page } = workbench;
    await closeTab(page, "running.wfnb");
    await openFile(page, "notebooks/functions.wfnb");
    await runCell(page, definingCell);
    assert.equal(await waitForCellEnd(page, definingCell), "success");
    await runCell(page, callingCell);
    assert.equal(await waitForCellEnd(page, callingCell), "error");
    assert.match(await outputsSaying(/missing is not defined/), /at halve \(cell cell-0:2:\d+\)/);
    const frame = await waitForRendered(page, '.wfnb-link:has-text("cell cell-0")');
    await frame.locator('.wfnb-link:has-text("cell cell-0")').first().click();
    await codeCell(page, definingCell).locator(".monaco-editor.focused").first().waitFor();
    await codeCell(page, definingCell).locator(".squiggly-error").first().waitFor();
    await screenshot(page, "cell-failed-typescript-dark");
  });

  it("draw the chart that a TypeScript cell displays", async () => {
    const { page } = workbench;
    await runCell(page, chartCell);
    assert.equal(await waitForCellEnd(page, chartCell), "success");
    const frame = await waitForRendered(page, ".wfnb-chart svg");
    assert.equal(await frame.locator(".wfnb-chart svg .role-mark path").count(), 3);
    await screenshotThemes(workbench, "cell-chart");
  });

  it("show the table that a TypeScript cell displays, texts as the text they are", async () => {
    const { page } = workbench;
    await runCell(page, tableCell);
    assert.equal(await waitForCellEnd(page, tableCell), "success");
    const frame = await waitForRendered(page, "table:has-text('reason')");
    assert.deepEqual(await frame.locator("table th").allInnerTexts(), ["period", "stf", "note"]);
    assert.equal(await frame.locator("table td", { hasText: "<b>beam</b>" }).count(), 1);
    await screenshotThemes(workbench, "cell-table");
  });
});
