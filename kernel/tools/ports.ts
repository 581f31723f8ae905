import type { ReadText } from "../config/index.ts";
import type { Kernel } from "../runner/kernel.ts";

/** What an answer needs of the place where it is asked for. */
export interface ToolPorts {
  readonly kernel: Kernel;
  /** Files of the workspace. */
  readonly read: ReadText;
  /** Where a configuration given as text counts as standing, a file in the folder `workflows`: what it includes is looked for from here. */
  readonly uri: string;
  /** What was started here and has not ended, by its first execution. */
  readonly goingOn: GoingOn;
  /** Resolves after so many seconds, when what runs is no longer waited for: it goes on. */
  readonly patience: (seconds: number) => Promise<unknown>;
  /** Told how far it is, while there is somebody who waits. */
  readonly tell?: (progress: RunProgress) => void;
  /** Aborting cancels what runs. */
  readonly signal?: AbortSignal;
}

/** Stops all that came, and is to come, of a configuration; resolves when it has ended. */
export type GoingOn = Map<string, () => Promise<void>>;

export interface RunProgress {
  /** Simulated seconds; of several executions how many have ended. */
  readonly done: number;
  /** What `done` comes to at the end; null where nobody can know. */
  readonly total: number | null;
  readonly sentence: string;
}
