import { quoted, SimulationError } from "../errors.ts";
import { type BaseResource, Get, type Put, type ResourceListener } from "../resources/base.ts";
import { Container } from "../resources/container.ts";
import { Release, Resource } from "../resources/resource.ts";
import { BaseStore } from "../resources/store.ts";
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
 * Keep statistics of a resource from now on. It may have several monitors, which know nothing of one another.
 * `changed` is called after every change of slots in use or of the line. Throws unless it is a `Resource` of some kind.
 */
export function watchResource(resource: Resource<any>, changed: () => void = () => {}): ResourceMonitor {
  if (!(resource instanceof Resource)) refuse("watchResource", "a Resource", resource);
  const { env } = resource;
  const inUse = new TimeWeighted(env, resource.count);
  const waiting = new TimeWeighted(env, resource.queue.length);
  const waits = new Tally();
  listen(
    resource,
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

/**
 * Keep statistics of a container from now on, beside other monitors that it may have.
 * `changed` is called after every change of its level or lines. Throws unless it is a `Container`.
 */
export function watchContainer(container: Container, changed: () => void = () => {}): StorageMonitor {
  if (!(container instanceof Container)) refuse("watchContainer", "a Container", container);
  return watchStorage(container, () => container.level, changed);
}

/**
 * Keep statistics of a store from now on, beside other monitors that it may have.
 * `changed` is called after every change of its items or lines. Throws unless it is a `Store` of some kind.
 */
export function watchStore(store: BaseStore<any, any>, changed: () => void = () => {}): StorageMonitor {
  if (!(store instanceof BaseStore)) refuse("watchStore", "a Store", store);
  return watchStorage(store, () => store.items.length, changed);
}

function refuse(called: string, kind: string, given: unknown): never {
  throw new SimulationError("invalid-argument", `${called} watches ${kind}, not ${quoted(given)}`);
}

function watchStorage(storage: BaseResource<any, any>, levelNow: () => number, changed: () => void): StorageMonitor {
  const { env } = storage;
  const level = new TimeWeighted(env, levelNow());
  const putting = new TimeWeighted(env, storage.putQueue.length);
  const getting = new TimeWeighted(env, storage.getQueue.length);
  const waits = new Tally();
  listen(
    storage,
    waits,
    (request) => request instanceof Get,
    () => {
      level.record(levelNow());
      putting.record(storage.putQueue.length);
      getting.record(storage.getQueue.length);
      changed();
    },
  );
  return { level, putting, getting, waits };
}

function listen(
  resource: BaseResource<any, any>,
  waits: Tally,
  counts: (request: Put | Get<any>) => boolean,
  changed: () => void,
): void {
  const { env, _listener: before } = resource;
  const asked = new WeakMap<Put | Get<any>, number>();
  const listener: ResourceListener = {
    changed,
    arrived: (request) => void asked.set(request, env.now),
    granted: (request) => {
      const since = asked.get(request);
      if (since !== undefined && counts(request)) waits.record(env.now - since);
    },
  };
  resource._listener = before === null ? listener : both(before, listener);
}

function both(first: ResourceListener, second: ResourceListener): ResourceListener {
  return {
    arrived: (request) => {
      first.arrived(request);
      second.arrived(request);
    },
    granted: (request) => {
      first.granted(request);
      second.granted(request);
    },
    changed: () => {
      first.changed();
      second.changed();
    },
  };
}
