import type { ReadText } from "../config/index.ts";
import type { Kernel } from "../runner/kernel.ts";

/** What an answer needs of the place where it is asked for. */
export interface ToolPorts {
  readonly kernel: Kernel;
  /** Files of the workspace. */
  readonly read: ReadText;
  /** Where a configuration counts as standing: what it includes is looked for from here. */
  readonly uri: string;
  /** Resolves after so many seconds, when what runs is no longer waited for: it goes on. */
  readonly patience: (seconds: number) => Promise<unknown>;
  /** Told how far it is, while there is somebody who waits. */
  readonly tell?: (progress: RunProgress) => void;
  /** Aborting cancels what runs. */
  readonly signal?: AbortSignal;
}

export interface RunProgress {
  /** Simulated seconds; of several executions how many have ended. */
  readonly done: number;
  /** What `done` comes to at the end; null where nobody can know. */
  readonly total: number | null;
  readonly sentence: string;
}
