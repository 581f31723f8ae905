import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  closeTab,
  modalDialog,
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
    const icon = "document.querySelector('.tabs-container .tab .wfnb-lang-file-icon')";
    const image = await page.evaluate<string>(`getComputedStyle(${icon}, "::before").backgroundImage`);
    assert.match(image, /notebook-dark\.svg/);
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

  /** A double click opens a file twice, so that the editor may ask twice. */
  async function answerAll(choice: string): Promise<void> {
    const button = workbench.page.locator(`.monaco-dialog-box .monaco-button:text-is("${choice}")`).first();
    for (let asked = true; asked; ) {
      await button.click({ timeout: 2_000 }).catch(() => {});
      asked = await button.waitFor({ timeout: 1_500 }).then(
        () => true,
        () => false,
      );
    }
  }

  const work = JSON.stringify(
    {
      cells: [{ cell_type: "markdown", id: "a", metadata: {}, source: "# Work" }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
  const unreadable = [
    {
      name: "conflict",
      content: Buffer.from(work.replace(/^ *"source".*$/m, "<<<<<<< HEAD\n$&\n=======\n$&\n>>>>>>> theirs")),
      says: /merge conflict/,
    },
    { name: "truncated", content: Buffer.from(work.slice(0, 60)), says: /not valid JSON at line \d+, column \d+/ },
    { name: "binary", content: Buffer.from([0, 1, 2, 255, 254, 128]), says: /not UTF-8/ },
  ];
  for (const { name, content, says } of unreadable) {
    it(`says why a notebook cannot be read (${name}), offers its text, and leaves it as it is`, async () => {
      const { page, folder } = workbench;
      const path = join(folder, "notebooks", `${name}.wfnb`);
      writeFileSync(path, content);
      await page.keyboard.press("Control+Shift+E");
      await openFile(page, `notebooks/${name}.wfnb`);
      const dialog = await modalDialog(page, `Unable to open '${name}.wfnb'`);
      await screenshot(page, `unreadable-${name}`);
      const told = await dialog.innerText();
      await answerAll("Cancel");
      await screenshot(page, `unreadable-${name}-page`);
      await closeTab(page, `${name}.wfnb`);
      assert.match(told, says);
      assert.deepEqual(readFileSync(path), content);
    });
  }

  it("opens the text of a notebook that cannot be read, to mend it", async () => {
    const { page } = workbench;
    await openFile(page, "notebooks/conflict.wfnb");
    const dialog = await modalDialog(page, "Unable to open 'conflict.wfnb'");
    assert.match(await dialog.innerText(), /merge conflict from line 7 on/);
    await answerAll("Open in Text Editor");
    await page.locator(".editor-instance .view-line").filter({ hasText: "<<<<<<< HEAD" }).waitFor();
    await screenshot(page, "unreadable-conflict-text");
    await closeTab(page, "conflict.wfnb");
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
