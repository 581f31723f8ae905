import type {
  ParameterValue,
  ParameterValues,
  RunOptions,
  ValueOrigin,
  ValueOrigins,
  WorkflowDescription,
} from "../model/index.ts";
import { plainValue } from "../toml/index.ts";
import { checkWhole } from "./checkWhole.ts";
import { chooseWorkflow, type WorkflowFault } from "./chooseWorkflow.ts";
import type { ConfigDiagnostic } from "./code.ts";
import { type DeclaredParameters, declaredParameters } from "./declared.ts";
import type { TomlDocuments } from "./documents.ts";
import { type Layer, type LoadedLayers, loadLayers, type MainSource } from "./layers.ts";
import { type Overrides, readOverrides } from "./overrides.ts";
import type { ReadText } from "./reader.ts";
import { readRunOverrides, runOptionsOf, unusedFactor } from "./runOptions.ts";
import { type LayerSettings, readSettings, type Setting } from "./settings.ts";
import { checkGroups, checkSize, sweptParameters } from "./sweep.ts";
import type { SweptParameter } from "./sweepPoints.ts";

export interface ResolveRequest {
  readonly main: MainSource;
  /** Every workflow that is known; several versions of one name may be. */
  readonly workflows: readonly WorkflowDescription[];
  /** Files of workflows that do not load. */
  readonly problems?: readonly WorkflowFault[];
  readonly read: ReadText;
  /** Parameter values above every file. */
  readonly overrides?: Overrides;
  /** Run options above every `[run]`. */
  readonly run?: RunOptions;
  /** Keeps parsed documents from one call to the next. */
  readonly documents?: TomlDocuments;
}

/** A configuration put together: what to run with which values, where each came from, and all that is wrong with it. */
export interface ResolvedConfig {
  /** "" when no document names one. */
  readonly workflowName: string;
  /** The version of the workflow found; "" when there is none. */
  readonly version: string;
  readonly workflow: WorkflowDescription | undefined;
  /** What may be set: the workflow's parameters, or for a fragment those of all workflows. */
  readonly declared: DeclaredParameters | undefined;
  /** One value for each parameter that has a right one, defaults included; complete when `valid`. Of swept ones the first. */
  readonly parameters: ParameterValues;
  readonly origins: ValueOrigins;
  /** Parameters that are to be tried with several values: see `sweepPoints`. */
  readonly sweep: readonly SweptParameter[];
  /** Every place that sets a parameter, weakest first: the last one counts, the others are overridden. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
  readonly run: RunOptions;
  readonly diagnostics: readonly ConfigDiagnostic[];
  /** Nothing is wrong that would keep it from running. */
  readonly valid: boolean;
  /** The documents that it was made of, weakest first. */
  readonly layers: readonly Layer[];
  /** Every uri that was asked for, found or not. */
  readonly asked: ReadonlySet<string>;
}

/** Reads a configuration and all that it includes, and puts it together. Never rejects: what is wrong is among the diagnostics. */
export async function resolveConfig(request: ResolveRequest): Promise<ResolvedConfig> {
  const loaded = await loadLayers(request.main, request.read, request.workflows, request.documents);
  return composeConfig(loaded, request);
}

