import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { known } from "./known.ts";
import type { ToolPorts } from "./ports.ts";
import type { ToolInput } from "./toolInputs.ts";

/** Stops executions, whoever started them; the first one of a sweep that was started here stands for what is to come of it, too. */
export async function cancel({ ids }: ToolInput<"wfnb_cancel_executions">, ports: ToolPorts): Promise<JsonObject> {
  const { kernel, goingOn } = ports;
  const executions: WorkflowExecution[] = [];
  for (const id of ids) executions.push(await known(id, ports));
  const cancelled: string[] = [];
  const notRunning: { id: string; status: string }[] = [];
  for (const { executionId: id, status } of executions) {
    const stop = goingOn.get(id);
    await stop?.();
    if (stop !== undefined || (await kernel.cancel(id))) cancelled.push(id);
    else notRunning.push({ id, status });
  }
  return { cancelled, ...(notRunning.length === 0 ? {} : { notRunning }) };
}
