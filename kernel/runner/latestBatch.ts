import { batchFilter } from "../query/batchFilter.ts";
import type { Kernel } from "./kernel.ts";

/** The filter that finds the latest sweep or replications; undefined where there are none. */
export async function latestBatch(kernel: Kernel): Promise<string | undefined> {
  const [latest] = await kernel.executions({ matching: "batch:*", limit: 1 });
  const batch = latest?.startedFrom?.batch;
  return batch === undefined ? undefined : batchFilter(batch);
}
