import type { WorkflowDescription } from "../model/index.ts";
import { executionsQuery } from "../runner/executionsQuery.ts";
import type { ExecutionQuery } from "../store/store.ts";
import { Execution } from "./execution.ts";
import { openWorkspace, type WorkspaceOptions } from "./kernels.ts";

export type { WorkspaceOptions } from "./kernels.ts";

/**
 * The executions of a workspace, newest first: whoever started them, in the editor, a terminal or a notebook.
 *
 * @param query What to look for, as a filter's text (the same as in the sidebar and of `wfnb list`) or field by field. All that it finds come,
 *   unless its `limit` says how many; without a query the latest 100.
 * @throws QueryError when the text cannot be read, and TypeError when a field is unknown or does not fit; the message says what is wrong.
 * @example await executions("status:failed stf_interval>1.5 since:7d")
 * @example await executions({ workflowName: "stf_processing", status: ["completed"], limit: 10 })
 * @example await executions({ matching: "workflow:stf_processing", limit: 10 })
 */
export async function executions(
  query: string | ExecutionQuery = {},
  options: WorkspaceOptions = {},
): Promise<Execution[]> {
  const { kernel } = openWorkspace(options);
  const records = await kernel.executions(executionsQuery(query));
  return records.map((record) => new Execution(kernel, record));
}

/**
 * One execution by its id.
 *
 * @throws Error when the workspace has none of that id.
 */
export async function execution(executionId: string, options: WorkspaceOptions = {}): Promise<Execution> {
  const { kernel } = openWorkspace(options);
  const record = await kernel.execution(executionId);
  if (record !== undefined) return new Execution(kernel, record);
  throw new Error(
    `There is no execution "${executionId}" in ${await kernel.location()}. \`await executions()\` shows those there are.`,
  );
}

/** The workflows that can be run in a workspace: its own, and those that come with the library. */
export async function workflows(options: WorkspaceOptions = {}): Promise<readonly WorkflowDescription[]> {
  return (await openWorkspace(options).kernel.workflows()).workflows;
}
