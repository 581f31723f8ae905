import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { kernelOn, workflowSource } from "../runner/testWorkspace.ts";
import {
  chooseFromMenu,
  codeCell,
  openContainer,
  openSeveralFolders,
  openWorkbench,
  runCommand,
  screenshot,
  selectRow,
  toast,
  treeRows,
  type Workbench,
  waitForCellEnd,
  waitForRendered,
} from "../vscode/harness/index.ts";

const names = ["first", "second"] as const;
const waiting = workflowSource(
  "waiting",
  `while (parameters.forever) yield env.timeout(1); yield env.timeout(parameters.pause); count(parameters.place);`,
  `{
    pause: parameter.seconds({ default: 1 }),
    place: parameter.text({ default: "here" }),
    forever: parameter.flag({ default: false }),
  }`,
);

/** Both folders have executions of the same ids, as they have where one person runs one workflow in both. */
describe("a workspace of several folders", function () {
  this.timeout(120_000);
  let workbench: Workbench;
  const kernels = new Map<string, KernelProcess>();
  const kernel = (name: (typeof names)[number]) => kernels.get(name)!;
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows"], extension: "installed" });
    for (const name of names) {
      mkdirSync(join(workbench.folder, name, "workflows"), { recursive: true });
      writeFileSync(join(workbench.folder, name, "workflows", "waiting.ts"), waiting);
    }
    await openSeveralFolders(workbench, names);
    for (const name of names) {
      kernels.set(name, kernelOn(join(workbench.folder, name)));
      for (const pause of [1, 2, 3]) {
        const { executionId } = await kernel(name).start({ workflow: "waiting", parameters: { pause, place: name } });
        await kernel(name).finished(executionId);
      }
    }
    await openContainer(workbench.page, "Workflows");
    await treeRows(workbench.page, "-0003").nth(1).waitFor();
  });
  after(async () => {
    for (const each of kernels.values()) await each.close();
    await workbench?.close();
  });

  /** The row of an execution below its folder: the folders stand in their order. */
  const row = (name: (typeof names)[number], number: string) =>
    treeRows(workbench.page, number).nth(names.indexOf(name));

  /**
   * What another program runs draws the list anew again and again. A command that is chosen at such a moment is for no row, and the editor
   * says so: then it is chosen again.
   */
  async function chooseUntil(isDone: () => Promise<boolean>, row: () => Promise<Locator>, title: string) {
    for (let tries = 0; tries < 5; tries += 1) {
      await chooseFromMenu(workbench.page, await row(), title);
      for (let looks = 0; looks < 20; looks += 1) {
        if (await isDone()) return;
        await workbench.page.waitForTimeout(250);
      }
    }
    assert.fail(`"${title}" was chosen five times for nothing`);
  }

  async function idsIn(name: (typeof names)[number]): Promise<string[]> {
    return (await kernel(name).executions()).map(({ executionId }) => executionId.slice(-4)).sort();
  }

  const statusIn = async (name: (typeof names)[number], executionId: string) =>
    (await kernel(name).execution(executionId))!.status;

  it("opens the execution of the folder whose row is meant", async () => {
    const { page } = workbench;
    await chooseFromMenu(page, row("second", "-0003"), "Open Execution…");
    const frame = await waitForRendered(page, '.page td:text-is("second"), .page:has-text("second")');
    await screenshot(page, "several-folders-page-dark");
    assert.equal(await frame.locator("body:has-text('first')").count(), 0);
    await runCommand(page, "View: Close All Editors");
  });

  it("deletes the execution of the folder whose row is meant, and brings it back", async () => {
    const { page } = workbench;
    await chooseUntil(
      async () => (await idsIn("second")).length === 2,
      async () => row("second", "-0003"),
      "Delete",
    );
    await toast(page, "was deleted");
    // Else the row of before would be taken for the one that is brought back.
    await row("second", "-0003").waitFor({ state: "detached" });
    assert.deepEqual(
      [await idsIn("first"), await idsIn("second")],
      [
        ["0001", "0002", "0003"],
        ["0001", "0002"],
      ],
    );
    await runCommand(page, "Workflow: Undo Delete of Executions");
    await row("second", "-0003").waitFor();
    assert.deepEqual(await idsIn("second"), ["0001", "0002", "0003"]);
  });

  it("sums up executions in a notebook of their folder", async () => {
    const { page } = workbench;
    await row("second", "-0001").click({ modifiers: ["Control"] });
    await row("second", "-0002").click({ modifiers: ["Control"] });
    await chooseFromMenu(page, row("second", "-0001"), "Summarize");
    assert.equal(await waitForCellEnd(page, 0), "success");
    const frame = await waitForRendered(page, "tbody tr");
    await screenshot(page, "several-folders-summary-dark");
    assert.match(await frame.locator("body").innerText(), /second/);
    assert.doesNotMatch(await frame.locator("body").innerText(), /first/);
    assert.equal(await codeCell(page, 0).count(), 1);
  });

  it("shows the batch of the folder whose row is meant, and cancels it", async () => {
    const { page } = workbench;
    const parameters = { forever: true };
    const [other, begun] = await Promise.all(
      names.map((name) => kernel(name).start({ workflow: "waiting", parameters, beginsBatch: true })),
    );
    const number = begun!.executionId.slice(-5);
    await row("second", number).waitFor();
    // The second folder's row is the last one.
    const meant = () => selectRow(page, number);
    await chooseUntil(async () => (await treeRows(page, "-0003").count()) === 0, meant, "Show Only Its Batch");
    assert.equal(await treeRows(page, number).count(), 1);
    await chooseUntil(
      async () => (await statusIn("second", begun!.executionId)) === "cancelled",
      meant,
      "Cancel Batch",
    );
    await runCommand(page, "Workflow: Show All Executions");
    await row("second", "-0003").waitFor();
    assert.equal(await statusIn("first", other!.executionId), "running");
    await kernel("first").cancel(other!.executionId);
  });

  it("cancels the execution of the folder whose row is meant", async () => {
    const parameters = { forever: true };
    const { executionId } = await kernel("second").start({ workflow: "waiting", parameters });
    await kernel("first").start({ workflow: "waiting", parameters: {} });
    await row("second", executionId.slice(-5)).waitFor();
    const meant = async () => row("second", executionId.slice(-5));
    await chooseUntil(async () => (await statusIn("second", executionId)) === "cancelled", meant, "Cancel Execution");
  });
});
