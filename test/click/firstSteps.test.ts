import assert from "node:assert/strict";
import {
  callTool,
  modalDialog,
  openContainer,
  openWorkbench,
  packToolCaller,
  replaceLine,
  runCell,
  runCommand,
  screenshot,
  treeRows,
  type Workbench,
  waitForCellEnd,
  waitForProblem,
} from "../vscode/harness/index.ts";

describe("the first steps of a newcomer", function () {
  this.timeout(60_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      samples: ["workflows"],
      extension: "installed",
      vsix: [await packToolCaller()],
      settings: { "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" } },
    });
  });
  after(() => workbench?.close());

  const ticked = () => workbench.page.locator(".getting-started-step .codicon-getting-started-step-checked");
  const openSteps = async () => {
    const { page } = workbench;
    await runCommand(page, "Welcome: Open Walkthrough");
    await page.locator(".quick-input-widget input").first().fill("First Steps with Workflow");
    await page.locator('.quick-input-list .monaco-list-row:has-text("First Steps with Workflow")').first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator('.getting-started-step:has-text("Run your first workflow")').waitFor();
  };

  it("are shown with pictures, none of them done", async () => {
    const { page } = workbench;
    await openSteps();
    assert.equal(await page.locator(".getting-started-step").count(), 4);
    assert.equal(await ticked().count(), 0);
    await screenshot(page, "walkthrough-dark");
  });

  it("are ticked off: a workflow ran, was found again, and was to be compared", async () => {
    const { page } = workbench;
    await page.locator('.getting-started-step .monaco-button:has-text("Open Sample Notebook")').click();
    await page.locator('.tab.active:has-text("first_steps.wfnb")').waitFor();
    await runCell(page, 0);
    assert.equal(await waitForCellEnd(page, 0), "success");
    await openSteps();
    await ticked().first().waitFor();
    await openContainer(page, "Workflows");
    await treeRows(page, "stf_processing").first().waitFor();
    await ticked().nth(1).waitFor();
    await runCommand(page, "Workflow: Compare Executions");
    await page.locator('.quick-input-widget:has-text("OK")').waitFor();
    await page.keyboard.press("Escape");
    await ticked().nth(2).waitFor();
  });

  it("are ticked off: a configuration was broken and mended", async () => {
    const { page } = workbench;
    await runCommand(page, "Workflow: Open Sample Configuration");
    await page.locator('.tab.active:has-text("first_steps.toml")').waitFor();
    await replaceLine(page, 11, 'stf_interval = "soon"');
    await waitForProblem(page, "stf_interval");
    await replaceLine(page, 11, "stf_interval = 3");
    await page.locator(".markers-panel .monaco-list-row").first().waitFor({ state: "detached" });
    await openSteps();
    await ticked().nth(3).waitFor();
    await screenshot(page, "walkthrough-done-dark");
  });

  it("are offered where new files are made", async () => {
    const { page } = workbench;
    const offered = (text: string) => page.locator(`.quick-input-list .monaco-list-row:has-text("${text}")`).first();
    await runCommand(page, "New File...");
    await offered("New Workflow Notebook").waitFor();
    await screenshot(page, "new-file-dark");
    await offered("New Workflow Notebook").click();
    await page.locator(".notebookOverlay .code-cell-row").first().waitFor();
    await runCommand(page, "New File...");
    await page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ hasText: /^New Workflow(?! Notebook)/ })
      .first()
      .click();
    await page.locator(".quick-input-widget input[type=text]").first().fill("cooling");
    await page.keyboard.press("Enter");
    await page.locator('.tabs-container .tab.active:has-text("cooling.ts")').waitFor();
    await page.locator(".notebookOverlay:visible .code-cell-row").first().waitFor();
    await screenshot(page, "new-workflow-dark");
  });

  it("let no language model run anything unasked", async () => {
    const { page } = workbench;
    const input = { workflow: "stf_processing", parameters: { stf_interval: 7 }, until: 50, seed: 1 };
    const count = async () => {
      const answer = await (await callTool(workbench, "wfnb_list_executions", { filter: "stf_interval=7" }))();
      return JSON.parse(answer.content ?? "").found;
    };
    const refused = await callTool(workbench, "wfnb_run_workflow", input);
    const question = await modalDialog(page, "Run a workflow?");
    assert.match(await question.innerText(), /stf_interval = 7\s+\[run\]\s+until = 50/);
    await screenshot(page, "language-model-asks-dark");
    await question.locator('.monaco-button:has-text("Cancel")').click();
    assert.match((await refused()).error ?? "", /cancel/i);
    assert.equal(await count(), 0);

    const allowed = await callTool(workbench, "wfnb_run_workflow", input);
    await (await modalDialog(page, "Run a workflow?")).locator('.monaco-button:not(:has-text("Cancel"))').click();
    assert.equal(JSON.parse((await allowed()).content ?? "{}").status, "completed");
    assert.equal(await count(), 1);
  });
});
