import { types } from "node:util";
import type { StackMapper } from "./loaderStack.ts";

export interface ThrownDescription {
  /** Never empty, one paragraph. */
  readonly message: string;
  readonly stack: string | null;
}

const longest = 20_000;

/**
 * Whatever a workflow threw, as texts. JavaScript throws anything: undefined, texts, proxies and objects whose getters throw in their turn,
 * so every look at it is guarded.
 */
export function describeThrown(thrown: unknown, stacks?: StackMapper): ThrownDescription {
  try {
    if (isError(thrown)) {
      const name = textOf(() => thrown.name) ?? "Error";
      const message = textOf(() => thrown.message) ?? "";
      const stack = textOf(() => thrown.stack);
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

function isError(thrown: unknown): thrown is Error {
  return types.isNativeError(thrown) || thrown instanceof Error;
}

function textOf(get: () => unknown): string | undefined {
  try {
    const value = get();
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return JSON.stringify(value) ?? "an object";
  if (typeof value === "function") return "a function";
  return String(value);
}

function clip(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}... (${text.length - longest} more characters)`;
}
