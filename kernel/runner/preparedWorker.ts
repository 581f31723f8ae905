import type { ParameterValues, WorkflowDescription } from "../model/index.ts";
import type { BundledWorkflow } from "../workflow/bundle.ts";
import { describeThrown } from "../workflow/loaderThrown.ts";
import type { DescribeResult } from "../workflow/registry.ts";
import { type StartProblem, StartRefusedError } from "./startRefusedError.ts";
import type { LaunchedWorker, WorkerLauncher, WorkerListener } from "./workerLauncher.ts";
import type { DescribeTask, ExecuteTask, WorkerMessage } from "./workerProtocol.ts";

/** Milliseconds that the top level of a workflow file may take. */
const loadTimeoutMs = 5_000;

/** A worker that has loaded its workflow and found the parameters good. */
export interface PreparedWorker {
  readonly worker: LaunchedWorker;
  readonly description: WorkflowDescription;
  readonly parameters: ParameterValues;
}

class LoadProblemError extends StartRefusedError {
  readonly hasDefault: boolean;

  constructor(problems: readonly StartProblem[], hasDefault: boolean) {
    super(problems);
    this.hasDefault = hasDefault;
  }
}

/**
 * Launches a worker and waits until it has loaded; later messages go to `listener`.
 * Throws a `StartRefusedError` when it refuses, dies or does not finish loading, and leaves no worker behind then.
 */
export async function prepareWorker(
  launch: WorkerLauncher,
  after: (ms: number) => Promise<void>,
  bundled: BundledWorkflow,
  workspace: string,
  task: DescribeTask | ExecuteTask,
  listener: WorkerListener,
): Promise<PreparedWorker> {
  const { path, file, bundle } = bundled;
  const loaded = Promise.withResolvers<Pick<PreparedWorker, "description" | "parameters">>();
  let isLoading = true;
  const refuse = (problem: StartProblem, hasDefault = true) =>
    loaded.reject(new LoadProblemError([problem], hasDefault));
  const worker = launch(
    { task, workspace, path, file, bundle },
    {
      message: (message: WorkerMessage) => {
        if (!isLoading) return listener.message(message);
        if (message.type === "loaded") {
          loaded.resolve({ description: message.description, parameters: message.parameters ?? {} });
        } else if (message.type === "refused") {
          loaded.reject(new LoadProblemError(message.problems, message.hasDefault));
        }
      },
      gone: (error, exitCode) => {
        if (!isLoading) return listener.gone(error, exitCode);
        const reason =
          error === undefined ? `its code ended the worker (exit code ${exitCode})` : describeThrown(error).message;
        refuse({ file: path, message: `The workflow file did not load: ${reason}.` });
      },
    },
  );
  void after(loadTimeoutMs).then(() => {
    refuse({
      file: path,
      message: `The workflow file did not finish loading within ${loadTimeoutMs / 1000} s: is there an endless loop outside of execute?`,
    });
  });
  try {
    return { worker, ...(await loaded.promise) };
  } catch (error) {
    await worker.terminate();
    throw error;
  } finally {
    isLoading = false;
  }
}

/** What a bundle defines, found out in a worker that ends with the answer. */
export async function describeInWorker(
  launch: WorkerLauncher,
  after: (ms: number) => Promise<void>,
  bundled: BundledWorkflow,
  workspace: string,
): Promise<DescribeResult> {
  const nothing: WorkerListener = { message: () => {}, gone: () => {} };
  try {
    const { worker, description } = await prepareWorker(
      launch,
      after,
      bundled,
      workspace,
      { kind: "describe" },
      nothing,
    );
    await worker.terminate();
    return { description };
  } catch (error) {
    if (!(error instanceof LoadProblemError)) throw error;
    const [problem] = error.problems;
    return { problem: { file: bundled.path, ...problem!, message: problem!.message }, hasDefault: error.hasDefault };
  }
}
