/** How far a running execution is. */
export interface Progress {
  readonly executionId: string;
  /** Simulated seconds. */
  readonly now: number;
  readonly until: number | null;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly state: string | null;
  readonly substate: string | null;
  readonly wallTimeMs: number;
  /** Wall seconds per simulated second, of one that runs in real time. */
  readonly factor?: number;
  readonly paused: boolean;
  /** Simulated seconds at which the workflow's own code ended; what it started goes on. */
  readonly returnedAt?: number;
}
