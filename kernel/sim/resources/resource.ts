import type { Environment } from "../environment.ts";
import { SimulationError } from "../errors.ts";
import { youngCopy } from "../queue/youngCopy.ts";
import { requireOptions } from "../requireOptions.ts";
import { BaseResource, Get, Put } from "./base.ts";

/** After so many grants the list of users is a copy of what it was: see `youngCopy`. */
const RENEWED = 2_048;

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
  protected holders: Q[] = [];
  /** Somebody was given the list, and is to see what becomes of it. */
  private isHandedOut = false;
  private untilRenewed = RENEWED;

  /** @param options.capacity number of slots, default 1 */
  constructor(env: Environment, options: { capacity?: number } = {}) {
    super(env, requireOptions(env, options, ["capacity"]).capacity ?? 1);
  }

  /** The requests that hold a slot. */
  get users(): Q[] {
    this.isHandedOut = true;
    return this.holders;
  }

  /** Number of slots in use. */
  get count(): number {
    return this.holders.length;
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
    if (this.holders.length < this.capacity) {
      this.holders.push(request);
      if (--this.untilRenewed === 0) this.renew();
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

  private renew(): void {
    this.untilRenewed = RENEWED;
    if (!this.isHandedOut) this.holders = youngCopy(this.holders);
  }

  /** Take a request out of the users, if it is among them: it is looked for from both ends. */
  protected removeUser(request: Q): void {
    const users = this.holders;
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
