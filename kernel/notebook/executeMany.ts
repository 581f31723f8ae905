import { type SweepPoint, sweepPoints } from "../config/sweepPoints.ts";
import { isGoingOn, type WorkflowExecution } from "../model/index.ts";
import { BatchCancelledError } from "../runner/batchCancelledError.ts";
import type { StartRequest } from "../runner/kernel.ts";
import { type CellResult, contextOf, type ExecuteRequest, showEnded, startRequest, untilEnded } from "./executeOnce.ts";
import { replicationRuns } from "./replications.ts";
import { type Several, severalChart, severalLine, severalOutput } from "./severalOutput.ts";
import { throttled } from "./throttled.ts";

/** Executions of one cell that run at the same time. */
const atOnce = 4;

/** Milliseconds between two tables of what has ended so far. */
const shownEveryMs = 250;

/** One of the executions, as it is planned, and what became of it. */
interface Planned {
  readonly point: number;
  readonly request: StartRequest;
  execution?: WorkflowExecution;
}

/**
 * Runs what a configuration asks for: each combination of a sweep, each as often as it has replications, some at once.
 *
 * The seeds are the same for every combination, so that what differs is due to the values and not to chance (common random numbers).
 * Where an execution fails, its combination is not repeated any more; the other combinations are run all the same.
 */
export async function executeMany(request: ExecuteRequest): Promise<CellResult> {
  const { kernel, config, show, signal } = request;
  const points = sweepPoints(config);
  const planned = plan(request, points);
  const lost = new Set<number>();
  const several: Several = { points, planned, replications: config.run.replications ?? 1 };
  const showing = throttled(
    () => show([severalOutput(several, { brief: true })]),
    shownEveryMs,
    () => performance.now(),
  );
  const hasEnded = ({ execution }: Planned) => execution !== undefined && !isGoingOn(execution);
  const tell = () => request.tell?.(severalLine(several), planned.filter(hasEnded).length);
  showing.ask();
  tell();
  const first = planned[0]!;
  // All others name it as their batch, so it begins before them.
  const begun = await kernel.start({ ...first.request, beginsBatch: true });
  first.execution = begun;
  request.started?.(begun);
  const startedFrom = { ...request.startedFrom, batch: begun.executionId };
  const waiting = [...planned];
  let refusal: Error | undefined;
  const runNext = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      if (lost.has(one.point) || (signal?.aborted === true && one.execution === undefined)) continue;
      try {
        if (one.execution === undefined) {
          one.execution = await kernel.start({ ...one.request, startedFrom });
          request.started?.(one.execution);
        }
        one.execution = (await untilEnded(kernel, one.execution, () => {}, signal)).ended;
      } catch (error) {
        // Nothing else is started, and what runs is waited for: what the workflow itself refuses, it would refuse again.
        waiting.length = 0;
        if (!BatchCancelledError.isOne(error)) refusal ??= error instanceof Error ? error : new Error(String(error));
      }
      if (one.execution?.status !== "completed") lost.add(one.point);
      showing.ask();
      tell();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  showing.cancel();
  if (refusal !== undefined) throw refusal;
  const unit = (key: string) => config.declared?.get(key)?.unit;
  const outputs = [severalOutput(several), ...[severalChart(several, unit)].filter((it) => it !== undefined)];
  const executions = planned.flatMap(({ execution }) => execution ?? []);
  const failed = executions.find(({ status }) => status === "failed");
  if (failed !== undefined) {
    const ended = { ended: failed, last: undefined };
    const result = await showEnded(kernel, ended, contextOf(request), (ends) => show([...outputs, ...ends]));
    return { ...result, executions };
  }
  show(outputs);
  const success = executions.length === planned.length && executions.every(({ status }) => status === "completed");
  return { success, refused: false, executions, execution: first.execution ?? begun };
}

function plan(request: ExecuteRequest, points: readonly SweepPoint[]): Planned[] {
  const once = startRequest(request);
  const { replications = 1, ...run } = request.config.run;
  const runs = replicationRuns({ ...run, seed: run.seed ?? chosenSeed() }, replications);
  return points.flatMap(({ parameters, origins }, point) =>
    runs.map((each) => ({ point, request: { ...once, parameters, origins, run: each } })),
  );
}

function chosenSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed & 0x7fffffff;
}
