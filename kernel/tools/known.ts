import type { WorkflowExecution } from "../model/index.ts";
import type { Kernel } from "../runner/kernel.ts";
import { shortened } from "../views/index.ts";

export async function known(id: string, { kernel }: { readonly kernel: Kernel }): Promise<WorkflowExecution> {
  const execution = await kernel.execution(id);
  if (execution !== undefined) return execution;
  throw new RangeError(`There is no execution "${shortened(id, 200)}". wfnb_list_executions shows those there are.`);
}
