import { bearsName, type WorkflowDescription } from "../model/index.ts";
import type { Range } from "../text/index.ts";
import { entryAt, type PositionedDocument, type TomlEntry } from "../toml/index.ts";
import type { ConfigDiagnostic } from "./code.ts";
import { declaredParameters } from "./declared.ts";
import type { Layer, LoadedLayers } from "./layers.ts";
import { nowhere } from "./overrides.ts";
import { speaksOfParameters } from "./reserved.ts";
import { suggestName } from "./suggest.ts";

/** A file of workflows that does not load: nobody knows what it would define, but by custom it bears its workflow's name. */
export interface WorkflowFault {
  /** Its path. */
  readonly file: string;
  /** Line and character count from zero. */
  readonly line?: number;
  readonly character?: number;
  readonly message: string;
}

export interface ChosenWorkflow {
  /** As written; "" when no document names one. */
  readonly name: string;
  readonly workflow: WorkflowDescription | undefined;
  readonly diagnostics: readonly ConfigDiagnostic[];
}

/** Finds the workflow that the strongest `[workflow] name` asks for, in the version asked for. */
export function chooseWorkflow(
  loaded: LoadedLayers,
  workflows: readonly WorkflowDescription[],
  faults: readonly WorkflowFault[] = [],
): ChosenWorkflow {
  const named = strongest(loaded.layers, "name");
  if (named === undefined) {
    const written = loaded.layers.some(({ document }) => entryAt(document.root, ["workflow", "name"]) !== undefined);
    // A name of the wrong type is reported as such.
    return { name: "", workflow: undefined, diagnostics: written ? [] : [missingWorkflow(loaded.main, workflows)] };
  }
  const { value: name } = named;
  const candidates = workflows.filter((workflow) => workflow.name === name);
  if (candidates.length === 0) {
    const fault = faults.find(({ file }) => bearsName(file, name));
    if (fault !== undefined) return { name, workflow: undefined, diagnostics: [broken(named, fault)] };
    const known = namesOf(workflows);
    const suggestion = suggestName(name, known);
    const data = { name, known, ...(suggestion !== undefined && { suggestion }) };
    return { name, workflow: undefined, diagnostics: [errorAt(named, "unknown-workflow", data)] };
  }
  const version = strongest(loaded.layers, "version");
  const wanted = version && candidates.find((workflow) => workflow.version === version.value);
  if (version === undefined || wanted !== undefined)
    return { name, workflow: wanted ?? candidates[0], diagnostics: [] };
  const known = candidates.map((workflow) => workflow.version);
  const data = { name, version: version.value, known, suggestion: known[0] };
  return { name, workflow: candidates[0], diagnostics: [errorAt(version, "unknown-version", data)] };
}

interface NamedText {
  readonly value: string;
  readonly uri: string;
  readonly range: Range;
}

/** A text in `[workflow]`, from the strongest document that sets it. */
function strongest(layers: readonly Layer[], key: string): NamedText | undefined {
  for (const { uri, role, document } of layers.toReversed()) {
    // `testbed.toml` and includes may serve several workflows: they do not choose one.
    if (role === "testbed" || role === "include") continue;
    const entry: TomlEntry | undefined = entryAt(document.root, ["workflow", key]);
    if (entry?.value.kind === "string" && entry.value.value !== "") {
      return { value: entry.value.value, uri, range: entry.value.range };
    }
  }
  return undefined;
}

function errorAt(
  { uri, range }: NamedText,
  code: ConfigDiagnostic["code"],
  data: Record<string, unknown>,
): ConfigDiagnostic {
  return { uri, code, severity: "error", range, data };
}

function broken(named: NamedText, { file, line = 0, character = 0, message }: WorkflowFault): ConfigDiagnostic {
  const start = { line, character };
  const related = [{ location: { uri: file, range: { start, end: start } }, role: "workflow-fault" }];
  return { ...errorAt(named, "broken-workflow", { name: named.value, message }), related };
}

function missingWorkflow({ uri, document }: Layer, workflows: readonly WorkflowDescription[]): ConfigDiagnostic {
  const header = document.headers.find(({ path }) => path.length === 1 && path[0]!.name === "workflow");
  const known = namesOf(workflows);
  const likely = known.length === 1 ? known : namesOf(workflowsMeant(document, workflows));
  const data = { table: header !== undefined, known, ...(likely.length === 1 && { suggestion: likely[0] }) };
  return { uri, code: "missing-workflow", severity: "error", range: header?.range ?? nowhere, data };
}

/** The workflows of whose parameters a document sets some. */
function workflowsMeant(
  { assignments }: PositionedDocument,
  workflows: readonly WorkflowDescription[],
): WorkflowDescription[] {
  const keys = assignments
    .filter(({ header }) => header !== undefined && speaksOfParameters(header.path[0]!.name))
    .map(({ path }) => path[0]!.name);
  return workflows.filter(({ parameterSchema }) => {
    const declared = declaredParameters(parameterSchema);
    return keys.some((key) => declared.has(key));
  });
}

function namesOf(workflows: readonly WorkflowDescription[]): string[] {
  return [...new Set(workflows.map(({ name }) => name))];
}
