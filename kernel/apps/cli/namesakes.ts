import type { ConfigDiagnostic } from "../../config/index.ts";
import type { WorkflowListing } from "../../runner/kernel.ts";

type Place = NonNullable<WorkflowListing["problems"][number]["namesake"]>["runs"];

/** Workflow files that never run, since another file defines a workflow of the same name: a configuration may mean either. */
export function namesakesIn(problems: WorkflowListing["problems"]): ConfigDiagnostic[] {
  return problems.flatMap(({ message, namesake, ...place }): ConfigDiagnostic[] => {
    if (namesake === undefined) return [];
    const { name, runs } = namesake;
    return [
      {
        uri: place.file,
        code: "duplicate-workflow",
        severity: "warning",
        range: rangeOf(place, name),
        data: { name, message },
        related: [{ location: { uri: runs.file, range: rangeOf(runs, name) }, role: "workflow-that-runs" }],
      },
    ];
  });
}

/** The name itself, where its place is known; else the beginning of the file. */
function rangeOf({ line, character }: Place, name: string) {
  if (line === undefined || character === undefined) {
    return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  }
  return { start: { line, character }, end: { line, character: character + name.length } };
}
