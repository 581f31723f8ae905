import type { KnownValues } from "../../kernel/store/index.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** What all folders of the workspace know together; folders whose executions cannot be read add nothing. */
export async function knownValues(kernels: WorkspaceKernels): Promise<KnownValues> {
  const all = await Promise.all(kernels.all().map(({ kernel }) => kernel.knownValues().catch(() => undefined)));
  const merged = (key: keyof KnownValues) => [...new Set(all.flatMap((values) => values?.[key] ?? []))];
  return {
    workflows: merged("workflows"),
    users: merged("users"),
    notebooks: merged("notebooks"),
    batches: merged("batches"),
    tags: merged("tags"),
    parameters: merged("parameters"),
    counts: merged("counts"),
    gauges: merged("gauges"),
  };
}
