/** What is known of an execution while it runs. */
export interface ExecutionProgress {
  /** Simulated seconds. */
  readonly now: number;
  readonly until: number | null;
  readonly events: number;
  readonly state: string | null;
  readonly substate: string | null;
  readonly wallTimeMs: number;
}