/** Puts loaded documents together: defaults < layers in order < overrides, key by key. */
export function composeConfig(
  loaded: LoadedLayers,
  {
    workflows,
    problems,
    overrides = {},
    run = {},
  }: Pick<ResolveRequest, "workflows" | "problems" | "overrides" | "run">,
): ResolvedConfig {
  const chosen = chooseWorkflow(loaded, workflows, problems);
  const { workflow } = chosen;
  const isFragment = loaded.kind === "fragment" && chosen.name === "";
  const declared = isFragment ? declaredByAny(workflows) : workflow && declaredParameters(workflow.parameterSchema);
  const elsewhere = workflows.map(({ parameterSchema }) => declaredParameters(parameterSchema));
  const layers = loaded.layers.map((layer) => readSettings(layer, { parameters: declared, elsewhere }));
  const caller = readOverrides(declared ? overrides : {}, declared ?? new Map());
  const callerRun = readRunOverrides(run);
  const everySetting = [...layers.flatMap(({ parameters }) => parameters), ...caller.settings];
  const settings = byKey(everySetting);
  const values = valuesOf(declared ?? new Map(), settings);
  const sweep = sweptParameters(everySetting, (key) => settings.get(key)!.at(-1)!);
  const runOptions = runOptionsOf(layers, callerRun.run);
  const diagnostics = [
    ...loaded.diagnostics,
    ...(isFragment ? [] : chosen.diagnostics),
    ...layers.flatMap((layer) => layer.diagnostics),
    ...brokenIncludes(loaded, layers),
    ...caller.diagnostics,
    ...callerRun.diagnostics,
    ...(declared && !isFragment ? checkWhole({ declared, loaded, settings, values: values.parameters, sweep }) : []),
    ...(isFragment ? [] : unusedFactor(layers, runOptions)),
    ...checkGroups(sweep, settings),
    ...checkSize({ sweep, run: runOptions }, settings),
  ];
  return {
    workflowName: chosen.name,
    version: workflow?.version ?? "",
    workflow,
    declared,
    ...values,
    sweep,
    settings,
    run: runOptions,
    diagnostics,
    valid: (workflow !== undefined || isFragment) && diagnostics.every(({ severity }) => severity !== "error"),
    layers: loaded.layers,
    asked: loaded.asked,
  };
}

/** Tells the document that asks for another of the errors there: its reader may never see them. */
function* brokenIncludes(loaded: LoadedLayers, settings: readonly LayerSettings[]): Generator<ConfigDiagnostic> {
  for (const [index, { uri, askedAt }] of loaded.layers.entries()) {
    const errors = settings[index]!.diagnostics.filter(({ severity }) => severity === "error");
    const [first] = errors;
    if (askedAt === undefined || first === undefined) continue;
    const related = [{ location: { uri, range: first.range }, role: "first-error" }];
    yield { ...askedAt, code: "include-invalid", severity: "error", data: { uri, errors: errors.length }, related };
  }
}

/** The parameters of all workflows; of equal names the first. Kept for as long as the list is. */
function declaredByAny(workflows: readonly WorkflowDescription[]): DeclaredParameters {
  let declared = unions.get(workflows);
  if (declared === undefined) {
    const all = workflows.toReversed().flatMap(({ parameterSchema }) => [...declaredParameters(parameterSchema)]);
    declared = new Map(all);
    unions.set(workflows, declared);
  }
  return declared;
}

const unions = new WeakMap<readonly WorkflowDescription[], DeclaredParameters>();

function byKey(settings: readonly Setting[]): Map<string, Setting[]> {
  const chains = new Map<string, Setting[]>();
  for (const setting of settings) {
    const chain = chains.get(setting.key);
    if (chain === undefined) chains.set(setting.key, [setting]);
    else chain.push(setting);
  }
  return chains;
}

function valuesOf(
  declared: DeclaredParameters,
  settings: ReadonlyMap<string, readonly Setting[]>,
): { parameters: ParameterValues; origins: ValueOrigins } {
  const parameters: Record<string, ParameterValue> = {};
  const origins: Record<string, ValueOrigin> = {};
  for (const { name, default: value } of declared.values()) {
    const setting = settings.get(name)?.at(-1);
    if (setting !== undefined) {
      const node = setting.swept?.[0] ?? setting.node;
      if (setting.valid) parameters[name] = plainValue(node) as ParameterValue;
      origins[name] = originOf(setting);
    } else if (value !== undefined) {
      parameters[name] = value as ParameterValue;
      origins[name] = { from: "default" };
    }
  }
  return { parameters, origins };
}

function originOf({ role, uri, keyRange: { start }, table }: Setting): ValueOrigin {
  if (role === "override") return { from: "override" };
  return { from: "file", uri, line: start.line, character: start.character, table };
}
