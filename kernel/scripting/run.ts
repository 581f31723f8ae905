import { messageOf, resolveCall } from "../config/index.ts";
import { executionBundle, executionText, runningBundle } from "../display/executionBundle.ts";
import { currentHost, type DisplayHost } from "../display/host.ts";
import { textMime } from "../display/mimeBundle.ts";
import type { ParameterValue, RunOptions, WorkflowExecution } from "../model/index.ts";
import { followTimeline } from "../notebook/liveTimeline.ts";
import { fileReader } from "../platform/readText.ts";
import type { Kernel } from "../runner/kernel.ts";
import { StartRefusedError } from "../runner/startRefusedError.ts";
import type { Timeline } from "../timeline/index.ts";
import { Execution } from "./execution.ts";
import { type OpenWorkspace, openWorkspace, type WorkspaceOptions } from "./kernels.ts";

/** Parameters by name, and beside them how to run: `until`, `seed`, `realtime`, `factor`. */
export type RunValues = RunOptions & Readonly<Record<string, ParameterValue | undefined>>;

export interface RunSettings extends WorkspaceOptions {
  /** Show the execution while it runs and when it has ended. Default: in a notebook yes, in a plain script no. */
  readonly show?: boolean;
  /** Name or path of a TOML configuration to start from, relative to the workflow's file. Default: `<workflow>_default.toml`. */
  readonly config?: string;
  /** Aborting cancels the execution. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a workflow to its end and keeps the execution in the workspace, where the editor's sidebar shows it too.
 * In a notebook its timeline grows in the cell's output. An execution that fails is returned like any other: ask its `status`.
 *
 * @throws StartRefusedError when nothing was started: an unknown workflow or parameter, a value that does not fit, a file that does not load.
 * @example
 * const execution = await run("stf_processing", { physics_period_count: 5, stf_interval: 1.5, until: 7200 });
 * console.log(execution.counts.stf);
 */
export async function run(workflow: string, values: RunValues = {}, settings: RunSettings = {}): Promise<Execution> {
  const host = currentHost();
  const opened = openWorkspace(settings);
  const started = await start(opened, workflow, values, settings);
  // What came of it is told by the end that is waited for, also when the kernel is gone before it has answered this.
  const cancel = () => void opened.kernel.cancel(started.executionId).catch(() => {});
  settings.signal?.addEventListener("abort", cancel, { once: true });
  if (settings.signal?.aborted === true) cancel();
  try {
    // An open question keeps a script's process until it is answered; listening alone would not.
    const ended = opened.kernel.finished(started.executionId);
    if (settings.show ?? host.isLive) await Promise.all([ended, showToTheEnd(opened.kernel, started, host)]);
    return new Execution(opened.kernel, await ended);
  } finally {
    settings.signal?.removeEventListener("abort", cancel);
  }
}

async function start(
  { kernel, folder }: OpenWorkspace,
  workflow: string,
  values: RunValues,
  settings: RunSettings,
): Promise<WorkflowExecution> {
  const { workflows, problems } = await kernel.workflows();
  const { run, overrides } = split(values);
  const config = await resolveCall({
    workflow,
    single: true,
    ...(settings.config === undefined ? {} : { config: settings.config }),
    workflows,
    read: fileReader(folder),
    overrides,
    run,
  });
  if (!config.valid) {
    const unloaded = problems.filter(({ file }) => file.replaceAll("\\", "/").split("/").at(-1) === `${workflow}.ts`);
    const errors = config.diagnostics.filter(({ severity }) => severity === "error");
    throw new StartRefusedError([...unloaded, ...errors.map((error) => ({ message: messageOf(error) }))]);
  }
  return kernel.start({
    workflow: config.workflowName,
    version: config.version,
    parameters: config.parameters,
    origins: config.origins,
    run: config.run,
  });
}

/** How to run has names of its own, which no parameter may take. */
function split({ until, seed, realtime, factor, ...overrides }: RunValues) {
  const run = Object.fromEntries(
    Object.entries({ until, seed, realtime, factor }).filter(([, value]) => value !== undefined),
  ) as RunOptions;
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return { run, overrides: Object.fromEntries(given) };
}

/** One output from the first record to the last; the picture is drawn once, at the end. */
async function showToTheEnd(kernel: Kernel, started: WorkflowExecution, host: DisplayHost): Promise<void> {
  const replace = host.isLive ? host.show(runningBundle(started, undefined)) : undefined;
  const { execution, timeline } = await lastSnapshot(kernel, started, (running, soFar) =>
    replace?.(runningBundle(running, soFar)),
  );
  if (replace !== undefined) replace(await executionBundle(execution, timeline));
  else host.show({ [textMime]: executionText(execution, timeline) });
}

interface EndedTimeline {
  readonly execution: WorkflowExecution;
  readonly timeline: Timeline;
}

function lastSnapshot(
  kernel: Kernel,
  { executionId }: WorkflowExecution,
  onProgress: (execution: WorkflowExecution, timeline: Timeline) => void,
): Promise<EndedTimeline> {
  return new Promise((resolve, reject) => {
    followTimeline(kernel, executionId, (snapshot) => {
      if (snapshot === undefined) reject(new Error(`The execution "${executionId}" is no longer in the store.`));
      else if (snapshot.timeline.ended) resolve(snapshot);
      else onProgress(snapshot.execution, snapshot.timeline);
    });
  });
}
