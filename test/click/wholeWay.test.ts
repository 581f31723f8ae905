import assert from "node:assert/strict";
import {
  openContainer,
  openFile,
  openProblems,
  openWorkbench,
  replaceLine,
  runCell,
  screenshot,
  switchTheme,
  treeRows,
  type Workbench,
  waitForCellEnd,
  waitForProblem,
  waitForRendered,
} from "../vscode/harness/index.ts";

const lineOf = (text: string, start: string) => text.split("\n").findIndex((line) => line.startsWith(start)) + 1;

describe("from a keystroke to a timeline and a row in the sidebar", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench?.close());

  it("runs the notebook's cell and draws the timeline under it", async () => {
    const { page } = workbench;
    await openFile(page, "notebooks/stf_processing.wfnb");
    await runCell(page, 0);
    assert.equal(await waitForCellEnd(page, 0), "success");
    const frame = await waitForRendered(page, ".wfnb-timeline svg");
    const marks = await frame.locator(".wfnb-timeline svg .states_marks path").count();
    assert.ok(marks >= 10, `${marks} marks`);
    assert.match(await frame.locator("body").innerText(), /630\.8/);
    await screenshot(page, "notebook-dark");
  });

  it("shows what was recorded in a state that is clicked, and exports the trace from the cell", async () => {
    const { page } = workbench;
    const frame = await waitForRendered(page, ".wfnb-timeline svg");
    await frame.locator('.wfnb-timeline svg [aria-label^="run / standby from 199.6 s"]').click();
    await frame.locator(".wfnb-records tbody tr").first().waitFor();
    const rows = (await frame.locator(".wfnb-records tbody tr").allInnerTexts()).map((row) =>
      row.split(/\s+/).slice(0, 5),
    );
    assert.deepEqual(
      rows.map(([time, , kind, name]) => [time, kind, name]),
      [
        ["199.6", "state", "run"],
        ["199.6", "message", "pause_run"],
        ["230.6", "state", "run"],
        ["230.6", "count", "physics_period"],
        ["230.6", "message", "resume_run"],
      ],
    );
    assert.match(await frame.locator(".wfnb-records-told").innerText(), /^1 to 5 of 5 records$/);
    await screenshot(page, "notebook-records");
    await frame.getByText("Close", { exact: true }).click();
    await frame.getByText("Export", { exact: true }).click();
    await page.locator(".quick-input-list").getByText("Chrome trace").waitFor();
    await page.keyboard.press("Escape");
  });

  it("shows the execution in the tree", async () => {
    const { page } = workbench;
    await openContainer(page, "Workflows");
    const row = treeRows(page, "stf_processing").first();
    await row.waitFor();
    await screenshot(page, "tree-dark");
    await row.hover();
  });

  it("follows the editor's light theme", async () => {
    const { page } = workbench;
    await switchTheme(workbench, "light");
    await waitForRendered(page, ".vscode-light .wfnb-timeline svg");
    await page.waitForTimeout(500);
    await screenshot(page, "notebook-light");
    await switchTheme(workbench, "dark");
  });

  it("says in the Problems panel what is wrong with a TOML file", async () => {
    const { page, folder } = workbench;
    const { readFile } = await import("node:fs/promises");
    const text = await readFile(`${folder}/workflows/stf_processing_default.toml`, "utf8");
    await page.keyboard.press("Control+Shift+E");
    await openFile(page, "workflows/stf_processing_default.toml");
    await replaceLine(page, lineOf(text, "stf_interval"), "stf_intervall = 2");
    const problem = await waitForProblem(page, "stf_intervall");
    assert.match(problem, /stf_interval\b/);
    await openProblems(page);
    await screenshot(page, "problems-dark");
  });
});
