import type { Environment } from "../environment.ts";
import { quoted, SimulationError } from "../errors.ts";
import { Event } from "../event.ts";
import type { Process } from "../process.ts";
import { Ring } from "../queue/ring.ts";

/** Told what happens at a resource; see `monitors/`. */
export interface ResourceListener {
  /** Somebody asks. */
  arrived(request: Put | Get<any>): void;
  /** What was asked for is granted. */
  granted(request: Put | Get<any>): void;
  /** Queues or contents may have changed. */
  changed(): void;
}

/** Asks to put something into a resource; happens once that is done. Source: SimPy `resources/base.py`, `Put`. */
export abstract class Put<R extends BaseResource<any, any> = BaseResource<any, any>> extends Event<void> {
  declare readonly resource: R;
  /** The process that asked; `null` outside any process. */
  declare readonly process: Process<any> | null;

  constructor(resource: R) {
    super(resource.env);
    this.resource = resource;
    this.process = this.env.activeProcess;
  }

  /** @internal Somebody may now get what was put. */
  override _react(): void {
    this.resource._serveGets();
  }

  /** Withdraw the request if it has not been granted; otherwise do nothing. */
  cancel(): void {
    if (this.triggered) return;
    this.resource.putQueue.remove(this);
    this.resource._listener?.changed();
  }

  /** At the end of a `using` scope: withdraw. */
  [Symbol.dispose](): void {
    this.cancel();
  }
}

/** Asks to get something out of a resource; happens once that is done. Source: SimPy `resources/base.py`, `Get`. */
export abstract class Get<T, R extends BaseResource<any, any> = BaseResource<any, any>> extends Event<T> {
  declare readonly resource: R;
  /** The process that asked; `null` outside any process. */
  declare readonly process: Process<any> | null;

  constructor(resource: R) {
    super(resource.env);
    this.resource = resource;
    this.process = this.env.activeProcess;
  }

  /** @internal There may now be room to put something. */
  override _react(): void {
    this.resource._servePuts();
  }

  /** Withdraw the request if it has not been granted; otherwise do nothing. */
  cancel(): void {
    if (this.triggered) return;
    this.resource.getQueue.remove(this);
    this.resource._listener?.changed();
  }

  /** At the end of a `using` scope: withdraw. */
  [Symbol.dispose](): void {
    this.cancel();
  }
}

/**
 * What resources, containers and stores share: two lines of requests, those to put and those to get.
 *
 * A kind of resource says in `doPut` and `doGet` when a request is granted: it triggers the request then. Their result tells
 * whether the next in line may be tried too.
 *
 * Source: SimPy `resources/base.py`, `BaseResource`.
 */
export abstract class BaseResource<P extends Put<any>, G extends Get<any, any>> {
  readonly env: Environment;
  readonly capacity: number;
  /** Requests to put that wait. */
  readonly putQueue = new Ring<P>();
  /** Requests to get that wait. */
  readonly getQueue = new Ring<G>();
  /** @internal */
  _listener: ResourceListener | null = null;

  constructor(env: Environment, capacity: number) {
    // Where nobody checks types: `new Resource({ capacity: 2 })`.
    if (typeof env?.timeout !== "function")
      throw new SimulationError("invalid-argument", `A resource is of an environment, not of ${quoted(env)}`);
    if (!(typeof capacity === "number" && capacity > 0)) {
      throw new SimulationError(
        "invalid-capacity",
        `The capacity must be more than zero, not ${quoted(capacity)}`,
        env,
      );
    }
    this.env = env;
    this.capacity = capacity;
  }

  protected abstract doPut(request: P): boolean;
  protected abstract doGet(request: G): boolean;

  /** Let a new request to put join the end of its line; then the head of the line is served, which may be another one. */
  protected enqueuePut<Q extends P>(request: Q): Q {
    if (this._listener === null && this.putQueue.length === 0) {
      this.doPut(request);
      if (!request.triggered) this.putQueue.push(request);
      return request;
    }
    this._listener?.arrived(request);
    this.putQueue.push(request);
    this._servePuts();
    return request;
  }

  /** Let a new request to get join the end of its line; then the head of the line is served, which may be another one. */
  protected enqueueGet<Q extends G>(request: Q): Q {
    if (this._listener === null && this.getQueue.length === 0) {
      this.doGet(request);
      if (!request.triggered) this.getQueue.push(request);
      return request;
    }
    this._listener?.arrived(request);
    this.getQueue.push(request);
    this._serveGets();
    return request;
  }

  /** @internal Grant requests to put, from the head of the line, as long as `doPut` lets us. */
  _servePuts(): void {
    if (this._listener !== null) this.watched(() => this.grantPuts(), this._listener);
    else if (this.putQueue.length > 0) this.grantPuts();
  }

  /** A filter or a preemption may throw, with the request in line. */
  private watched(grant: () => void, listener: ResourceListener): void {
    try {
      grant();
    } finally {
      listener.changed();
    }
  }

  private grantPuts(): void {
    const { putQueue } = this;
    let place = 0;
    while (place < putQueue.length) {
      const request = putQueue.at(place)!;
      const goOn = this.doPut(request);
      if (!request.triggered) place += 1;
      else {
        putQueue.removeAt(place);
        this._listener?.granted(request);
      }
      if (!goOn) break;
    }
  }

  /** @internal Grant requests to get, from the head of the line, as long as `doGet` lets us. */
  _serveGets(): void {
    if (this._listener !== null) this.watched(() => this.grantGets(), this._listener);
    else if (this.getQueue.length > 0) this.grantGets();
  }

  private grantGets(): void {
    const { getQueue } = this;
    let place = 0;
    while (place < getQueue.length) {
      const request = getQueue.at(place)!;
      const goOn = this.doGet(request);
      if (!request.triggered) place += 1;
      else {
        getQueue.removeAt(place);
        this._listener?.granted(request);
      }
      if (!goOn) break;
    }
  }
}
