import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame } from "playwright-core";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { kernelOn, workflowSource } from "../runner/testWorkspace.ts";
import {
  answerFileDialog,
  openWorkbench,
  reloadWindow,
  runCommand,
  screenshot,
  switchTheme,
  type Workbench,
  waitForRendered,
} from "../vscode/harness/index.ts";

const breaking = workflowSource(
  "breaking",
  `log("info", "getting ready");
    state("run", "");
    yield env.timeout(3);
    log("error", "the beam is <b>gone</b>");
    throw new Error("There is no beam.");`,
);
const endless = workflowSource(
  "endless",
  `for (;;) { state("on", ""); count("blink"); yield env.timeout(1); state("off", ""); yield env.timeout(1); }`,
);

describe("pages of executions in the editor", function () {
  this.timeout(60_000);
  let workbench: Workbench;
  let kernel: KernelProcess;
  const ids: string[] = [];

  /** Executions of a process that is not the editor's: the pages are to show them as well. */
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows"] });
    for (const [name, text] of Object.entries({ breaking, endless })) {
      writeFileSync(join(workbench.folder, "workflows", `${name}.ts`), text);
    }
    kernel = kernelOn(workbench.folder);
    for (let i = 0; i < 20; i += 1) {
      const parameters = { stf_interval: 2 + i / 4 };
      const { executionId } = await kernel.start({ workflow: "stf_processing", parameters, run: { seed: 1 } });
      await kernel.finished(executionId);
      ids.push(executionId);
    }
  });
  after(async () => {
    await kernel?.close();
    await workbench?.close();
  });

  const pick = async (title: string, filter: string) => {
    const { page } = workbench;
    await runCommand(page, title);
    await page.locator('.quick-input-list .monaco-list-row:has-text("stf_processing")').first().waitFor();
    await page.locator(".quick-input-widget input[type=text]").first().fill(filter);
    await page.locator(`.quick-input-list .monaco-list-row:has-text("${filter}")`).first().waitFor();
  };
  const openDetails = async (id: string): Promise<Frame> => {
    await pick("Workflow: Open Execution", id);
    await workbench.page.keyboard.press("Enter");
    return waitForRendered(workbench.page, `h1:text-is("${id}")`);
  };
  const closeTab = () => workbench.page.locator(".tabs-container .tab.active .tab-actions .action-label").click();

  it("shows what a finished one was given and did, in dark and light", async () => {
    const frame = await openDetails(ids[1]!);
    await frame.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
    await frame.locator(".records tbody tr").first().waitFor();
    assert.match(
      await frame.locator("tr.set:has-text('stf_interval')").innerText(),
      /stf_interval[\s\S]*2\.25[\s\S]*override[\s\S]*instead of 2/,
    );
    await screenshot(workbench.page, "details-finished-dark");
    await switchTheme(workbench, "light");
    await frame.locator("body.vscode-light").waitFor();
    await workbench.page.waitForTimeout(500);
    await screenshot(workbench.page, "details-finished-light");
    await switchTheme(workbench, "dark");
    await frame.locator("summary:has-text('Definition')").click();
    await frame.locator("pre.code .code-keyword").first().waitFor();
    await frame.locator("pre.code").scrollIntoViewIfNeeded();
    await screenshot(workbench.page, "details-definition-dark");
    await closeTab();
  });

  it("shows why one failed, and opens the line", async () => {
    const { executionId } = await kernel.start({ workflow: "breaking", parameters: {} });
    await kernel.finished(executionId);
    const frame = await openDetails(executionId);
    assert.equal(await frame.locator("pre.error").innerText(), "There is no beam.");
    await frame.locator(".records tr:has-text('the beam is <b>gone</b>')").waitFor();
    await screenshot(workbench.page, "details-failed-dark");
    await frame.locator(".stack button").first().click();
    await workbench.page.locator('.tabs-container .tab.active:has-text("breaking.ts")').waitFor();
    await screenshot(workbench.page, "details-line-dark");
    await closeTab();
    await closeTab();
  });

  it("follows one that runs, and cancels it", async () => {
    const run = { realtime: true, factor: 0.05, until: 1_000 };
    const { executionId } = await kernel.start({ workflow: "endless", parameters: {}, run });
    const frame = await openDetails(executionId);
    await frame.locator(".wfnb-timeline svg .states_marks path").nth(5).waitFor();
    await screenshot(workbench.page, "details-running-dark");
    await frame.locator("button:has-text('Cancel Execution')").click();
    await frame.locator(".status[data-status=cancelled]").waitFor();
    await closeTab();
  });

  it("keeps the page of one that is deleted, and says so", async () => {
    const { executionId } = await kernel.start({ workflow: "breaking", parameters: {} });
    await kernel.finished(executionId);
    const frame = await openDetails(executionId);
    await kernel.delete([executionId]);
    await frame.locator(".banner:not([hidden])").waitFor();
    assert.match(await frame.locator(".banner").innerText(), /deleted/);
    assert.equal(await frame.locator("pre.error").innerText(), "There is no beam.");
    await closeTab();
  });

  it("saves where it is told to, and over nothing unasked", async () => {
    const { page, folder } = workbench;
    const frame = await openDetails(ids[1]!);
    const target = join(folder, "exported.json");
    const save = () => frame.locator('button[aria-label="Export as JSON"]').click();
    await save();
    await screenshot(page, "details-save-dark");
    await answerFileDialog(page, target);
    await frame.locator(`.notice:has-text("Saved as ${target}")`).waitFor();
    assert.equal(JSON.parse(readFileSync(target, "utf8")).execution.executionId, ids[1]);
    writeFileSync(target, "mine");
    await save();
    await answerFileDialog(page, target);
    await page.locator('.quick-input-widget:has-text("already exists")').waitFor();
    await page.locator('.quick-input-widget .monaco-button:has-text("Cancel")').click();
    await page.keyboard.press("Escape");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    assert.equal(readFileSync(target, "utf8"), "mine");
    const picture = join(folder, "timeline.svg");
    await frame.getByText("SVG", { exact: true }).first().click();
    await answerFileDialog(page, picture);
    await frame.locator(`.notice:has-text("Saved as ${picture}")`).waitFor();
    assert.match(readFileSync(picture, "utf8"), /^<svg/);
    await closeTab();
  });

  it("leads to where a value was set, and shows how the code has changed since", async () => {
    const { page, folder } = workbench;
    const file = join(folder, "workflows", "stf_processing_default.toml");
    const line = readFileSync(file, "utf8")
      .split("\n")
      .findIndex((each) => each.startsWith("stf_interval"));
    const origin = { from: "file", uri: pathToFileURL(file).href, line, character: 0, table: "parameters" } as const;
    const workflow = "stf_processing";
    const { executionId } = await kernel.start({
      workflow,
      parameters: { stf_interval: 2 },
      origins: { stf_interval: origin },
      run: { until: 50 },
    });
    await kernel.finished(executionId);
    let frame = await openDetails(executionId);
    await frame.locator('tr:has-text("stf_interval") button.link').click();
    await page.locator('.tabs-container .tab.active:has-text("stf_processing_default.toml")').waitFor();
    await page.locator(`.statusbar-item:has-text("Ln ${line + 1}, Col 1")`).waitFor();
    await closeTab();
    await closeTab();
    await kernel.delete([executionId]);

    const { executionId: before } = await kernel.start({ workflow: "breaking", parameters: {} });
    await kernel.finished(before);
    writeFileSync(join(folder, "workflows", "breaking.ts"), breaking.replace("timeout(3)", "timeout(4)"));
    const { executionId: after } = await kernel.start({ workflow: "breaking", parameters: {} });
    await kernel.finished(after);
    frame = await openDetails(after);
    await frame.locator("summary:has-text('Definition')").click();
    await frame.locator("button:has-text('Difference')").click();
    await page.locator('.tabs-container .tab.active:has-text("↔")').waitFor();
    await page.locator('.monaco-diff-editor .view-line:has-text("timeout(4)")').first().waitFor();
    await screenshot(page, "definition-difference-dark");
    await closeTab();
    await closeTab();
  });

  it("compares two, chosen from the page of the first one", async () => {
    const { page } = workbench;
    const frame = await openDetails(ids[0]!);
    await frame.locator("button:has-text('Compare…')").click();
    await page.locator(".quick-input-widget input[type=text]").first().fill(ids[2]!);
    const row = page.locator(`.quick-input-list .monaco-list-row:has-text("${ids[2]!}")`);
    await row.waitFor();
    await row.click();
    await page.locator('.quick-input-widget .monaco-button:has-text("OK")').click();
    const compared = await waitForRendered(page, 'h1:text-is("Comparison of 2 Executions")');
    await compared.locator(".partings .parted").waitFor();
    await compared.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
    assert.match(await compared.locator(".compared tr:has-text('stf_interval')").innerText(), /2\s+2\.5/);
    await screenshot(page, "comparison-two-dark");
  });

  it("come back after the window was reloaded", async () => {
    const { page } = workbench;
    await reloadWindow(page);
    const compared = await waitForRendered(page, 'h1:text-is("Comparison of 2 Executions")');
    await compared.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
    await screenshot(page, "reloaded-comparison-dark");
    await page.locator(`.tabs-container .tab:has-text("${ids[0]!}")`).click();
    const details = await waitForRendered(page, `h1:text-is("${ids[0]!}")`);
    await details.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
    await screenshot(page, "reloaded-details-dark");
  });

  for (const theme of ["highContrast", "highContrastLight"] as const) {
    it(`are clear in the theme ${theme}`, async () => {
      const { page } = workbench;
      await switchTheme(workbench, theme);
      await page.waitForTimeout(700);
      await screenshot(page, `details-${theme}`);
      await page.locator('.tabs-container .tab:has-text("Comparison")').click();
      await waitForRendered(page, 'h1:text-is("Comparison of 2 Executions")');
      await page.waitForTimeout(700);
      await screenshot(page, `comparison-${theme}`);
      await page.locator(`.tabs-container .tab:has-text("${ids[0]!}")`).click();
    });
  }

  it("compares twenty", async () => {
    const { page } = workbench;
    await switchTheme(workbench, "dark");
    await pick("Workflow: Compare Executions", "stf_processing");
    await page
      .locator(".quick-input-header")
      .locator("input[type=checkbox], [role=checkbox], .monaco-checkbox, .quick-input-check-all")
      .first()
      .click();
    await page.locator('.quick-input-widget .monaco-button:has-text("OK")').click();
    const compared = await waitForRendered(page, 'h1:text-is("Comparison of 20 Executions")');
    await compared.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
    await page.waitForTimeout(500);
    await screenshot(page, "comparison-twenty-dark");
  });
});
