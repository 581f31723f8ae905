import assert from "node:assert/strict";
import {
  openFile,
  openWorkbench,
  replaceLine,
  runCommand,
  screenshot,
  typeText,
  type Workbench,
} from "../vscode/harness/index.ts";

describe("a TOML file under a person's hands", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
    await openFile(workbench.page, "workflows/stf_processing_default.toml");
  });
  after(() => workbench?.close());

  it("shows units, what a run would give, and a lens that runs it", async () => {
    const { page } = workbench;
    await page.locator('.codelens-decoration:has-text("Run")').first().waitFor();
    await page.locator('.view-lines :text("630.8 s, 3 physics_period, 258 stf")').first().waitFor();
    await screenshot(page, "toml-dark");
  });

  it("offers the keys that are left, while one types", async () => {
    const { page } = workbench;
    await replaceLine(page, 14, "b");
    await typeText(page, "ea");
    const entry = page.locator('.suggest-widget .monaco-list-row:has-text("beam_not_ready_end_delay")').first();
    await entry.waitFor();
    await page.waitForTimeout(600);
    await screenshot(page, "toml-completion-dark");
    await page.keyboard.press("Enter");
    await page.locator('.view-lines :text("beam_not_ready_end_delay")').first().waitFor();
    await runCommand(page, "File: Revert File");
  });

  it("tells what a parameter is when the pointer rests on it", async () => {
    const { page } = workbench;
    await page.locator('.view-line span:text-is("stf_interval")').first().hover();
    const hover = page.locator(".monaco-hover:visible").first();
    await hover.waitFor();
    assert.match(await hover.innerText(), /Wait between two STFs/);
    await screenshot(page, "toml-hover-dark", { hover: true });
  });
});
