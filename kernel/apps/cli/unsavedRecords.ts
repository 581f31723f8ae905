import type { Kernel } from "../../runner/kernel.ts";
import { printError } from "./print.ts";

/** Notes the executions of a kernel that end without being saved. What comes back tells, in sentences, which of them still are not, and whether there are any. */
export function unsavedRecords(kernel: Kernel): () => Promise<boolean> {
  const unsaved = new Set<string>();
  kernel.onEvent((event) => {
    if (event.type === "execution" && event.execution.unsaved !== undefined) unsaved.add(event.execution.executionId);
  });
  return async () => {
    let areLost = false;
    for (const executionId of unsaved) {
      // A disk may have room again by now.
      const reason = (await kernel.execution(executionId))?.unsaved;
      if (reason === undefined) continue;
      printError(new Error(`${executionId} ran, and its record is lost, since it could not be saved: ${reason}`));
      areLost = true;
    }
    return areLost;
  };
}
