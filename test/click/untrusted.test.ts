import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelOn, workflowSource } from "../runner/testWorkspace.ts";
import {
  answerFileDialog,
  callTool,
  closeTab,
  codeCell,
  modalDialog,
  openContainer,
  openEmptyWindow,
  openFile,
  openWorkbench,
  packToolCaller,
  replaceLine,
  runCell,
  runCommand,
  screenshot,
  toast,
  type Workbench,
  waitForProblem,
  waitForRendered,
  written,
} from "../vscode/harness/index.ts";

describe("the packaged extension in a workspace that is not trusted", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let trap: string;
  before(async () => {
    workbench = await openWorkbench({
      extension: "installed",
      vsix: [await packToolCaller()],
      workspaceTrust: true,
      settings: { "security.workspace.trust.startupPrompt": "never" },
    });
    trap = join(workbench.folder, "trap");
    writeFileSync(join(workbench.folder, "notebooks/springing.wfnb"), springing());
    writeFileSync(
      join(workbench.folder, "workflows/trap.ts"),
      `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(trap)}, "sprung");\nexport default 1;\n`,
    );
  });
  after(() => workbench?.close());

  /** A chart that, taken as code, would write the file. */
  function springing(): string {
    const body = `process.getBuiltinModule("fs").writeFileSync(${JSON.stringify(trap)}, "sprung")`;
    const calculate = `datum.a.constructor.constructor(${JSON.stringify(body)})()`;
    const chart = { data: { values: [{ a: 1 }] }, transform: [{ calculate, as: "b" }], mark: "point", encoding: {} };
    const data = { "application/vnd.vegalite.v5+json": chart, "text/plain": "a chart in words" };
    const output = { output_type: "display_data", metadata: {}, data };
    const cell = { cell_type: "code", id: "a", metadata: {}, execution_count: 1, source: "1", outputs: [output] };
    return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });
  }

  it("checks configurations from the published schemas", async () => {
    const { page } = workbench;
    await openFile(page, "workflows/stf_processing_default.toml");
    await replaceLine(page, 15, "stf_intervall = 2");
    assert.match(await waitForProblem(page, "stf_intervall"), /stf_interval\b/);
  });

  it("asks for trust before a cell runs, and runs nothing without", async () => {
    const { page } = workbench;
    await page.keyboard.press("Control+Shift+E");
    await openFile(page, "notebooks/stf_processing.wfnb");
    await runCell(page, 0);
    const dialog = page.locator('.monaco-dialog-box:has-text("trust")');
    await dialog.waitFor();
    await screenshot(page, "untrusted-dark");
    await dialog.locator('.monaco-button:has-text("Cancel")').click();
  });

  it("exports a notebook, and makes no code of what its outputs say", async () => {
    const { page, folder } = workbench;
    await openFile(page, "notebooks/springing.wfnb");
    await runCommand(page, "Workflow: Export Notebook");
    await page.locator('.quick-input-list .monaco-list-row:has-text("HTML")').first().click();
    await page.locator('.quick-input-widget:has-text("Export Notebook as") input').first().waitFor();
    const exported = join(folder, "notebooks/springing.html");
    await answerFileDialog(page, exported);
    await written(exported);
    assert.match(readFileSync(exported, "utf8"), /a chart in words/);
  });

  it("says in the sidebar why nothing runs", async () => {
    const { page } = workbench;
    await openContainer(page, "Workflows");
    await page.locator('.sidebar .welcome-view:has-text("This workspace is not trusted")').waitFor();
    await screenshot(page, "untrusted-sidebar-dark");
  });

  it("runs nothing for a language model, whatever the person answers", async () => {
    const answer = await callTool(workbench, "wfnb_run_workflow", { workflow: "stf_processing", until: 50 });
    const question = await modalDialog(workbench.page, "Run a workflow?");
    await question.locator('.monaco-button:not(:has-text("Cancel"))').click();
    assert.match((await answer()).error ?? "", /trust/);
  });

  it("has loaded nothing of the workspace's code", () => {
    assert.equal(existsSync(trap), false);
  });

  it("joins what a shown notebook's cell runs elsewhere once the folder is trusted", async () => {
    const { page, folder } = workbench;
    const endless = workflowSource("endless", `for (;;) { state("on", ""); yield env.timeout(1); }`);
    writeFileSync(join(folder, "workflows/endless.ts"), endless);
    const notebook = join(folder, "notebooks/left.wfnb");
    const cell = {
      cell_type: "code",
      id: "one",
      metadata: { vscode: { languageId: "toml" } },
      execution_count: null,
      outputs: [],
      source: '[workflow]\nname = "endless"\n',
    };
    writeFileSync(notebook, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }));
    await using elsewhere = new AsyncDisposableStack();
    const kernel = kernelOn(folder);
    elsewhere.defer(() => kernel.close());
    const run = { realtime: true, until: 1_000 };
    await kernel.start({ workflow: "endless", parameters: {}, run, startedFrom: { notebook, cell: "one" } });
    await runCommand(page, "View: Close All Editors");
    await page.keyboard.press("Control+Shift+E");
    await openFile(page, "notebooks/left.wfnb");
    const executing = codeCell(page, 0).locator(".codicon-notebook-state-executing").first();
    await runCommand(page, "Workspaces: Manage Workspace Trust");
    const trust = page.locator(".workspace-trust-editor");
    assert.equal(await executing.count(), 0);
    await trust.locator('.monaco-button:text-is("Trust")').click();
    await executing.waitFor({ state: "attached" });
    await page.locator('.monaco-modal-editor-block [aria-label^="Close"]').first().click();
    await waitForRendered(page, ".wfnb-timeline svg");
    await screenshot(page, "trusted-joined-dark");
    await closeTab(page, "left.wfnb");
  });

  it("says what to do where no folder is open", async () => {
    const { page } = workbench;
    await openEmptyWindow(workbench);
    await openContainer(page, "Workflows");
    await page.locator('.sidebar .welcome-view:has-text("Open a folder")').waitFor();
    await screenshot(page, "no-folder-dark");
  });

  it("says that there is nothing to open or to compare where nothing ran", async () => {
    const { page } = workbench;
    for (const command of ["Workflow: Open Execution", "Workflow: Compare Executions"]) {
      await runCommand(page, "Notifications: Clear All Notifications");
      await runCommand(page, command);
      await toast(page, "There are no executions to choose from yet");
    }
  });
});
