import type { RunOptions } from "../model/index.ts";
import type { BundledWorkflow } from "../workflow/bundle.ts";
import type { Prediction, StartRequest } from "./kernel.ts";
import { prepareWorker } from "./preparedWorker.ts";
import { WorkerControl } from "./workerControl.ts";
import type { WorkerLauncher } from "./workerLauncher.ts";
import type { RunOutcome, WorkerMessage } from "./workerProtocol.ts";

/** Milliseconds that a dry simulation may take: what takes longer is no hint but a run. */
const budgetMs = 400;

export interface PredictionPorts {
  readonly launch: WorkerLauncher;
  readonly after: (ms: number) => Promise<void>;
  readonly workspace: string;
}

/**
 * A dry simulation: what a run would give, with nothing recorded. Undefined when it fails, is refused or does not end soon;
 * in real time it would wait, so there it is never tried.
 */
export async function predict(
  bundled: BundledWorkflow,
  { parameters, run = {} }: StartRequest,
  { launch, after, workspace }: PredictionPorts,
): Promise<Prediction | undefined> {
  const control = new WorkerControl();
  const ended = Promise.withResolvers<RunOutcome | undefined>();
  const task = {
    kind: "execute",
    parameters,
    run: simulated(run),
    control: control.buffer,
    limits: { records: 0, text: 0 },
  } as const;
  const listener = {
    message: (message: WorkerMessage) => {
      if (message.type === "ended") ended.resolve(message.outcome);
    },
    gone: () => ended.resolve(undefined),
  };
  const prepared = await prepareWorker(launch, after, bundled, workspace, task, listener).catch(() => undefined);
  if (prepared === undefined) return undefined;
  control.begin();
  const outcome = await Promise.race([ended.promise, after(budgetMs).then(() => undefined)]);
  void prepared.worker.terminate();
  if (outcome === undefined || outcome.endReason === "failed" || outcome.endReason === "cancelled") return undefined;
  const { now, events, dropped } = outcome.figures;
  return { simulatedEndTime: now, events, counts: dropped.counts };
}

function simulated(run: RunOptions): RunOptions & { readonly seed: number } {
  const { realtime: _, factor: __, ...rest } = run;
  return { seed: 0, ...rest };
}
