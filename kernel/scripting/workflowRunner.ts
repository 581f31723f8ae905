import { fileReader } from "../platform/readText.ts";
import { WorkflowRunner as RunnerOverKernel } from "../runner/workflowRunner.ts";
import { openWorkspace, type WorkspaceOptions } from "./kernels.ts";

/**
 * Runs workflows of a workspace by name and gives back execution ids, or handles on what runs.
 *
 * @example
 * const runner = new WorkflowRunner();
 * const id = await runner.runWorkflow("stf_processing", { until: 7200, physics_period_count: 5, stf_interval: 1.5 });
 */
export class WorkflowRunner extends RunnerOverKernel {
  constructor(options: WorkspaceOptions = {}) {
    const { kernel, folder } = openWorkspace(options);
    super({ kernel, read: fileReader(folder) });
  }
}
