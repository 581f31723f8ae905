import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  codeCell,
  openFile,
  openWorkbench,
  runCell,
  screenshot,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

const workflow = `import { defineWorkflow } from "wfnb";
export default defineWorkflow({ name: "patient", parameters: {}, *execute({ env, state, count }) {
  state("waiting");
  for (let i = 0; i < 12; i += 1) { yield env.timeout(1); count("second"); if (i === 6) state("nearly", "there"); }
} });
`;
const cell = {
  cell_type: "code",
  id: "one",
  metadata: { vscode: { languageId: "toml" } },
  execution_count: null,
  outputs: [],
  source: '[workflow]\nname = "patient"\n\n[run]\nuntil = 13\nrealtime = true\n',
};

describe("a notebook that is left while its cell runs", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      settings: { "files.autoSave": "afterDelay", "files.autoSaveDelay": 100, "wfnb.keepRunning": true },
    });
    writeFileSync(join(workbench.folder, "workflows/patient.ts"), workflow);
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
    writeFileSync(join(workbench.folder, "notebooks/patient.wfnb"), JSON.stringify(notebook));
  });
  after(() => workbench?.close());

  it("shows how far it is, and joins the execution again when it is opened", async () => {
    const { page } = workbench;
    await openFile(page, "notebooks/patient.wfnb");
    await runCell(page, 0);
    await waitForRendered(page, ".wfnb-timeline svg");
    await page.waitForTimeout(2500);
    await screenshot(page, "live-dark");
    await page.locator('.tab:has-text("patient.wfnb")').click({ button: "middle" });
    await page.locator('.tab:has-text("patient.wfnb")').waitFor({ state: "detached" });
    await page.waitForTimeout(2000);
    await openFile(page, "notebooks/patient.wfnb");
    assert.equal(await waitForCellEnd(page, 0, 40_000), "success");
    const frame = await waitForRendered(page, ".wfnb-timeline svg");
    const text = await frame.locator("body").innerText();
    assert.match(text, /completed/);
    assert.match(text, /12 second/);
    await screenshot(page, "rejoined-dark");
  });

  it("joins it again when the window is reloaded", async () => {
    const { page } = workbench;
    await runCell(page, 0);
    const running = codeCell(page, 0)
      .locator('.cell-statusbar-container :text("patient-")')
      .filter({ hasText: "0002" });
    await running.first().waitFor();
    await page.waitForTimeout(1500);
    await page.reload();
    await codeCell(page, 0).locator(".codicon-notebook-state-executing").first().waitFor({ timeout: 40_000 });
    await waitForRendered(page, ".wfnb-timeline svg");
    await page.waitForTimeout(500);
    await screenshot(page, "reloaded-dark");
    assert.equal(await waitForCellEnd(page, 0, 40_000), "success");
    const frame = await waitForRendered(page, ".wfnb-timeline svg");
    assert.match(await frame.locator("body").innerText(), /completed\s+patient-\S+0002.*12 second/s);
  });
});
