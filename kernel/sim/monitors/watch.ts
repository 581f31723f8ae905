import type { Environment } from "../environment.ts";
import { type BaseResource, Get, type Put, type ResourceListener } from "../resources/base.ts";
import type { Container } from "../resources/container.ts";
import { Release, type Resource } from "../resources/resource.ts";
import type { BaseStore } from "../resources/store.ts";
import { Tally } from "./tally.ts";
import { TimeWeighted } from "./timeWeighted.ts";

/** What a monitor of a resource keeps. */
export interface ResourceMonitor {
  /** Slots in use. */
  readonly inUse: TimeWeighted;
  /** Requests in line. */
  readonly waiting: TimeWeighted;
  /** Seconds from request to grant, of the requests granted so far. */
  readonly waits: Tally;
}

/** What a monitor of a container or store keeps. */
export interface StorageMonitor {
  /** The container's level, or the number of items in the store. */
  readonly level: TimeWeighted;
  /** Requests to put in line. */
  readonly putting: TimeWeighted;
  /** Requests to get in line. */
  readonly getting: TimeWeighted;
  /** Seconds from request to grant, of the requests to get. */
  readonly waits: Tally;
}

/**
 * Keep statistics of a resource from now on. A resource has one monitor: a second call replaces it.
 * `changed` is called after every change of slots in use or of the line.
 */
export function watchResource(resource: Resource<any>, changed: () => void = () => {}): ResourceMonitor {
  const { env } = resource;
  const inUse = new TimeWeighted(env, resource.count);
  const waiting = new TimeWeighted(env, resource.queue.length);
  const waits = new Tally();
  resource._listener = listener(
    env,
    waits,
    (request) => !(request instanceof Release),
    () => {
      inUse.record(resource.count);
      waiting.record(resource.queue.length);
      changed();
    },
  );
  return { inUse, waiting, waits };
}

/** Keep statistics of a container from now on. A container has one monitor: a second call replaces it. */
export function watchContainer(container: Container): StorageMonitor {
  return watchStorage(container, () => container.level);
}

/** Keep statistics of a store from now on. A store has one monitor: a second call replaces it. */
export function watchStore(store: BaseStore<any, any>): StorageMonitor {
  return watchStorage(store, () => store.items.length);
}

function watchStorage(storage: BaseResource<any, any>, levelNow: () => number): StorageMonitor {
  const { env } = storage;
  const level = new TimeWeighted(env, levelNow());
  const putting = new TimeWeighted(env, storage.putQueue.length);
  const getting = new TimeWeighted(env, storage.getQueue.length);
  const waits = new Tally();
  storage._listener = listener(
    env,
    waits,
    (request) => request instanceof Get,
    () => {
      level.record(levelNow());
      putting.record(storage.putQueue.length);
      getting.record(storage.getQueue.length);
    },
  );
  return { level, putting, getting, waits };
}

function listener(
  env: Environment,
  waits: Tally,
  counts: (request: Put | Get<any>) => boolean,
  changed: () => void,
): ResourceListener {
  const asked = new WeakMap<Put | Get<any>, number>();
  return {
    changed,
    arrived: (request) => void asked.set(request, env.now),
    granted: (request) => {
      const since = asked.get(request);
      if (since !== undefined && counts(request)) waits.record(env.now - since);
    },
  };
}
