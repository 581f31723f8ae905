import type { Environment } from "./environment.ts";

/** What went wrong, for programs; the sentence is for people. */
export type SimulationErrorCode =
  | "invalid-delay"
  | "invalid-time"
  | "invalid-yield"
  | "invalid-capacity"
  | "invalid-amount"
  | "invalid-argument"
  | "not-a-generator"
  | "not-an-error"
  | "already-triggered"
  | "not-yet-triggered"
  | "not-in-condition"
  | "mixed-environments"
  | "process-ended"
  | "self-interrupt"
  | "already-running"
  | "empty-schedule"
  | "until-never-triggered"
  | "clock-stalled"
  | "too-slow-for-real-time";

/**
 * Misuse of the engine, thrown at the line of the mistake.
 *
 * The message ends with the process that was running and the simulated time; both are fields too.
 */
export class SimulationError extends Error {
  override readonly name: string = "SimulationError";
  readonly code: SimulationErrorCode;
  /** Simulated time in seconds, where an environment was at hand. */
  readonly time: number | undefined;
  /** Name of the process that was running, if one was. */
  readonly processName: string | undefined;

  constructor(code: SimulationErrorCode, message: string, env?: Environment) {
    const processName = env?.activeProcess?.name;
    super(message + whereabouts(processName, env?.now));
    this.code = code;
    this.time = env?.now;
    this.processName = processName;
  }
}

/** There is no event left to process: thrown by `step()`, as SimPy's `EmptySchedule` is. */
export class EmptyScheduleError extends SimulationError {
  override readonly name = "EmptyScheduleError";

  constructor(env: Environment) {
    super("empty-schedule", "No scheduled events left", env);
  }
}

/** The clock stood still for too many steps: some processes wait zero seconds for ever. */
export class ClockStalledError extends SimulationError {
  override readonly name = "ClockStalledError";
  /** Steps taken without the clock moving. */
  readonly steps: number;
  /** The processes seen to run in the last of those steps, by name, the busiest first. */
  readonly processNames: readonly string[];

  constructor(env: Environment, steps: number, processNames: readonly string[]) {
    const spinning = processNames.length > 0 ? processNames.join(", ") : "no process (callbacks only)";
    super("clock-stalled", `The clock did not move in ${steps} steps; spinning: ${spinning}`, env);
    this.steps = steps;
    this.processNames = processNames;
  }
}

/** A value as a message shows it where a number is expected: a text, which may look like one, in quotes. */
export function quoted(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : inWords(value);
}

/** A value as a message shows it. */
export function inWords(value: unknown): string {
  switch (typeof value) {
    case "object":
      return value === null ? "null" : objectInWords(value);
    case "function":
      return `function ${value.name || "without a name"}`;
    case "bigint":
      return `${value}n`;
    default:
      return String(value);
  }
}

/** `[object Resource]` for one of a class that does not say itself what its objects are called. */
function objectInWords(value: object): string {
  const words = Object.prototype.toString.call(value);
  const kind = Object.getPrototypeOf(value) as { readonly constructor?: unknown } | null;
  const maker = words === "[object Object]" ? kind?.constructor : undefined;
  return typeof maker === "function" && maker.name !== "" ? `[object ${maker.name}]` : words;
}

function whereabouts(processName: string | undefined, time: number | undefined): string {
  if (time === undefined) return "";
  return processName === undefined ? ` (at ${time} s)` : ` (process ${processName} at ${time} s)`;
}
