import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  closeTab,
  openFile,
  openProblems,
  openWorkbench,
  replaceLine,
  runCell,
  save,
  screenshot,
  type Workbench,
  waitForCellEnd,
  waitForProblem,
} from "../vscode/harness/index.ts";

const cell = (languageId: string, source: string) => ({
  cell_type: "code",
  id: languageId,
  metadata: { vscode: { languageId } },
  execution_count: null,
  outputs: [],
  source,
});
const wrong = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    cell("toml", '[workflow]\nname = "stf_processing"\n[parameters]\nstf_intervall = 2\n'),
    cell("typescript", "missing + 1"),
  ],
});

describe("the Problems panel", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench?.close());

  it("tells what is wrong in the cells of a notebook as long as it stands in a tab", async () => {
    const { page, folder } = workbench;
    writeFileSync(join(folder, "notebooks/wrong.wfnb"), wrong);
    const rows = await openProblems(page);
    // By a double click, as people do: the editor then never closes the notebook's document.
    await openFile(page, "notebooks/wrong.wfnb");
    await waitForProblem(page, "stf_intervall");
    await waitForProblem(page, "Cannot find name 'missing'");
    await runCell(page, 1);
    await waitForCellEnd(page, 1);
    await waitForProblem(page, "ReferenceError");
    await save(page);
    await closeTab(page, "wrong.wfnb");
    await rows.first().waitFor({ state: "detached" });
    await screenshot(page, "problems-closed-notebook-dark");
    await openFile(page, "notebooks/wrong.wfnb");
    await waitForProblem(page, "stf_intervall");
    await waitForProblem(page, "Cannot find name 'missing'");
    await closeTab(page, "wrong.wfnb");
    await rows.first().waitFor({ state: "detached" });
  });

  it("warns in both of two workflow files that define a workflow of the same name, until one is renamed", async () => {
    const { page, folder } = workbench;
    const lamp = readFileSync(join(folder, "workflows/stf_processing.ts"), "utf8").replace(
      '"stf_processing"',
      '"lamp"',
    );
    writeFileSync(join(folder, "workflows/lamp.ts"), lamp);
    writeFileSync(join(folder, "workflows/lamp_old.ts"), lamp);
    const rows = await openProblems(page);
    await openFile(page, "workflows/lamp_old.ts");
    const old = await waitForProblem(page, 'This file defines the workflow "lamp"');
    assert.match(old, /which is the one that runs, because the file bears the name/);
    assert.match(await waitForProblem(page, 'defines the workflow "lamp" as well'), /lamp_old\.ts .* never runs/);
    await screenshot(page, "problems-namesakes-dark");
    await page.locator(".editor-instance .squiggly-warning").first().waitFor();
    const line = lamp.split("\n").findIndex((each) => each.includes('"lamp"')) + 1;
    await replaceLine(page, line, '  name: "old_lamp",');
    await save(page);
    await rows.filter({ hasText: "the workflow" }).first().waitFor({ state: "detached" });
  });
});
