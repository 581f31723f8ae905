import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readNotebook } from "../../kernel/notebook/read.ts";
import { runNotebook } from "../../kernel/notebook/runNotebook.ts";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import { writeNotebook } from "../../kernel/notebook/write.ts";
import { fileReader } from "../../kernel/platform/readText.ts";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { kernelOn } from "../runner/testWorkspace.ts";
import { temporaryFolder } from "../store/temporaryFolder.ts";

describe("the sample notebooks", function () {
  this.timeout(60_000);
  const workspace = temporaryFolder();
  let kernel: KernelProcess;
  before(() => {
    for (const folder of ["workflows", "notebooks"]) cpSync(folder, join(workspace, folder), { recursive: true });
    kernel = kernelOn(workspace);
  });
  after(() => kernel.close());

  const samples = ["notebooks", "extension/samples"].flatMap((folder) =>
    readdirSync(folder).map((name) => ({ folder, name })),
  );
  for (const { folder, name } of samples.filter((it) => it.name.endsWith(".wfnb"))) {
    it(`${name} does what its text says`, async () => {
      const notebook = join(workspace, "notebooks", name);
      const document = readNotebook(readFileSync(join(folder, name), "utf8"));
      const session = new NotebookSession({ kernel, notebook, read: fileReader(workspace) });
      const { cells } = await runNotebook(document, { session, now: () => new Date() });
      const failed = cells.filter(({ result }) => result?.success !== true).map(({ cell }) => cell.id);
      const mayFail = name === "debugging.wfnb" ? ["refused", "fails", "throws"] : [];
      assert.deepEqual(failed, mayFail);
      await session.close();
    });

    it(`${name} is kept without outputs, as the editor writes it`, () => {
      const text = readFileSync(join(folder, name), "utf8");
      const document = readNotebook(text);
      assert.ok(document.cells.every(({ outputs, executionCount }) => outputs.length === 0 && executionCount === null));
      assert.equal(writeNotebook(document), text);
    });
  }
});
