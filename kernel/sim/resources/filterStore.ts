import { quoted, SimulationError } from "../errors.ts";
import { Ring } from "../queue/ring.ts";
import { BaseStore, StoreGet } from "./store.ts";

/** Asks for an item that passes a filter. */
export class FilterStoreGet<T> extends StoreGet<T> {
  declare readonly filter: (item: T) => boolean;

  constructor(store: BaseStore<T, any>, filter: (item: T) => boolean) {
    super(store);
    if (typeof filter !== "function")
      throw new SimulationError("invalid-argument", `A filter is a function, not ${quoted(filter)}`, this.env);
    this.filter = filter;
  }
}

/**
 * A store whose takers choose: each gets the first item that passes its filter, and does not hold up those behind it.
 *
 * Source: SimPy `resources/store.py`, `FilterStore`.
 */
export class FilterStore<T = unknown> extends BaseStore<T, FilterStoreGet<T>> {
  readonly items = new Ring<T>();

  /** Ask for the first item that passes a filter (default: any item). */
  get(filter: (item: T) => boolean = anything): FilterStoreGet<T> {
    return this.enqueueGet(new FilterStoreGet<T>(this, filter));
  }

  /** In line before it is served: as in SimPy it stays there if its filter throws. */
  protected override enqueueGet<Q extends FilterStoreGet<T>>(request: Q): Q {
    this._listener?.arrived(request);
    this.getQueue.push(request);
    this._serveGets();
    return request;
  }

  protected doGet(request: FilterStoreGet<T>): boolean {
    for (let place = 0; place < this.items.length; place++) {
      const item = this.items.at(place)!;
      if (!request.filter(item)) continue;
      this.items.removeAt(place);
      request.succeed(item);
      break;
    }
    return true;
  }
}

function anything(): boolean {
  return true;
}
