import type { Environment } from "../environment.ts";
import { SimulationError } from "../errors.ts";
import { requireOptions } from "../requireOptions.ts";
import { BaseResource, Get, Put } from "./base.ts";

/** So many are moved faster one by one. */
const FEW = 32;

/**
 * Asks for a slot of a resource; happens once the slot is ours.
 *
 * `using request = resource.request()` gives the slot back, or withdraws the request, at the end of the scope, whatever happens.
 *
 * Source: SimPy `resources/resource.py`, `Request`.
 */
export class Request<R extends Resource<any> = Resource<any>> extends Put<R> {
  /** Simulated time at which the slot was granted; `null` before. */
  declare usageSince: number | null;

  constructor(resource: R) {
    super(resource);
    this.usageSince = null;
  }

  /** At the end of a `using` scope: withdraw, or give back. */
  override [Symbol.dispose](): void {
    this.cancel();
    this.resource.release(this);
  }
}

/** Gives a slot back; happens at once, even if the slot was not ours any more. Source: SimPy `resources/resource.py`, `Release`. */
export class Release extends Get<void> {
  declare readonly request: Request<any>;

  constructor(resource: Resource<any>, request: Request<any>) {
    super(resource);
    this.request = request;
  }
}

/**
 * Slots that processes use one at a time; those who find none free wait in order of arrival.
 *
 * Source: SimPy `resources/resource.py`, `Resource`.
 */
export class Resource<Q extends Request<any> = Request<any>> extends BaseResource<Q, Release> {
  /** The requests that hold a slot. */
  readonly users: Q[] = [];

  /** @param options.capacity number of slots, default 1 */
  constructor(env: Environment, options: { capacity?: number } = {}) {
    super(env, requireOptions(env, options, ["capacity"]).capacity ?? 1);
  }

  /** Number of slots in use. */
  get count(): number {
    return this.users.length;
  }

  /** The requests that wait for a slot. */
  get queue(): this["putQueue"] {
    return this.putQueue;
  }

  /** Ask for a slot. */
  request(): Q {
    // biome-ignore lint/complexity/noArguments: options of other resources, which would be ignored in silence.
    if (arguments.length > 0) refuseOptions(this.env);
    return this.enqueuePut(new Request(this) as Q);
  }

  /** Give a slot back. Giving it back twice, or without having got it, does nothing, as in SimPy. */
  release(request: Q): Release {
    return this.enqueueGet(new Release(this, request));
  }

  protected doPut(request: Q): boolean {
    if (this.users.length < this.capacity) {
      this.users.push(request);
      request.usageSince = this.env.now;
      request.succeed();
    }
    return false;
  }

  protected doGet(release: Release): boolean {
    this.removeUser(release.request as Q);
    release.succeed();
    return false;
  }

  /** Take a request out of the users, if it is among them: it is looked for from both ends. */
  protected removeUser(request: Q): void {
    const { users } = this;
    for (let first = 0, last = users.length - 1; first <= last; first++, last--) {
      const place = users[first] === request ? first : last;
      if (users[place] !== request) continue;
      removeAt(users, place);
      return;
    }
  }
}

/** `splice` makes a list of what it removes: not for the few users that most resources have. */
function removeAt<T>(list: T[], place: number): void {
  const last = list.length - 1;
  if (last - place > FEW) {
    list.splice(place, 1);
    return;
  }
  for (let i = place; i < last; i++) list[i] = list[i + 1]!;
  list.pop();
}

function refuseOptions(env: Environment): never {
  const fault = "Only a PriorityResource and a PreemptiveResource know priorities: request() takes nothing here";
  throw new SimulationError("invalid-argument", fault, env);
}
