import type { WorkflowDescription } from "../model/index.ts";
import { entryAt, formatTomlValue } from "../toml/index.ts";
import { callUri } from "./code.ts";
import { nowhere } from "./overrides.ts";
import { relativeUri, withTomlExtension } from "./relativeUri.ts";
import { type ResolvedConfig, type ResolveRequest, resolveConfig } from "./resolve.ts";
import { refusalOfSweep } from "./sweep.ts";

export interface CallRequest extends Omit<ResolveRequest, "main"> {
  readonly workflow: string;
  /** Name or path of a configuration beside the workflow's file. Default: `<workflow>_default`, if there is one. */
  readonly config?: string;
  /** One execution is asked for: a configuration that sweeps over values is refused. */
  readonly single?: boolean;
}

/** Resolves a call by name, such as `runWorkflow("stf_processing", { stf_interval: 1.5 })`. */
export async function resolveCall({ single = false, ...request }: CallRequest): Promise<ResolvedConfig> {
  const resolved = await resolveNamed(request);
  const refusal = single ? refusalOfSweep(resolved) : undefined;
  return refusal === undefined
    ? resolved
    : { ...resolved, valid: false, diagnostics: [...resolved.diagnostics, refusal] };
}

async function resolveNamed({ workflow, config, ...request }: CallRequest): Promise<ResolvedConfig> {
  const description = request.workflows.find(({ name }) => name === workflow);
  const uri = relativeUri(description?.file ?? "", withTomlExtension(config ?? `${workflow}_default`));
  const text = description === undefined && config === undefined ? undefined : await request.read(uri);
  if (typeof text === "string") {
    const resolved = await resolveConfig({ ...request, main: { uri, text: named(text, description) } });
    return resolved.workflowName === workflow ? resolved : withAnotherWorkflow(resolved, uri, workflow);
  }
  return resolveConfig({
    ...request,
    main: { uri: config === undefined ? callUri : uri, text: headerFor(workflow, config) },
  });
}

/** A configuration that names no workflow takes the one that was called. */
function named(text: string, description: WorkflowDescription | undefined): string {
  if (description === undefined || /^\s*\[\s*workflow\s*\]/m.test(text)) return text;
  return `${text}${text.endsWith("\n") || text === "" ? "" : "\n"}[workflow]\nname = ${formatTomlValue(description.name)}\n`;
}

/** A call and its configuration must mean the same workflow. */
function withAnotherWorkflow(resolved: ResolvedConfig, uri: string, called: string): ResolvedConfig {
  const found = resolved.layers.find(({ role }) => role === "main")!;
  const range = entryAt(found.document.root, ["workflow", "name"])?.value.range ?? nowhere;
  const data = { name: resolved.workflowName, called };
  const diagnostic = { uri, code: "another-workflow", severity: "error", range, data } as const;
  return { ...resolved, valid: false, diagnostics: [...resolved.diagnostics, diagnostic] };
}

function headerFor(workflow: string, config: string | undefined): string {
  const base = config === undefined ? "" : `config = ${formatTomlValue(config)}\n`;
  return `[workflow]\nname = ${formatTomlValue(workflow)}\n${base}`;
}
