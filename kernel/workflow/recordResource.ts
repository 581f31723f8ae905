import { resourceGauges } from "../model/index.ts";
import {
  BaseStore,
  Container,
  type Environment,
  Resource,
  type ResourceMonitor,
  type StorageMonitor,
  watchContainer,
  watchResource,
  watchStore,
} from "../sim/index.ts";
import type { Recorder } from "./recorder.ts";

type GaugeRecorder = Pick<Recorder, "gauge">;

/** What can be recorded: a resource, a container or a store of any kind. */
export type Monitored = Resource<any> | Container | BaseStore<any, any>;

/** Statistics of what is recorded. */
export type MonitorOf<Watched extends Monitored> = Watched extends Resource<any> ? ResourceMonitor : StorageMonitor;

/**
 * Writes a resource's utilisation, or the level of a container or store, and its line as gauges, at once and whenever one of them changes.
 * Throws a TypeError for what is none of them.
 */
export function recordResource<Watched extends Monitored>(
  env: Environment,
  recorder: GaugeRecorder,
  name: string,
  watched: Watched,
): MonitorOf<Watched> {
  return record(env, recorder, name, watched) as MonitorOf<Watched>;
}

function record(env: Environment, recorder: GaugeRecorder, name: string, watched: Monitored) {
  const { utilisation, level, waiting } = resourceGauges;
  const changed = (gauges: Readonly<Record<string, () => number>>) => onChange(env, recorder, gauges);
  if (watched instanceof Resource) {
    return watchResource(
      watched,
      changed({
        [utilisation(name)]: () => watched.count / watched.capacity,
        [waiting(name)]: () => watched.queue.length,
      }),
    );
  }
  if (!(watched instanceof Container || watched instanceof BaseStore)) {
    throw new TypeError(`monitor("${name}", ...) takes a Resource, a Container or a Store, not ${String(watched)}.`);
  }
  const inLine = { [waiting(name)]: () => watched.putQueue.length + watched.getQueue.length };
  return watched instanceof Container
    ? watchContainer(watched, changed({ [level(name)]: () => watched.level, ...inLine }))
    : watchStore(watched, changed({ [level(name)]: () => watched.items.length, ...inLine }));
}

/** Writes gauges now, and those that have changed whenever it is called. */
function onChange(
  env: Environment,
  recorder: GaugeRecorder,
  gauges: Readonly<Record<string, () => number>>,
): () => void {
  const last = new Map<string, number>();
  const write = () => {
    for (const [name, read] of Object.entries(gauges)) {
      const value = read();
      if (value === last.get(name)) continue;
      last.set(name, value);
      recorder.gauge(env.now, name, value);
    }
  };
  write();
  return write;
}
