import assert from "node:assert/strict";
import { KernelProcess } from "../../kernel/runner/kernelProcess.ts";

describe("a kernel process that cannot be started", () => {
  it("refuses every question with the reason, and closes", async () => {
    const fork = (): never => {
      throw new Error("This editor is too old.");
    };
    const kernel = new KernelProcess({ workspace: "/nowhere", shippedWorkflows: null, fork });
    await assert.rejects(kernel.workflows(), /too old/);
    await assert.rejects(kernel.execution("a-0001"), /too old/);
    await kernel.close();
  });
});
