import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  answerFileDialog,
  codeCell,
  openWorkbench,
  runCell,
  runCommand,
  screenshot,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

describe("a notebook that is in no file yet", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench?.close());

  it("keeps its variables when it is saved, and shows the cell that runs meanwhile to its end", async () => {
    const { page, folder } = workbench;
    const cells = ["let kept = 41;", "await new Promise((r) => setTimeout(r, 8000)); 'in the end'", "kept + 1"];
    writeFileSync(join(folder, "cells.ts"), cells.map((source) => `// %%\n${source}\n`).join("\n"));
    await runCommand(page, "Open as Workflow Notebook");
    await answerFileDialog(page, join(folder, "cells.ts"));
    await codeCell(page, 2).waitFor();
    await runCell(page, 0);
    assert.equal(await waitForCellEnd(page, 0), "success");
    await runCell(page, 1);
    await page.keyboard.press("Control+s");
    await answerFileDialog(page, join(folder, "saved.wfnb"));
    await page.locator('.tabs-container .tab.active:has-text("saved.wfnb")').waitFor();
    await runCell(page, 2);
    assert.equal(await waitForCellEnd(page, 1), "success");
    assert.equal(await waitForCellEnd(page, 2), "success");
    await waitForRendered(page, 'body:has-text("in the end"):has-text("42")');
    await screenshot(page, "saved-notebook-dark");
    assert.match(readFileSync(join(folder, "saved.wfnb"), "utf8"), /kept \+ 1/);
  });
});
