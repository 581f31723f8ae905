import type { Environment } from "../environment.ts";
import { SimulationError } from "../errors.ts";
import { Ring } from "../queue/ring.ts";
import { requireOptions } from "../requireOptions.ts";
import { BaseResource, Get, Put } from "./base.ts";

/** Asks to put an item into a store; happens once there is room. */
export class StorePut<T> extends Put<BaseStore<T, any>> {
  declare readonly item: T;

  constructor(store: BaseStore<T, any>, item: T) {
    super(store);
    this.item = item;
  }
}

/** Asks for an item out of a store; happens, with the item as value, once there is one. */
export class StoreGet<T> extends Get<T, BaseStore<T, any>> {}

/** What a store keeps its items in. */
export interface StoreContents<T> extends Iterable<T> {
  readonly length: number;
  push(item: T): void;
}

/** What all stores share: room for a number of objects. */
export abstract class BaseStore<T, G extends StoreGet<T> = StoreGet<T>> extends BaseResource<StorePut<T>, G> {
  /** The items in the store, the next to come out first. */
  abstract readonly items: StoreContents<T>;

  /** @param options.capacity the most items it holds, default unlimited */
  constructor(env: Environment, options: { capacity?: number } = {}) {
    super(env, requireOptions(env, options, ["capacity"]).capacity ?? Number.POSITIVE_INFINITY);
  }

  /** Ask to put an item. */
  put(item: T): StorePut<T> {
    return this.enqueuePut(new StorePut(this, item));
  }

  protected doPut(request: StorePut<T>): boolean {
    if (this.items.length < this.capacity) {
      this.items.push(request.item);
      request.succeed();
    }
    return false;
  }
}

/** Of a store that does not let its takers choose. */
export function refuseFilter(env: Environment): never {
  throw new SimulationError("invalid-argument", "Only a FilterStore lets one choose: get() takes nothing here", env);
}

/**
 * Holds objects and hands them out in the order they came.
 *
 * Source: SimPy `resources/store.py`, `Store`.
 */
export class Store<T = unknown> extends BaseStore<T> {
  readonly items = new Ring<T>();

  /** Ask for the next item. */
  get(): StoreGet<T> {
    // biome-ignore lint/complexity/noArguments: a filter, which would be ignored in silence.
    if (arguments.length > 0) refuseFilter(this.env);
    return this.enqueueGet(new StoreGet<T>(this));
  }

  protected doGet(request: StoreGet<T>): boolean {
    if (this.items.length > 0) {
      request.succeed(this.items.shift());
    }
    return false;
  }
}
