import type { GitState } from "./gitState.ts";
import type { ProcessIdentity } from "./processIdentity.ts";

/** What a kernel needs of the machine. The real one is `nodeSystem` in `apps/kernel`. */
export interface System {
  readonly identity: ProcessIdentity & { readonly user: string };
  readonly node: string;
  readonly platform: string;
  /** More facts for the execution's record, such as the SQLite version. */
  readonly facts: Readonly<Record<string, string>>;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  /** A fresh seed, 32 bits. */
  readonly seed: () => number;
  readonly git: () => Promise<GitState>;
  readonly isAlive: (process: ProcessIdentity) => boolean;
  /** Bytes that this process holds, all its workers included. */
  readonly memory: () => number;
  /** Calls again and again; returns the end of it. Does not keep the process alive. */
  readonly every: (ms: number, action: () => void) => () => void;
  readonly after: (ms: number) => Promise<void>;
  /** Calls when everything that has come in meanwhile has had its turn. */
  readonly nextTurn: (action: () => void) => void;
}
