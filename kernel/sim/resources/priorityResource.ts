import { requireOptions } from "../requireOptions.ts";
import { requirePriority } from "../requirePriority.ts";
import { Request, Resource } from "./resource.ts";

/** How urgently a slot is wanted. */
export interface RequestOptions {
  /** A smaller number comes first; default 0. */
  readonly priority?: number;
  /** May a `PreemptiveResource` take the slot from a less important user? Default `true`. */
  readonly preempt?: boolean;
}

const OPTIONS: readonly (keyof RequestOptions)[] = ["priority", "preempt"];

/** A request with a priority. Source: SimPy `resources/resource.py`, `PriorityRequest`. */
export class PriorityRequest extends Request<PriorityResource> {
  declare readonly priority: number;
  declare readonly preempt: boolean;
  /** Simulated time of the request. */
  declare readonly time: number;

  constructor(resource: PriorityResource, { priority = 0, preempt = true }: RequestOptions) {
    super(resource);
    requirePriority(this.env, priority);
    this.priority = priority;
    this.preempt = preempt;
    this.time = this.env.now;
  }

  /** Negative if this request comes before the other: by priority, then time, then those that preempt. */
  compare(other: PriorityRequest): number {
    if (this.priority !== other.priority) return this.priority - other.priority;
    if (this.time !== other.time) return this.time - other.time;
    return Number(other.preempt) - Number(this.preempt);
  }
}

/**
 * A resource whose waiting requests are served by priority, then in order of arrival.
 *
 * Source: SimPy `resources/resource.py`, `PriorityResource`.
 */
export class PriorityResource extends Resource<PriorityRequest> {
  /** Ask for a slot. */
  override request(options: RequestOptions = {}): PriorityRequest {
    return this.enqueuePut(new PriorityRequest(this, requireOptions(this.env, options, OPTIONS)));
  }

  /** A request joins its line behind those that are as important. */
  protected override enqueuePut<Q extends PriorityRequest>(request: Q): Q {
    this._listener?.arrived(request);
    const { putQueue } = this;
    let low = 0;
    let high = putQueue.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (putQueue.at(middle)!.compare(request) <= 0) low = middle + 1;
      else high = middle;
    }
    putQueue.insert(low, request);
    this._servePuts();
    return request;
  }
}
