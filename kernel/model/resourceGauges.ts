/** Names of the gauges that a monitored resource, container or store writes; whoever draws them knows them by these. */
export const resourceGauges = {
  /** Share of its slots in use, 0 to 1. */
  utilisation: (resource: string): string => `${resource}${utilisationEnding}`,
  /** What a container holds, or the number of items in a store. */
  level: (resource: string): string => `${resource}${levelEnding}`,
  /** Requests in line. */
  waiting: (resource: string): string => `${resource}${waitingEnding}`,
} as const;

const utilisationEnding = " utilisation";
const levelEnding = " level";
const waitingEnding = " waiting";

/** The resource that a gauge's name tells of. */
export function resourceOf(
  gauge: string,
): { readonly resource: string; readonly of: keyof typeof resourceGauges } | undefined {
  for (const [of, ending] of [
    ["utilisation", utilisationEnding],
    ["level", levelEnding],
    ["waiting", waitingEnding],
  ] as const) {
    if (gauge.endsWith(ending) && gauge.length > ending.length) return { resource: gauge.slice(0, -ending.length), of };
  }
  return undefined;
}
