import { closest, distance } from "fastest-levenshtein";
import { declaredParameters, type Overrides } from "../config/index.ts";
import type { WorkflowListing } from "../runner/kernel.ts";
import type { NotebookDocument } from "./document.ts";
import { parameterNames } from "./parametersCell.ts";

/**
 * The caller's values that no cell of the notebook can take, a sentence each. Empty as well where a cell defines a workflow, since only
 * running it tells its parameters.
 */
export async function unusedOverrides(
  document: NotebookDocument,
  overrides: Overrides,
  { workflows }: WorkflowListing,
): Promise<string[]> {
  const keys = Object.keys(overrides);
  if (keys.length === 0) return [];
  const named = document.cells.flatMap(({ language, source }) => (language === "toml" ? workflowNamed(source) : []));
  const unknown = named.some((name) => workflows.every((workflow) => workflow.name !== name));
  if (unknown) return [];
  const used = workflows.filter(({ name }) => named.includes(name));
  const known = new Set([
    ...(await parameterNames(document)),
    ...used.flatMap(({ parameterSchema }) => [...declaredParameters(parameterSchema).keys()]),
  ]);
  return keys.filter((key) => !known.has(key)).map((key) => sentence(key, [...known]));
}

/** Including what a configuration names, which may be any workflow. */
function workflowNamed(source: string): string[] {
  const name = /^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(source)?.[1];
  return name === undefined ? ["?"] : [name];
}

function sentence(key: string, known: readonly string[]): string {
  const near = known.length === 0 ? undefined : closest(key, known);
  const likely =
    near !== undefined && distance(key, near) <= Math.max(2, key.length / 3) ? ` Did you mean "${near}"?` : "";
  const all = known.length > 0 && likely === "" ? ` It has: ${known.slice(0, 12).join(", ")}.` : "";
  return `No cell of this notebook has a parameter "${key}".${likely}${all}`;
}
