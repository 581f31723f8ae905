/** The id people read: `stf_processing-wenauseic-0001`. It is never parsed back: user names and workflow names may hold hyphens. */
export function executionIdOf(workflowName: string, executedBy: string, number: number): string {
  return `${workflowName}-${executedBy}-${numberText(number)}`;
}

/** An execution's number as its id has it: `0001`. */
export function numberText(number: number): string {
  return String(number).padStart(4, "0");
}
