import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  closeTab,
  openFile,
  openProblems,
  openWorkbench,
  runCell,
  save,
  screenshot,
  type Workbench,
  waitForCellEnd,
  waitForProblem,
} from "../vscode/harness/index.ts";

const cell = (languageId: string, source: string) => ({
  cell_type: "code",
  id: languageId,
  metadata: { vscode: { languageId } },
  execution_count: null,
  outputs: [],
  source,
});
const wrong = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    cell("toml", '[workflow]\nname = "stf_processing"\n[parameters]\nstf_intervall = 2\n'),
    cell("typescript", "missing + 1"),
  ],
});

describe("the Problems panel", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ samples: ["workflows"] });
  });
  after(() => workbench?.close());

  it("tells what is wrong in the cells of a notebook as long as it stands in a tab", async () => {
    const { page, folder } = workbench;
    writeFileSync(join(folder, "wrong.wfnb"), wrong);
    const rows = await openProblems(page);
    // By a double click, as people do: the editor then never closes the notebook's document.
    await openFile(page, "wrong.wfnb");
    await waitForProblem(page, "stf_intervall");
    await waitForProblem(page, "Cannot find name 'missing'");
    await runCell(page, 1);
    await waitForCellEnd(page, 1);
    await waitForProblem(page, "ReferenceError");
    await save(page);
    await closeTab(page, "wrong.wfnb");
    await rows.first().waitFor({ state: "detached" });
    await screenshot(page, "problems-closed-notebook-dark");
    await openFile(page, "wrong.wfnb");
    await waitForProblem(page, "stf_intervall");
    await waitForProblem(page, "Cannot find name 'missing'");
    await closeTab(page, "wrong.wfnb");
    await rows.first().waitFor({ state: "detached" });
  });
});
