/** What the command line answers to scripts. Documented in docs/cli.md. */
export const exitCodes = {
  done: 0,
  /** Something ran and failed. */
  failed: 1,
  /** Nothing ran: wrong usage, an invalid configuration, a file that cannot be read. */
  refused: 2,
  /** Stopped with Ctrl+C (128 + SIGINT). */
  interrupted: 130,
  /** Stopped by whoever supervises it, such as a CI server whose time is over (128 + SIGTERM). */
  terminated: 143,
} as const;
