import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { Frame } from "playwright-core";
import { TraceBatchWriter } from "../../kernel/model/index.ts";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { SqliteStore } from "../../kernel/store/index.ts";
import { completed, newDefinition, newExecution } from "../contract/executionStore.ts";
import { seriousFaults } from "../renderer/seriousFaults.ts";
import { kernelOn, workflowSource } from "../runner/testWorkspace.ts";
import {
  answerFileDialog,
  closeActiveTab,
  openWorkbench,
  reloadWindow,
  runCommand,
  screenshot,
  settled,
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

/** Records that the store puts into one row. */
const chunkRecords = 32_768;

/** Five thousand states and a trace that has lost its middle, in a workflow with a name of 10,000 characters. */
function runStrangely(folder: string): void {
  const store = new SqliteStore(join(folder, ".wfnb", "executions.db"));
  const { definitionId } = store.saveDefinition(newDefinition({ name: `strange${"n".repeat(10_000)}` }));
  const { executionId } = store.begin(newExecution(definitionId, { workflowName: `strange${"n".repeat(10_000)}` }));
  // Three chunks of the file, of which the second is lost.
  const writer = new TraceBatchWriter(chunkRecords);
  for (let i = 0; i < 3 * chunkRecords; i += 1) {
    if (i < 5_000) writer.state(i, `state ${i}`, "s".repeat(i === 0 ? 10_000 : 1));
    else writer.count(i, "stf", 1);
    if (writer.isFull) store.appendTrace(executionId, writer.take()!);
  }
  store.finish(executionId, { ...completed, simulatedEndTime: 3 * chunkRecords });
  store.close();
  const database = new DatabaseSync(join(folder, ".wfnb", "executions.db"));
  const { changes } = database.prepare("DELETE FROM trace_chunk WHERE first = ?").run(chunkRecords);
  database.close();
  assert.equal(changes, 1);
}

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
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
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
  const closeTab = () => closeActiveTab(workbench.page);
  const copied = () => workbench.page.evaluate<string>("navigator.clipboard.readText()");

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
    await settled(frame);
    await screenshot(workbench.page, "details-finished-light");
    await switchTheme(workbench, "dark");
    await frame.locator("summary:has-text('Definition')").click();
    await frame.locator("pre.code .code-keyword").first().waitFor();
    await frame.locator("pre.code").scrollIntoViewIfNeeded();
    await screenshot(workbench.page, "details-definition-dark");
    assert.match(
      await frame.locator("table:has(caption:text-is('Revisions'))").innerText(),
      /revision 1[\s\S]*ran here/,
    );
    await frame.locator('button[aria-label="Copy: Parameters"]').click();
    await frame.locator('.notice:has-text("Copied")').waitFor();
    assert.match(await copied(), /^stf_interval\t2\.25/m);
    await closeTab();
  });

  it("shows why one failed, and opens the line", async () => {
    const { executionId } = await kernel.start({ workflow: "breaking", parameters: {} });
    await kernel.finished(executionId);
    const frame = await openDetails(executionId);
    assert.equal(await frame.locator("pre.error").innerText(), "There is no beam.");
    await frame.locator(".records tr:has-text('the beam is <b>gone</b>')").waitFor();
    await screenshot(workbench.page, "details-failed-dark");
    await frame.locator("input[type=search]").fill("BEAM");
    await frame
      .locator("section:has(.records) [role=status]")
      .filter({ hasText: /^1 of \d/ })
      .waitFor();
    assert.match(await frame.locator(".records tbody").innerText(), /the beam is <b>gone<\/b>/);
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

  it("saves the comparison as CSV and as Markdown where it is told to", async () => {
    const { page, folder } = workbench;
    const compared = await waitForRendered(page, 'h1:text-is("Comparison of 2 Executions")');
    const saved = async (format: string, name: string) => {
      const target = join(folder, name);
      await compared.locator(`button[aria-label="Export as ${format}"]`).click();
      await answerFileDialog(page, target);
      await compared.locator(`.notice:has-text("Saved as ${target}")`).waitFor();
      return readFileSync(target, "utf8");
    };
    const heading = `section,name,unit,${ids[0]!},${ids[2]!},${ids[2]!} difference,${ids[2]!} ratio`;
    const csv = (await saved("CSV", "compared.csv")).split("\r\n");
    assert.equal(csv[0], heading);
    assert.ok(csv.includes("parameter,stf_interval,s,2,2.5,,"), csv.join("\n"));
    assert.ok(csv.some((line) => /^execution,started,,\d{4}-\d\d-\d\dT[\d:.]+Z,/.test(line)));
    const markdown = await saved("Markdown", "compared.md");
    assert.match(markdown, /^\| section \| name \| unit \|.*\n\| --- \| --- \| --- \| ---: \|/);
    assert.match(markdown, /^\| parameter \| stf\\_interval \| s \| 2 \| 2\.5 \|/m);
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

  for (const theme of ["light", "highContrast", "highContrastLight", "dark"] as const) {
    it(`are clear in the theme ${theme}, and without a serious fault`, async () => {
      const { page } = workbench;
      await switchTheme(workbench, theme);
      for (const [tab, title, name] of [
        [ids[0]!, ids[0]!, "details"],
        ["Comparison", "Comparison of 2 Executions", "comparison"],
      ] as const) {
        await page.locator(`.tabs-container .tab:has-text("${tab}")`).click();
        const frame = await waitForRendered(page, `h1:text-is("${title}")`);
        await frame.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
        await settled(frame);
        await screenshot(page, `${name}-${theme}`);
        assert.deepEqual(await seriousFaults(frame), []);
      }
    });
  }

  it("compares twenty", async () => {
    const { page } = workbench;
    await pick("Workflow: Compare Executions", "stf_processing");
    await page
      .locator(".quick-input-header")
      .locator("input[type=checkbox], [role=checkbox], .monaco-checkbox, .quick-input-check-all")
      .first()
      .click();
    await page.locator('.quick-input-widget .quick-input-count:has-text("20 Selected")').waitFor();
    await page.locator('.quick-input-widget .monaco-button:has-text("OK")').click();
    const compared = await waitForRendered(page, 'h1:text-is("Comparison of 20 Executions")');
    await compared.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
    await settled(compared);
    await screenshot(page, "comparison-twenty-dark");
    await closeTab();
  });

  it("shows five thousand states, a name of 10,000 characters and a trace with a gap", async () => {
    const { page, folder } = workbench;
    runStrangely(folder);
    await pick("Workflow: Open Execution", "strange");
    await page.keyboard.press("Enter");
    const frame = await waitForRendered(page, 'h1:has-text("strange")');
    await frame.locator(`:text("32,768 missing from the trace")`).waitFor();
    await frame.locator(".wfnb-timeline svg .states_marks path").first().waitFor();
    assert.equal(await frame.locator("section[aria-label=States] tbody tr").count(), 200);
    assert.ok(await frame.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth"));
    await screenshot(page, "details-strange-dark");
    await frame.locator("section[aria-label=States]").scrollIntoViewIfNeeded();
    await screenshot(page, "details-strange-states-dark");
    assert.deepEqual(await seriousFaults(frame), []);
  });

  it("runs one again, and takes a note of it, from its page", async () => {
    const { page } = workbench;
    const frame = await openDetails(ids[0]!);
    await frame.locator("button:has-text('Note…')").click();
    await page.locator(".quick-input-widget input").first().fill("the one to compare with");
    await page.keyboard.press("Enter");
    await frame.locator("header .note:has-text('the one to compare with')").waitFor();
    await frame.locator("button:has-text('Run Again')").click();
    const told = await frame.locator('.notice:has-text("has been started.")').innerText();
    assert.match(told, /^stf_processing-.+-\d+ has been started\.$/);
    await closeTab();
  });
});
