import type { Environment } from "./environment.ts";
import { inWords, SimulationError } from "./errors.ts";
import type { Event } from "./event.ts";

/** What a process is made of: a generator that yields events and may return a value. */
export type ProcessGenerator<T = unknown> = Generator<Event<any>, T, any>;

/** Inherited by all generators that generator functions make. */
const nativePrototype = Object.getPrototypeOf(empty.prototype) as ProcessGenerator<any>;

/** The class of those generators, which has no name in the language. */
function NativeGenerator(): void {}
NativeGenerator.prototype = nativePrototype;

/**
 * The method `next` of generators, for `next.call(generator, value)`.
 *
 * Each generator function gives its generators a prototype of its own, so that with more than four functions V8 would look the method
 * up at every step, some 10 ns.
 */
export const next = Reflect.get(nativePrototype, "next") as (
  this: ProcessGenerator<any>,
  value: unknown,
) => IteratorResult<Event<any>, unknown>;

/** A generator that `next` can be called with. Others, such as those of older compilers, are driven by one. Throws if the value is no generator. */
export function asGenerator<T>(value: ProcessGenerator<T>, env: Environment): ProcessGenerator<T> {
  return value instanceof NativeGenerator ? value : adopted(value, env);
}

function adopted<T>(value: ProcessGenerator<T>, env: Environment): ProcessGenerator<T> {
  // Made where the language's own objects are others: in a frame or a context of `node:vm`.
  if (Object.prototype.toString.call(value) === "[object Generator]") return value;
  const {
    next,
    throw: fail,
    [Symbol.asyncIterator]: wait,
  } = (value ?? {}) as Partial<ProcessGenerator & AsyncGenerator>;
  if (typeof next === "function" && typeof fail === "function" && wait === undefined) return drive(value);
  throw new SimulationError("not-a-generator", `${inWords(value)} is not a generator`, env);
}

function* drive<T>(foreign: ProcessGenerator<T>): ProcessGenerator<T> {
  return yield* { [Symbol.iterator]: () => foreign };
}

function* empty(): Generator<never, void> {}
