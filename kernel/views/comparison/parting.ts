import type { TraceDifference } from "../../model/index.ts";
import { recordText } from "../recordText.ts";

/** Where the trace of an execution parts from that of the first one; null: nowhere, they are the same. */
export interface Parting {
  readonly executionId: string;
  readonly difference: TraceDifference | null;
}

/** As lines for people; records count from one. */
export function partingLines(firstId: string, { executionId, difference }: Parting): string[] {
  if (difference === null) return [`The traces of ${firstId} and ${executionId} are the same.`];
  const { position, first, second, before } = difference;
  return [
    `The traces part at record ${String(position + 1)}:`,
    ...(before === undefined ? [] : [`  both: ${recordText(before)}`]),
    `  ${firstId}: ${first === null ? "has ended" : recordText(first)}`,
    `  ${executionId}: ${second === null ? "has ended" : recordText(second)}`,
  ];
}
