import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import {
  closeTab,
  codeCell,
  openFile,
  openWorkbench,
  reloadWindow,
  runCell,
  screenshot,
  stopCell,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

const workflow = `import { defineWorkflow, parameter } from "wfnb";
export default defineWorkflow({
  name: "patient",
  parameters: { seconds: parameter.number({ default: 12 }) },
  *execute({ env, state, count, parameters }) {
    state("waiting");
    for (let i = 0; i < parameters.seconds; i += 1) {
      yield env.timeout(1);
      count("second");
      if (i === parameters.seconds / 2) state("nearly", "there");
    }
  },
});
`;

describe("a notebook that is left while its cell runs", function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let notebooks = 0;
  before(async () => {
    workbench = await openWorkbench({
      settings: { "files.autoSave": "afterDelay", "files.autoSaveDelay": 100 },
    });
    writeFileSync(join(workbench.folder, "workflows/patient.ts"), workflow);
  });
  after(() => workbench?.close());

  /** A notebook of its own, so that no other execution can be taken for its cell's. */
  async function openPatient(seconds: number, factor: number): Promise<string> {
    // Of a try that failed.
    if (notebooks > 0) await closeTab(workbench.page, `patient-${notebooks}.wfnb`);
    notebooks += 1;
    const name = `patient-${notebooks}.wfnb`;
    const source = `[workflow]\nname = "patient"\n\n[parameters]\nseconds = ${seconds}\n\n[run]\nuntil = ${seconds + 1}\nrealtime = true\nfactor = ${factor}\n`;
    const metadata = { vscode: { languageId: "toml" } };
    const cell = { cell_type: "code", id: "one", metadata, execution_count: null, outputs: [], source };
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
    writeFileSync(join(workbench.folder, "notebooks", name), JSON.stringify(notebook));
    await openFile(workbench.page, `notebooks/${name}`);
    return name;
  }

  /** Waits until the cell's output says this. */
  async function outputSaying(pattern: RegExp): Promise<string> {
    const frame: Frame = await waitForRendered(workbench.page, ".wfnb-timeline svg");
    // The outputs are placed absolutely, so the body around them has no height.
    const said = frame.locator("body").filter({ hasText: pattern });
    await said.waitFor({ state: "attached", timeout: 20_000 });
    return said.innerText();
  }

  const executionId = async () => /patient-\S+-\d+/.exec(await outputSaying(/patient-\S+-\d+/))?.[0] ?? "none";

  it("shows how far it is, and joins the execution again when it is opened", async () => {
    const { page } = workbench;
    const name = await openPatient(12, 0.4);
    await runCell(page, 0);
    await outputSaying(/of 13 s simulated/);
    await screenshot(page, "live-dark");
    const started = await executionId();
    await closeTab(page, name);
    await openFile(page, `notebooks/${name}`);
    assert.equal(await waitForCellEnd(page, 0, 40_000), "success");
    assert.match(await outputSaying(/completed/), /12 second/);
    assert.equal(await executionId(), started);
    await screenshot(page, "rejoined-dark");
    await closeTab(page, name);
  });

  it("shows the end of an execution that ended while it was closed", async () => {
    const { page } = workbench;
    // Long enough that a busy machine shows it running.
    const name = await openPatient(12, 0.8);
    await runCell(page, 0);
    await outputSaying(/of 13 s simulated/);
    const started = await executionId();
    await closeTab(page, name);
    await page.locator('.statusbar-item:has-text("patient")').waitFor({ state: "detached" });
    await openFile(page, `notebooks/${name}`);
    assert.equal(await waitForCellEnd(page, 0), "success");
    assert.match(await outputSaying(/completed/), /12 second/);
    assert.equal(await executionId(), started);
    await closeTab(page, name);
  });

  it("joins it again when the window is reloaded", async () => {
    const { page, folder } = workbench;
    await openPatient(1000, 1);
    await codeCell(page, 0).locator(':text("Run")').first().waitFor();
    // Takes effect for a notebook that is open already.
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify({ "wfnb.keepRunning": true }));
    await page.waitForTimeout(1500);
    await runCell(page, 0);
    await outputSaying(/of 1,?001 s simulated/);
    const started = await executionId();
    await reloadWindow(page);
    await codeCell(page, 0).locator(".codicon-notebook-state-executing").first().waitFor({ timeout: 60_000 });
    await outputSaying(/of 1,?001 s simulated \(\d+ %\), .*waiting.*events\/s, about .* left/);
    assert.equal(await executionId(), started);
    await screenshot(page, "reloaded-dark");
    await stopCell(page, 0);
    assert.equal(await waitForCellEnd(page, 0), "error");
    await outputSaying(/cancelled/);
    assert.equal(await executionId(), started);
  });
});
