import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { seriousFaults } from "../renderer/seriousFaults.ts";
import {
  answerFileDialog,
  codeCell,
  openFile,
  openWorkbench,
  runCell,
  screenshot,
  settled,
  switchTheme,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
  written,
} from "../vscode/harness/index.ts";

interface Cell {
  readonly id: string;
  readonly source: readonly string[];
}

/** The sample's machine shop as a file, in a notebook that runs it, and once more in four seconds of real time. */
function writeShop(folder: string): void {
  const { cells, ...sample } = JSON.parse(readFileSync(join(folder, "notebooks/simulation_classics.wfnb"), "utf8")) as {
    cells: Cell[];
  };
  const cellOf = (id: string) => cells.find((cell) => cell.id === id)!;
  const defined = cellOf("machine-shop-lanes").source.join("").replace("const watchedShop =", "export default");
  const imports = 'import { defineWorkflow, Interrupt, parameter, PreemptiveResource, RandomStreams } from "wfnb";';
  writeFileSync(join(folder, "workflows/machine_shop.ts"), `${imports}\n${defined}\n`);
  const run = cellOf("machine-shop-run");
  const live = { ...run, id: "live", source: [...run.source, "\nrealtime = true\nfactor = 0.00005"] };
  writeFileSync(join(folder, "notebooks/a_shop.wfnb"), JSON.stringify({ ...sample, cells: [run, live] }, null, 1));
}

describe("a timeline in the editor", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let frame: Frame;
  const output = ".wfnb-output[aria-label$='0001']";
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 1200, height: 900 } });
    const { page, folder } = workbench;
    writeShop(folder);
    await openFile(page, "notebooks/a_shop.wfnb");
    await page.keyboard.press("Control+B");
    await runCell(page, 0);
    assert.equal(await waitForCellEnd(page, 0), "success");
    frame = await waitForRendered(page, `${output} .wfnb-timeline svg .states_marks path`);
  });
  after(() => workbench?.close());

  const told = () => frame.locator(`${output} .wfnb-window`).innerText();

  it("draws a lane for each machine, and a share for the repairmen, in every theme without a serious fault", async () => {
    const { page } = workbench;
    const names = await frame.locator(`${output} .wfnb-timeline svg text`).allTextContents();
    for (const name of ["machine 1", "machine 5", "repairmen", "shift 1 ends"]) assert.ok(names.includes(name), name);
    for (const [theme, body] of [
      ["light", "vscode-light"],
      ["highContrastLight", "vscode-high-contrast-light"],
      ["highContrast", "vscode-high-contrast"],
      ["dark", "vscode-dark"],
    ] as const) {
      await switchTheme(workbench, theme);
      await frame.locator(`body.${body} ${output} .wfnb-timeline svg`).waitFor();
      await settled(frame);
      await screenshot(page, `editor-timeline-${theme}`);
      assert.deepEqual(await seriousFaults(frame, output), [], theme);
    }
  });

  it("zooms and pans by keys, and tells what is shown", async () => {
    const { page } = workbench;
    await frame.locator(`${output} .wfnb-figure`).focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await frame.locator(`${output} .wfnb-window:not([hidden])`).waitFor();
    const zoomed = await told();
    await page.keyboard.press("ArrowRight");
    for (let tries = 0; (await told()) === zoomed && tries < 40; tries += 1) await page.waitForTimeout(50);
    assert.match(await told(), /^36,?720 s to 58,?320 s/);
    await screenshot(page, "editor-timeline-zoomed");
    await page.keyboard.press("0");
    await frame.locator(`${output} .wfnb-window`).waitFor({ state: "hidden" });
  });

  it("gives the figures of a window that is picked", async () => {
    const { page } = workbench;
    const box = (await frame.locator(`${output} .wfnb-timeline svg .states_marks`).first().boundingBox())!;
    await page.keyboard.down("Shift");
    await page.mouse.move(box.x + box.width * 0.3, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 12, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await frame.locator(`${output} .wfnb-window:not([hidden])`).waitFor();
    assert.match(await told(), /job/);
    await screenshot(page, "editor-timeline-picked");
    await frame.locator(`${output} .wfnb-figure`).focus();
    await page.keyboard.press("Escape");
    await frame.locator(`${output} .wfnb-window`).waitFor({ state: "hidden" });
  });

  it("opens as tables", async () => {
    const { page } = workbench;
    await frame.locator(output).getByText("Table", { exact: true }).click();
    const lanes = frame.locator(`${output} table:has(caption:text-is("Lanes")) tbody tr`);
    assert.match((await lanes.allInnerTexts()).join("\n"), /machine 1\s+working/);
    await lanes.first().scrollIntoViewIfNeeded();
    await screenshot(page, "editor-timeline-table");
    assert.deepEqual(await seriousFaults(frame, output), []);
    await frame.locator(output).getByText("Table", { exact: true }).click();
  });

  it("grows while the execution runs, and blinks at nobody who asked for no motion", async () => {
    const { page } = workbench;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await codeCell(page, 1).scrollIntoViewIfNeeded();
    await runCell(page, 1);
    const running = ".wfnb-output:has(.wfnb-status[data-status=running])";
    const bars = frame.locator(`${running} .wfnb-timeline svg .states_marks path`);
    await bars.first().waitFor({ state: "attached" });
    const first = await bars.count();
    const glyph = JSON.stringify(`${running} .wfnb-glyph`);
    const animation = await frame.evaluate<string>(`getComputedStyle(document.querySelector(${glyph})).animationName`);
    assert.equal(animation, "none");
    await bars.nth(first).waitFor({ state: "attached" });
    await page.mouse.move(600, 300);
    await page.mouse.wheel(0, 600);
    await page.screenshot({ path: "test/output/editor-timeline-live.png" });
    assert.equal(await waitForCellEnd(page, 1), "success");
    await codeCell(page, 0).scrollIntoViewIfNeeded();
  });

  /** Types the place into the dialog that asks for it, and reads what is there then. The editor opens what a notebook has saved. */
  const savedAs = async (name: string): Promise<string> => {
    const { page, folder } = workbench;
    const file = join(folder, name);
    await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await screenshot(page, `editor-timeline-saving-${name}`);
    await answerFileDialog(page, file);
    await written(file);
    await page.locator('.tabs-container .tab:has-text("a_shop.wfnb")').click();
    frame = await waitForRendered(page, `${output} .wfnb-timeline svg .states_marks path`);
    return readFileSync(file, "latin1");
  };

  /** The editor hides outputs that are out of sight, as after its tab was left and shown again. */
  const press = async (text: string): Promise<void> => {
    await codeCell(workbench.page, 0).scrollIntoViewIfNeeded();
    await frame.locator(output).getByText(text, { exact: true }).click();
  };

  it("is saved as SVG and as PNG where the user says", async () => {
    await press("SVG");
    assert.match(await savedAs("shop.svg"), /^<svg.*machine 1.*<\/svg>$/s);
    await press("PNG");
    assert.match(await savedAs("shop.png"), /^.PNG/);
  });

  it("is exported as a trace that Perfetto opens", async () => {
    const { page } = workbench;
    await press("Export");
    await page.locator(".quick-input-list").getByText("Chrome trace").click();
    const { traceEvents } = JSON.parse(await savedAs("shop.trace.json")) as {
      traceEvents: { ph: string; name: string }[];
    };
    const working = traceEvents.filter(({ ph, name }) => ph !== "M" && name === "working");
    assert.ok(working.length > 20, `${working.length} of ${traceEvents.length} events`);
  });
});
