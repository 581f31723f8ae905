import type { TraceBatch } from "../model/index.ts";
import type { Kernel, KernelEvent } from "./kernel.ts";
import type { StartProblem } from "./startRefusedError.ts";

/** The calls that cross to a kernel process: every method of `Kernel` but listening, which events do. */
export type KernelMethod = Exclude<keyof Kernel, "onEvent">;

export interface KernelRequest {
  readonly id: number;
  readonly method: KernelMethod;
  readonly args: readonly unknown[];
}

export type KernelReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: SentError }
  /** Some batches of a trace: a long one comes in many messages, so that it holds nobody up; the result brings the last. */
  | { readonly id: number; readonly part: readonly TraceBatch[] }
  | { readonly event: KernelEvent }
  /** The first message: it serves. */
  | { readonly ready: true };

/** An error as it crosses: class names and fields do not survive structured cloning. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly location: string | undefined;
  readonly problems: readonly StartProblem[] | undefined;
}

/** What a kernel process is told at its start, as JSON in its arguments. */
export interface KernelSettings {
  readonly workspace: string;
  /** Folder of the workflows shipped with the product; null for none. */
  readonly shippedWorkflows: string | null;
  /** False where the workspace's own code must not run: it is not even loaded, and nothing starts. Default true. */
  readonly trusted?: boolean;
  /** Megabytes that one execution may hold before it is stopped. Default 1,024. */
  readonly executionMegabytes?: number;
  /** Megabytes that the whole kernel process may hold before its greediest execution is stopped. Default: half of the machine's, at most 4,000. */
  readonly processMegabytes?: number;
  /** Kernel processes that this one replaces, and how they ended. */
  readonly predecessors?: readonly { readonly pid: number; readonly reason: string }[];
}
