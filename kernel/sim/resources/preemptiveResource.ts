import { SimulationError } from "../errors.ts";
import type { Process } from "../process.ts";
import { type PriorityRequest, PriorityResource } from "./priorityResource.ts";

/** Cause of the interrupt that a process gets when its slot is taken. Source: SimPy `resources/resource.py`, `Preempted`. */
export class Preempted {
  /** The process that took the slot; `null` if it was asked for outside any process. */
  readonly by: Process<any> | null;
  /** Simulated time at which the loser had got the slot. */
  readonly usageSince: number | null;
  readonly resource: PreemptiveResource;

  constructor(by: Process<any> | null, usageSince: number | null, resource: PreemptiveResource) {
    this.by = by;
    this.usageSince = usageSince;
    this.resource = resource;
  }
}

/**
 * A resource where a request takes the slot of the least important user, if that one is less important.
 * The loser is interrupted with a `Preempted` as cause.
 *
 * Source: SimPy `resources/resource.py`, `PreemptiveResource`.
 */
export class PreemptiveResource extends PriorityResource {
  protected override doPut(request: PriorityRequest): boolean {
    if (this.holders.length >= this.capacity && request.preempt) {
      const loser = leastImportant(this.holders);
      if (loser.compare(request) > 0) {
        this.removeUser(loser);
        if (loser.process === null) {
          throw new SimulationError(
            "process-ended",
            "A slot asked for outside any process cannot be preempted",
            this.env,
          );
        }
        loser.process.interrupt(new Preempted(request.process, loser.usageSince, this));
      }
    }
    return super.doPut(request);
  }
}

/** The last of the requests in their order; among equals the one that got its slot last. */
function leastImportant(users: readonly PriorityRequest[]): PriorityRequest {
  return users.reduce((last, user) => (user.compare(last) >= 0 ? user : last));
}
