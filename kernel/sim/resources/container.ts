import type { Environment } from "../environment.ts";
import { quoted, SimulationError } from "../errors.ts";
import { requireOptions } from "../requireOptions.ts";
import { BaseResource, Get, Put } from "./base.ts";

/** Asks to put an amount into a container; happens once there is room for all of it. */
export class ContainerPut extends Put<Container> {
  declare readonly amount: number;

  constructor(container: Container, amount: number) {
    super(container);
    requireAmount(container.env, amount);
    this.amount = amount;
  }
}

/** Asks to get an amount out of a container; happens once all of it is there. */
export class ContainerGet extends Get<void, Container> {
  declare readonly amount: number;

  constructor(container: Container, amount: number) {
    super(container);
    requireAmount(container.env, amount);
    this.amount = amount;
  }
}

/**
 * Holds an amount of something, continuous like water or countable like apples.
 *
 * Source: SimPy `resources/container.py`, `Container`.
 */
export class Container extends BaseResource<ContainerPut, ContainerGet> {
  private amount: number;

  /**
   * @param options.capacity the most it holds, default unlimited
   * @param options.init what it holds at first, default 0
   */
  constructor(env: Environment, options: { capacity?: number; init?: number } = {}) {
    super(env, requireOptions(env, options, ["capacity", "init"]).capacity ?? Number.POSITIVE_INFINITY);
    const init = options.init ?? 0;
    if (!(typeof init === "number" && init >= 0 && init <= this.capacity)) {
      const fault = `A container starts with 0 to ${this.capacity}, not ${quoted(init)}`;
      throw new SimulationError("invalid-amount", fault, env);
    }
    this.amount = init;
  }

  /** The amount it holds now. */
  get level(): number {
    return this.amount;
  }

  /** Ask to put an amount, more than zero. */
  put(amount: number): ContainerPut {
    return this.enqueuePut(new ContainerPut(this, amount));
  }

  /** Ask to get an amount, more than zero. */
  get(amount: number): ContainerGet {
    return this.enqueueGet(new ContainerGet(this, amount));
  }

  protected doPut(request: ContainerPut): boolean {
    // Never granted if it holds an infinite amount, as in SimPy.
    if (!(this.capacity - this.amount >= request.amount)) return false;
    this.amount += request.amount;
    request.succeed();
    return true;
  }

  protected doGet(request: ContainerGet): boolean {
    if (this.amount < request.amount) return false;
    this.amount -= request.amount;
    request.succeed();
    return true;
  }
}

function requireAmount(env: Environment, amount: number): void {
  if (amount > 0 && Number.isFinite(amount)) return;
  const fault = `The amount must be more than zero and finite, not ${quoted(amount)}`;
  throw new SimulationError("invalid-amount", fault, env);
}
