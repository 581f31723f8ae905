import { inspect, types } from "node:util";
import type { StackMapper } from "./loaderStack.ts";

export interface ThrownDescription {
  /** Never empty, one paragraph. */
  readonly message: string;
  /** With what caused the error below it, as `Caused by: ...`. */
  readonly stack: string | null;
}

const longest = 20_000;
const mostCauses = 10;

/**
 * Whatever a workflow threw, as texts. JavaScript throws anything: undefined, texts, proxies and objects whose getters throw in their turn,
 * so every look at it is guarded.
 */
export function describeThrown(thrown: unknown, stacks?: StackMapper): ThrownDescription {
  try {
    if (isError(thrown)) {
      const name = textOf(() => thrown.name) ?? "Error";
      const message = messageOf(thrown);
      const stack = stackWithCauses(thrown);
      return {
        message: clip(message === "" ? name : name === "Error" ? message : `${name}: ${message}`),
        stack: stack === undefined ? null : clip(stacks?.map(stack) ?? stack),
      };
    }
    return { message: clip(`The workflow threw ${shown(thrown)} instead of an Error.`), stack: null };
  } catch {
    return { message: "The workflow threw an object that cannot be looked at.", stack: null };
  }
}

/** `fetch failed` alone tells nobody that it was the connection: that is its cause, and what was tried is the cause of that. */
function stackWithCauses(thrown: Error): string | undefined {
  const causes = causesOf(thrown);
  const stack = textOf(() => thrown.stack);
  if (causes.length === 0) return stack;
  return [stack ?? `${textOf(() => thrown.name)}: ${messageOf(thrown)}`, ...causes.map(causeText)].join("\n");
}

/** From the outside in; the errors that an AggregateError gathers are its causes. */
function causesOf(thrown: Error): unknown[] {
  const found: unknown[] = [thrown];
  for (let at = 0; at < found.length && found.length <= mostCauses; at += 1) {
    const error = found[at];
    if (!isError(error)) continue;
    const causes = [valueFrom(() => error.cause), ...gatheredBy(error)];
    found.push(...causes.filter((cause) => cause !== undefined && !found.includes(cause)));
  }
  return found.slice(1, mostCauses + 1);
}

function gatheredBy(error: Error): readonly unknown[] {
  const errors = valueFrom(() => (error as Partial<AggregateError>).errors);
  return Array.isArray(errors) ? (errors as readonly unknown[]).slice(0, mostCauses) : [];
}

function causeText(cause: unknown): string {
  if (!isError(cause)) return `Caused by: ${shown(cause)}`;
  return `Caused by: ${textOf(() => cause.stack) ?? messageOf(cause)}`;
}

function isError(thrown: unknown): thrown is Error {
  return types.isNativeError(thrown) || thrown instanceof Error;
}

/** Anything may have been put in place of the text; it is what there is to tell. */
function messageOf(error: Error): string {
  const message = valueFrom(() => error.message);
  if (message === undefined || typeof message === "string") return message ?? "";
  return `The message of this error is no text: ${shown(message)}`;
}

function textOf(get: () => unknown): string | undefined {
  const value = valueFrom(get);
  return typeof value === "string" ? value : undefined;
}

function valueFrom(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return writtenOut(value);
  if (typeof value === "function") return "a function";
  return String(value);
}

/** What refers to itself, or holds a BigInt, is no JSON. */
function writtenOut(value: object): string {
  try {
    return JSON.stringify(value) ?? "an object";
  } catch {
    return inspect(value, { depth: 3, breakLength: Number.POSITIVE_INFINITY, customInspect: false });
  }
}

function clip(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}... (${text.length - longest} more characters)`;
}
