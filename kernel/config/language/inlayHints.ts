import type { Position } from "../../text/index.ts";
import { speaksOfParameters } from "../reserved.ts";
import { executionsOf } from "../sweepPoints.ts";
import { groupedNumber, seconds } from "../wording.ts";
import { placeText, valueText } from "./markdown.ts";
import { type ConfigView, keysOfTable, type Prediction } from "./view.ts";

/** A note inside a line that is not part of the text. */
export interface InlayHint {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
  readonly kind: "unit" | "overridden" | "prediction";
}

/** Units after numbers, a mark on values that another document overrides, and what a run would give. */
export function inlayHintsOf(view: ConfigView): InlayHint[] {
  const { document, config, uri, prediction } = view;
  const hints: InlayHint[] = [];
  const workflowHeader = document.headers.find(({ path }) => path.length === 1 && path[0]!.name === "workflow");
  if (prediction !== undefined && workflowHeader !== undefined) {
    const executions = config.sweep.length === 0 ? 1 : executionsOf(config);
    const label =
      executions === 1 ? predictionText(prediction) : ` first of ${executions}:${predictionText(prediction)}`;
    hints.push({
      position: workflowHeader.range.end,
      label,
      tooltip: `From a dry simulation of this configuration: ${groupedNumber(prediction.events)} events`,
      kind: "prediction",
    });
  }
  for (const { header, path, value, refused } of document.assignments) {
    if (refused || header === undefined) continue;
    const table = header.path.map(({ name }) => name);
    const declared = keysOfTable(view, table)?.get(path[0]!.name);
    if (declared === undefined) continue;
    const position = value.range.end;
    const isNumeric = value.kind === "integer" || value.kind === "float";
    if (
      declared.unit !== undefined &&
      (isNumeric || (table[0] === "sweep" && ["array", "table"].includes(value.kind)))
    ) {
      hints.push({ position, label: ` ${declared.unit}`, tooltip: declared.description, kind: "unit" });
    }
    const chain = speaksOfParameters(table[0]!) ? (config.settings.get(declared.name) ?? []) : [];
    const strongest = chain.at(-1);
    if (strongest === undefined || strongest.uri === uri || strongest.role === "override") continue;
    hints.push({
      position,
      label: ` ${valueText(strongest).replaceAll("`", "")} in ${placeText(strongest)}`,
      tooltip: `${strongest.uri} overrides this value`,
      kind: "overridden",
    });
  }
  return hints;
}

/** "630.8 s, 258 stf": no more than fits beside a header. */
function predictionText({ simulatedEndTime, counts }: Prediction): string {
  const counted = Object.entries(counts)
    .slice(0, 3)
    .map(([name, count]) => `${groupedNumber(count)} ${name}`);
  return ` ${[seconds(simulatedEndTime), ...counted].join(", ")}`;
}
