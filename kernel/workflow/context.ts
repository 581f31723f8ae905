import type { JsonObject, LogLevel } from "../model/index.ts";
import type { Environment } from "../sim/index.ts";
import type { Recorder } from "./recorder.ts";
import { type Monitored, type MonitorOf, recordResource } from "./recordResource.ts";

/**
 * All that a workflow may touch: the engine, its parameters, and the ways to record what happens.
 * The functions stand on their own, so that `execute({ env, state, count })` may take them apart.
 */
export interface WorkflowContext<Parameters = Readonly<Record<string, unknown>>> {
  /** Clock and event queue, in SimPy's manner; `env.now` is in simulated seconds. */
  readonly env: Environment;
  /** Validated values; frozen, so that what was recorded is what ran. */
  readonly parameters: Parameters;
  /** From now on the model is in this state; the state before ends here. `substate` defaults to "". */
  readonly state: (state: string, substate?: string) => void;
  /** A message to agents, such as `run_imminent`. `body` is recorded with it; the workflow's topic is used unless one is given. */
  readonly broadcast: (name: string, body?: JsonObject, options?: { readonly topic?: string }) => void;
  /** Something happened `by` times; default once. */
  readonly count: (name: string, by?: number) => void;
  /** A quantity has this value from now on. */
  readonly gauge: (name: string, value: number) => void;
  /**
   * Records a resource from now on: the gauges `<name> utilisation` (share of its slots in use, 0 to 1) and `<name> waiting`
   * (requests in line). Of a container or store: `<name> level` (what it holds) and `<name> waiting` (requests to put and to get).
   * Their means over time are among the execution's metrics. Returns the monitor, with the statistics of waiting times.
   */
  readonly monitor: <Watched extends Monitored>(name: string, watched: Watched) => MonitorOf<Watched>;
  /** A line for people. Level defaults to "info". */
  readonly log: (text: string, level?: LogLevel) => void;
  /** A named moment worth seeing on the timeline. */
  readonly mark: (name: string) => void;
  /**
   * A process, a machine or a place has a lane of its own on the timeline, and is doing this from now on; "" (the default): nothing.
   *
   * @example
   * lane("machine 1", "working");
   * yield env.timeout(8);
   * lane("machine 1");
   */
  readonly lane: (name: string, activity?: string) => void;
}

/** Binds a workflow's context to one environment and one recorder. Throws a TypeError for facts that cannot be recorded truthfully. */
export function createContext<Parameters extends object>(
  env: Environment,
  parameters: Parameters,
  recorder: Recorder,
  defaultTopic: string,
): WorkflowContext<Parameters> {
  return {
    env,
    parameters: Object.freeze({ ...parameters }),
    state: (state, substate = "") => recorder.state(env.now, named("state", state), String(substate)),
    broadcast: (name, body = {}, { topic = defaultTopic } = {}) =>
      recorder.message(env.now, named("broadcast", name), topic, body),
    count: (name, by = 1) => recorder.count(env.now, named("count", name), finite("count", name, by)),
    gauge: (name, value) => recorder.gauge(env.now, named("gauge", name), finite("gauge", name, value)),
    monitor: (name, watched) => recordResource(env, recorder, named("monitor", name), watched),
    log: (text, level = "info") => recorder.log(env.now, level, String(text)),
    mark: (name) => recorder.mark(env.now, named("mark", name)),
    lane: (name, activity = "") => recorder.lane(env.now, named("lane", name), String(activity)),
  };
}

function named(call: string, name: unknown): string {
  if (typeof name === "string" && name !== "") return name;
  throw new TypeError(`${call}(...) takes a name that is not empty, not ${JSON.stringify(name) ?? String(name)}.`);
}

/** NaN and infinities turn into nothing in JSON and SQL, so they are refused where they arise. */
function finite(call: string, name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(`${call}("${name}", ...) takes a finite number, not ${String(value)}.`);
}
