import type { WorkflowExecution } from "../../model/index.ts";
import { shortSeconds } from "../../timeline/index.ts";
import { type TextColumn, textTable } from "../../timeline/textTable.ts";
import { labelsText } from "../../views/index.ts";

/** Executions, a line each. In a narrow terminal labels are cut, and times left out. */
export function executionsText(executions: readonly WorkflowExecution[], width: number): string {
  return textTable(executions, columns, width).join("\n");
}

const columns: readonly TextColumn<WorkflowExecution>[] = [
  { title: "execution", cell: ({ executionId }) => executionId },
  { title: "status", cell: ({ status }) => status },
  { title: "started (UTC)", cell: ({ startTime }) => startTime.slice(0, 19).replace("T", " "), spare: true },
  {
    title: "simulated",
    cell: ({ simulatedEndTime }) => (simulatedEndTime === null ? "" : shortSeconds(simulatedEndTime)),
    right: true,
    spare: true,
  },
  { title: "labels", cell: ({ labels }) => labelsText(labels), least: 12 },
];
