import { resourceGauges } from "../model/index.ts";
import { type Environment, type Resource, type ResourceMonitor, watchResource } from "../sim/index.ts";
import type { Recorder } from "./recorder.ts";

/** Writes a resource's utilisation and line as gauges, at once and whenever either changes. */
export function recordResource(
  env: Environment,
  recorder: Pick<Recorder, "gauge">,
  name: string,
  resource: Resource<any>,
): ResourceMonitor {
  const gauges = [
    { name: resourceGauges.utilisation(name), read: () => resource.count / resource.capacity, last: Number.NaN },
    { name: resourceGauges.waiting(name), read: () => resource.queue.length, last: Number.NaN },
  ];
  const record = () => {
    for (const gauge of gauges) {
      const value = gauge.read();
      if (value === gauge.last) continue;
      gauge.last = value;
      recorder.gauge(env.now, gauge.name, value);
    }
  };
  record();
  return watchResource(resource, record);
}
