import { exitCodes } from "./exitCodes.ts";

const exitCodeOf = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;

/** The first signal cancels what runs, so that its record says so and a notebook's files are written; a second one ends this process at once. */
export function stopOnSignal() {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const stop = (signal: NodeJS.Signals) => {
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = exitCodeOf[signal as keyof typeof exitCodeOf];
    controller.abort();
  };
  for (const signal of Object.keys(exitCodeOf)) process.on(signal, stop);
  return {
    signal: controller.signal,
    /** Undefined while no signal has come. */
    get exitCode() {
      return exitCode;
    },
    dispose: () => {
      for (const signal of Object.keys(exitCodeOf)) process.off(signal, stop);
    },
  };
}
