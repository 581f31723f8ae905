import type { ExecutionEnvironment, RunOptions, WorkflowDescription, WorkflowExecution } from "../model/index.ts";
import packageJson from "../package.json" with { type: "json" };
import type { ExecutionStore } from "../store/index.ts";
import type { BundledWorkflow } from "../workflow/bundle.ts";
import type { StartRequest } from "./kernel.ts";
import type { System } from "./system.ts";

/** What is known of an execution when it begins. */
export interface Beginning {
  readonly request: StartRequest;
  readonly run: RunOptions & { readonly seed: number };
  readonly bundled: BundledWorkflow;
  readonly description: WorkflowDescription;
  /** Resolved, all of them. */
  readonly parameters: WorkflowExecution["parameterValues"];
  readonly environment: ExecutionEnvironment;
}

/** Stores the definition, if this revision of it is new, and begins the record with all that is needed to run it again. */
export function beginExecution(
  store: ExecutionStore,
  system: System,
  { request, run, bundled, description, parameters, environment }: Beginning,
): WorkflowExecution {
  const { user } = system.identity;
  const { source, sourceHash, bundle, bundleHash } = bundled;
  const definition = store.saveDefinition({ ...description, source, sourceHash, bundle, bundleHash, createdBy: user });
  return store.begin({
    workflowName: definition.name,
    workflowVersion: definition.version,
    definitionId: definition.definitionId,
    executedBy: user,
    parameterValues: parameters,
    parameterOrigins: originsOf(parameters, request),
    runOptions: run,
    startTime: system.now(),
    executionEnvironment: environment,
    startedFrom: request.startedFrom ?? null,
    beginsBatch: request.beginsBatch === true,
  });
}

/** What a reader of the record is to know from the start. */
export function notesAtStart(
  store: ExecutionStore,
  { definitionId, workflowVersion }: Pick<WorkflowExecution, "definitionId" | "workflowVersion">,
): string[] {
  const revision = store.definition(definitionId)?.revision ?? 1;
  if (revision === 1) return [];
  return [`Revision ${revision} of version ${workflowVersion}: the code was changed and the version was not.`];
}

/** Where an execution runs, down to the commit of the workspace. */
export async function environmentOf(
  system: System,
  workspace: string,
  git: ReturnType<System["git"]>,
): Promise<ExecutionEnvironment> {
  const { identity, node, platform, facts } = system;
  const { commit, dirty } = await git;
  return {
    ...identity,
    node,
    platform,
    engine: `wfnb ${packageJson.version}`,
    workspace,
    gitCommit: commit,
    gitDirty: dirty,
    ...facts,
  };
}

function originsOf(
  values: WorkflowExecution["parameterValues"],
  { parameters, origins = {} }: StartRequest,
): WorkflowExecution["parameterOrigins"] {
  return Object.fromEntries(
    Object.keys(values).map((name) => [
      name,
      origins[name] ?? { from: Object.hasOwn(parameters, name) ? "override" : "default" },
    ]),
  );
}
