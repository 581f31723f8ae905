/**
 * Compares our engine with SimPy on random scenarios: complete logs, times to the bit.
 *
 *   node test/simpy/verify.ts [--count 2000] [--seed 1]
 *
 * A scenario that differs is made smaller and printed with its seed; the exit code is then 1.
 */
import { parseArgs } from "node:util";
import { generate } from "./generate.ts";
import { interpret, MANNERS, type Manner } from "./interpret.ts";
import { minimise } from "./minimise.ts";
import { interpretOnSimPy } from "./python.ts";
import type { LogLine, Scenario } from "./scenario.ts";

/** Scenarios per start of Python. */
const BATCH = 500;

const { values } = parseArgs({
  options: { count: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } },
});
const count = Number(values.count);
const firstSeed = Number(values.seed);

const scenarios = Array.from({ length: count }, (_, i) => generate(firstSeed + i));
let lines = 0;
let passed = 0;
let reported = 0;
let broken = 0;
for (let start = 0; start < count; start += BATCH) {
  const batch = scenarios.slice(start, start + BATCH);
  for (const [index, expected] of interpretOnSimPy(batch).entries()) {
    const scenario = batch[index]!;
    lines += expected.length;
    if (expected.some(isBreak)) broken += 1;
    const manner = MANNERS.find((each) => firstDifference(outcome(scenario, each), expected) !== null);
    if (manner === undefined) passed += 1;
    else if (reported++ < 3) report(scenario, manner);
  }
}
console.log(`Seeds ${firstSeed} to ${firstSeed + count - 1}: ${lines} log lines of SimPy compared with ours.`);
if (broken > 0) console.log(`In ${broken} of them SimPy itself breaks (see docs/simpy.md): compared up to there.`);
console.log(`${passed} passed, ${count - passed} failed`);
process.exitCode = passed === count ? 0 : 1;

function outcome(scenario: Scenario, manner: Manner): LogLine[] {
  try {
    return interpret(scenario, manner);
  } catch (error) {
    return [["", "world", `our interpreter failed: ${(error as Error).stack}`]];
  }
}

function firstDifference(ours: LogLine[], expected: LogLine[]): number | null {
  const end = expected.findIndex(isBreak);
  const length = end >= 0 ? end : Math.max(ours.length, expected.length);
  for (let i = 0; i < length; i++) {
    if (JSON.stringify(ours[i]) !== JSON.stringify(expected[i])) return i;
  }
  return null;
}

function isBreak([, process]: LogLine): boolean {
  return process === "simpy";
}

function report(scenario: Scenario, manner: Manner): void {
  const small = minimise(
    scenario,
    (smaller) => firstDifference(outcome(smaller, manner), interpretOnSimPy([smaller])[0]!) !== null,
  );
  const [ours, expected] = [outcome(small, manner), interpretOnSimPy([small])[0]!];
  const place = firstDifference(ours, expected)!;
  console.log(`\nSeed ${scenario.seed} differs when run ${manner}. Made smaller:\n${JSON.stringify(small)}`);
  for (const line of expected.slice(Math.max(0, place - 8), place)) console.log(`  both   ${line.join("  ")}`);
  console.log(`  SimPy  ${expected[place]?.join("  ") ?? "(ends here)"}`);
  console.log(`  ours   ${ours[place]?.join("  ") ?? "(ends here)"}`);
}
