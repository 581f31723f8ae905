import type { ConfigDiagnostic } from "../code.ts";
import type { ConfigView } from "./view.ts";

/** Does it say that nothing is known of the workflow that is named? */
export function isOfUnknownWorkflow({ code }: ConfigDiagnostic): boolean {
  return code === "unknown-workflow" || code === "broken-workflow";
}

/** The name of a workflow that nothing is known of; undefined where the workflow is known, or none is named. */
export function unknownWorkflowOf({ config }: ConfigView): string | undefined {
  return config.diagnostics.some(isOfUnknownWorkflow) ? config.workflowName : undefined;
}

/** The view of a cell whose workflow a cell above defines: that it is unknown is no mistake, only said until that cell has run. */
export function withWorkflowAbove(view: ConfigView): ConfigView {
  const diagnostics = view.config.diagnostics.map((diagnostic) => {
    if (!isOfUnknownWorkflow(diagnostic)) return diagnostic;
    const data = { name: diagnostic.data.name, known: [], isAbove: true };
    return { ...diagnostic, code: "unknown-workflow" as const, severity: "information" as const, data, related: [] };
  });
  return { ...view, config: { ...view.config, diagnostics } };
}
