import type { Position, Range } from "../../text/index.ts";
import { placeAt } from "../../toml/index.ts";
import { groupDescription, isReserved, reservedTables, speaksOfParameters } from "../reserved.ts";
import { togetherWith } from "../sweepPoints.ts";
import { list } from "../wording.ts";
import { describeDeclared, describeOrigins } from "./markdown.ts";
import { type ConfigView, keysOfTable } from "./view.ts";

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** What people want to know of the thing under the cursor: documentation, unit, limits, default, and where its value comes from. */
export function hoverAt(view: ConfigView, position: Position): Hover | undefined {
  const place = placeAt(view.document, position);
  if (place === undefined) return undefined;
  if (place.kind === "header-key") {
    const [table, group] = place.header.path.map(({ name }) => name);
    const isGroup = table === "sweep" && group !== undefined && view.config.declared?.has(group) !== true;
    const markdown = isGroup ? `**[sweep.${group}]**: ${groupDescription}` : describeTable(view, table!);
    return { range: place.header.range, markdown };
  }
  const { assignment } = place;
  const table = assignment.header?.path.map(({ name }) => name) ?? [];
  const range = place.kind === "key" ? assignment.path[place.index]!.range : place.node.range;
  if (table[0] === "workflow" && assignment.path[0]!.name === "name" && view.config.workflow !== undefined) {
    return { range, markdown: describeWorkflow(view) };
  }
  const declared = keysOfTable(view, table)?.get(assignment.path[0]!.name);
  if (declared === undefined) return undefined;
  const chain = speaksOfParameters(table[0]!) ? (view.config.settings.get(declared.name) ?? []) : [];
  const others = speaksOfParameters(table[0]!) ? togetherWith(declared.name, view.config.sweep) : [];
  const together = others.length === 0 ? "" : `It varies together with ${list(others.map((other) => `\`${other}\``))}.`;
  const parts = [describeDeclared(declared), describeOrigins(chain), together];
  return { range, markdown: parts.filter(Boolean).join("\n\n") };
}

function describeTable({ config }: ConfigView, name: string): string {
  if (isReserved(name)) return `**[${name}]**: ${reservedTables[name].description}`;
  const owner = config.workflow === undefined ? "the workflow" : `\`${config.workflow.name}\``;
  return `**[${name}]**: Values of the parameters of ${owner}`;
}

function describeWorkflow({ config: { workflow } }: ConfigView): string {
  if (workflow === undefined) return "";
  const { name, version, description, file } = workflow;
  return [`**${name}** ${version}`, description, `\`${file}\``].filter(Boolean).join("\n\n");
}
