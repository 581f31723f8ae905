/** Names of the two gauges that a monitored resource writes; whoever draws them knows them by these. */
export const resourceGauges = {
  /** Share of its slots in use, 0 to 1. */
  utilisation: (resource: string): string => `${resource}${utilisationEnding}`,
  /** Requests in line. */
  waiting: (resource: string): string => `${resource}${waitingEnding}`,
} as const;

const utilisationEnding = " utilisation";
const waitingEnding = " waiting";

/** The resource that a gauge's name tells of. */
export function resourceOf(
  gauge: string,
): { readonly resource: string; readonly of: "utilisation" | "waiting" } | undefined {
  for (const [of, ending] of [
    ["utilisation", utilisationEnding],
    ["waiting", waitingEnding],
  ] as const) {
    if (gauge.endsWith(ending) && gauge.length > ending.length) return { resource: gauge.slice(0, -ending.length), of };
  }
  return undefined;
}
