/** How to run, as opposed to what: the `[run]` table and the caller's options. Recorded with the execution. */
export interface RunOptions {
  /** Simulated seconds at which to stop; events due exactly then do not run (SimPy's rule). Without it: until nothing is left. */
  readonly until?: number;
  /** Seed of every random stream; chosen and recorded when not given. */
  readonly seed?: number;
  /** How many executions a configuration stands for, each with a seed derived from `seed`. Not recorded: each is one. Default 1. */
  readonly replications?: number;
  /** Wait for the wall clock: one simulated second takes `factor` wall seconds. Default false. */
  readonly realtime?: boolean;
  /** Wall seconds per simulated second in real time. Default 1. */
  readonly factor?: number;
}
