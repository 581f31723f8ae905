import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { LogLevel } from "../model/index.ts";

/** What stands behind the globals of a workflow. */
export interface WorkflowWorld {
  readonly seed: number;
  /** Simulated seconds. */
  readonly now: () => number;
  readonly log: (level: LogLevel, text: string) => void;
  /** Told once for each global that the workflow asked for. */
  readonly asked: (name: string) => void;
}

/** Simulated time zero on the calendar, the same in every execution, so that a replay sees the same dates. */
export const simulatedEpochMs = Date.UTC(2025, 0, 1);

/**
 * Gives the globals that would make two executions differ a seed and the simulated clock: `Math.random`, `Date` and `performance.now`.
 * `console` becomes log records. For the whole thread and for good: a worker serves one workflow.
 */
export function replaceGlobals(world: WorkflowWorld): void {
  const asked = once(world.asked);
  const generator = xoroshiro128plus(world.seed);
  Math.random = () => {
    asked("Math.random");
    return uniformFloat64(generator);
  };

  const nowMs = () => simulatedEpochMs + world.now() * 1000;
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct(target, args: [], newTarget) {
      if (args.length > 0) return Reflect.construct(target, args, newTarget) as object;
      asked("Date");
      return Reflect.construct(target, [nowMs()], newTarget) as object;
    },
    apply() {
      asked("Date");
      return new RealDate(nowMs()).toString();
    },
    get(target, key, receiver) {
      if (key !== "now") return Reflect.get(target, key, receiver) as unknown;
      return () => {
        asked("Date.now");
        return Math.trunc(nowMs());
      };
    },
  });
  performance.now = () => {
    asked("performance.now");
    return world.now() * 1000;
  };

  const levels: readonly (readonly [keyof Console, LogLevel])[] = [
    ["log", "info"],
    ["info", "info"],
    ["warn", "warning"],
    ["error", "error"],
    ["debug", "debug"],
    ["trace", "debug"],
  ];
  for (const [method, level] of levels) {
    (console as unknown as Record<string, unknown>)[method] = (...values: unknown[]) =>
      world.log(level, values.map(shown).join(" "));
  }
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return "[an object that cannot be shown]";
  }
}

function once(tell: (name: string) => void): (name: string) => void {
  const told = new Set<string>();
  return (name) => {
    if (told.has(name)) return;
    told.add(name);
    tell(name);
  };
}
