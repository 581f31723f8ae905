import type { ConfigDiagnostic } from "../config/index.ts";
import type { WorkflowProblem } from "./loaderProblem.ts";

type Place = NonNullable<WorkflowProblem["namesake"]>["runs"];

/** Workflow files that never run, since another file defines a workflow of the same name: a configuration may mean either. */
export function namesakesIn(problems: readonly WorkflowProblem[]): ConfigDiagnostic[] {
  return problems.flatMap(({ message, namesake, ...place }): ConfigDiagnostic[] => {
    if (namesake === undefined) return [];
    const { name, runs } = namesake;
    return [diagnosticAt(place, name, message, { place: runs, role: "workflow-that-runs" })];
  });
}

/** The same, told in the file that runs: whoever looks at that one may not know of the other. */
export function namesakesOfThatRun(problems: readonly WorkflowProblem[]): ConfigDiagnostic[] {
  return problems.flatMap(({ namesake, ...place }): ConfigDiagnostic[] => {
    if (namesake === undefined) return [];
    const { name, runs } = namesake;
    const message = `${place.file} defines the workflow "${name}" as well, and never runs. Give one of them another name.`;
    return [diagnosticAt(runs, name, message, { place, role: "workflow-that-never-runs" })];
  });
}

function diagnosticAt(
  place: Place,
  name: string,
  message: string,
  other: { readonly place: Place; readonly role: string },
): ConfigDiagnostic {
  return {
    uri: place.file,
    code: "duplicate-workflow",
    severity: "warning",
    range: rangeOf(place, name),
    data: { name, message },
    related: [{ location: { uri: other.place.file, range: rangeOf(other.place, name) }, role: other.role }],
  };
}

/** The name itself, where its place is known; else the beginning of the file. */
function rangeOf({ line, character }: Place, name: string) {
  if (line === undefined || character === undefined) {
    return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  }
  return { start: { line, character }, end: { line, character: character + name.length } };
}
