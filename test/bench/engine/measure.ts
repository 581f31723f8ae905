/** Further runs in the same process, once its functions have been compiled. A run that takes longer than `LONGEST_SECONDS` is not repeated. */
const FURTHER_RUNS = 3;
const LONGEST_SECONDS = 3;

/**
 * Run a workload, then again in the same process, and print as JSON the seconds that each run took by the clock, those of the
 * processor (all threads together), a figure that must be the same for all engines, and the most memory the first run held.
 */
export function measure(workload: (scale: number) => number, scale: number): void {
  const start = performance.now();
  const usageAtStart = process.cpuUsage();
  const check = workload(scale);
  const { user, system } = process.cpuUsage(usageAtStart);
  const seconds = (performance.now() - start) / 1e3;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const laterSeconds: number[] = [];
  while (laterSeconds.length < FURTHER_RUNS && seconds < LONGEST_SECONDS) {
    const start = performance.now();
    if (workload(scale) !== check) throw new Error("A further run came to another result");
    laterSeconds.push((performance.now() - start) / 1e3);
  }
  console.log(JSON.stringify({ seconds, processorSeconds: (user + system) / 1e6, laterSeconds, check, peakMegabytes }));
}
