import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kernelOn, workflowSource } from "../runner/testWorkspace.ts";
import {
  openContainer,
  openFile,
  openWorkbench,
  runCell,
  runCommand,
  screenshot,
  toast,
  treeRows,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

const sweep = `[workflow]
name = "stf_processing"

[sweep]
stf_interval = [1, 1.5, 2]
physics_period_count = [1, 3]
`;

describe("a sweep in the editor", function () {
  this.timeout(120_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows"] });
    const cell = { cell_type: "code", id: "a", source: sweep, outputs: [], execution_count: null };
    const cells = [{ ...cell, metadata: { vscode: { languageId: "toml" } } }];
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
    await writeFile(join(workbench.folder, "scan.wfnb"), JSON.stringify(notebook));
    await writeFile(join(workbench.folder, "scan.toml"), sweep);
  });
  after(() => workbench?.close());

  it("is run by a cell, which shows a table of all combinations and charts of what depends on them", async () => {
    const { page } = workbench;
    await openFile(page, "scan.wfnb");
    await page.locator('.codelens-decoration:has-text("Run 6 Executions")').first().waitFor();
    await runCell(page, 0);
    assert.equal(await waitForCellEnd(page, 0), "success");
    const frame = await waitForRendered(page, "svg .mark-line path");
    assert.equal(await frame.locator("p").first().innerText(), "6 of 6 executions completed");
    assert.equal(await frame.locator("tbody tr").count(), 6);
    await screenshot(page, "sweep-cell");
  });

  it("is summed up in a cell, from its records, whenever one wants to see it again", async () => {
    const { page } = workbench;
    await runCommand(page, "View: Close All Editors");
    await openFile(page, "scan.toml");
    await page.locator('.codelens-decoration a:has-text("Run 6 Executions")').first().click();
    await (await toast(page, "6 of 6 executions completed")).locator("a:has-text('Summarize')").click();
    assert.equal(await waitForCellEnd(page, 0), "success");
    const frame = await waitForRendered(page, "svg .mark-line path");
    assert.equal(await frame.locator("p").first().innerText(), "6 of 6 executions completed");
    assert.equal(await frame.locator("tbody tr").count(), 6);
    await screenshot(page, "sweep-summary");
  });

  it("is run from a file, and its executions are compared on a page", async () => {
    const { page } = workbench;
    await openFile(page, "scan.toml");
    await page.locator('.codelens-decoration a:has-text("Run 6 Executions")').first().click();
    await (await toast(page, "6 of 6 executions completed")).locator("a:has-text('Compare')").click();
    const comparison = await waitForRendered(page, ".page.comparison .wfnb-timeline svg");
    assert.equal(await comparison.locator("h1").innerText(), "Comparison of 6 Executions");
  });

  it("is stopped as a whole where it was run from a file, with what had not begun", async () => {
    const { page, folder } = workbench;
    const body = "for (;;) { yield env.timeout(1); }";
    const endless = workflowSource("endless", body, "{ a: parameter.number({ default: 1 }) }");
    await writeFile(join(folder, "workflows", "endless.ts"), endless);
    const values = '[workflow]\nname = "endless"\n\n[sweep]\na = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n';
    await writeFile(join(folder, "endless.toml"), values);
    await openFile(page, "endless.toml");
    await page.locator('.codelens-decoration a:has-text("Run 10 Executions")').first().click();
    const progress = await toast(page, /endless\.toml.*of 10/s);
    await openContainer(page, "Workflows");
    await treeRows(page, "endless-").nth(3).waitFor();
    await screenshot(page, "sweep-file-running-dark");
    await progress.locator("a:has-text('Cancel')").click();
    await toast(page, "0 of 10 executions completed");
    const kernel = kernelOn(folder);
    const executions = await kernel.executions({ matching: "workflow:endless" });
    await kernel.close();
    assert.deepEqual(
      executions.map(({ status }) => status),
      ["cancelled", "cancelled", "cancelled", "cancelled"],
    );
  });
});
