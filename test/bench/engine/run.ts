/**
 * Runs the engine workloads on ours and on the engines one could pick instead, in turn, and prints a table with ratios.
 *
 *   node test/bench/engine/run.ts [--rounds 5] [--scale 1] [--only a,b1e3] [--skip pypy] [--python /usr/bin/python3]
 *
 * Each measurement is a process of its own; the engines take turns within a round, so that a busy machine is busy for all. Figures are medians; a ratio is the median of the rounds' ratios.
 * The first table is of the first run in a new process, with the compilation of the engine's functions in it; the second is of further runs in the same process, as a kernel has them.
 * At the end stands what the time queue alone costs with few and many entries, unless workloads are named: see queue.ts.
 * Ratios are given by the clock and by the processor's time of all threads, which other work on the machine disturbs less.
 * Ours runs bundled to JavaScript, as it is shipped: Node's own type stripping takes some 28 MB, and threads that compile it meanwhile.
 * SimPy comes from Debian (python3-simpy3; for PyPy, pypy3) and runs on Debian's CPython, or on the one that is named; simjs comes from npm; an engine that is not installed is left out, and said so.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildSync } from "esbuild";
import { median } from "../median.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    scale: { type: "string", default: "1" },
    only: { type: "string" },
    skip: { type: "string", default: "" },
    python: { type: "string", default: "/usr/bin/python3" },
  },
});

const WORKLOADS: [name: string, title: string][] = [
  ["a", "a: 1 process, 1e6 timeouts"],
  ["b1e3", "b: 1e3 processes, 5e6 timeouts"],
  ["b1e5", "b: 1e5 processes, 5e6 timeouts"],
  ["b1e6", "b: 1e6 processes, 5e6 timeouts"],
  ["c1", "c: M/M/1, 1e6 customers"],
  ["c8", "c: M/M/8, 1e6 customers"],
  ["d", "d: Store(10), 1e6 items"],
  ["e", "e: 5e5 interrupts"],
  ["f1", "f: 5e5 AnyOf of two timeouts"],
  ["f2", "f: 5e5 AllOf of two timeouts"],
  ["g", "g: STF workflow, 1e6 STFs, three levels of yield*"],
];

interface Engine {
  name: string;
  version: string;
  command: string[];
  env?: Record<string, string>;
}

interface Result {
  seconds: number;
  processorSeconds: number;
  /** Of further runs in the same process, if the first was not too long for that. */
  laterSeconds: number[];
  check: number;
  peakMegabytes: number;
}

const here = import.meta.dirname;
const SIMPY = "/usr/lib/python3/dist-packages/simpy";
const engines = [ours(), simPy(), simPyOnPyPy(), simjs()].filter((engine) => engine !== null);
const skipped = options.skip.split(",");
const workloads = WORKLOADS.filter(([name]) => !options.only || options.only.split(",").includes(name));
const results = new Map<string, Result[]>();

for (let round = 1; round <= Number(options.rounds); round++) {
  for (const [workload] of workloads) {
    for (const engine of engines) {
      if (skipped.includes(engine.name) || skipped.includes(`${engine.name}:${workload}`)) continue;
      const result = measure(engine, workload);
      if (result === null) continue;
      const key = `${engine.name} ${workload}`;
      results.set(key, [...(results.get(key) ?? []), result]);
      console.error(
        `round ${round}  ${key}  ${result.seconds.toFixed(3)} s, later ${laterSeconds(result).toFixed(3)} s, processor ${result.processorSeconds.toFixed(3)} s  ${result.peakMegabytes.toFixed(0)} MB`,
      );
    }
  }
}

const shown = engines.filter(({ name }) => [...results.keys()].some((key) => key.startsWith(`${name} `)));
console.log(`Medians of ${options.rounds}. ${shown.map(({ name, version }) => `${name}: ${version}`).join("; ")}.`);
console.log("\nThe first run in a new process:\n");
printTable(firstSeconds, {
  "ours × (processor)": (workload) =>
    text(
      medianRatio("ours", workload, (result) => result.processorSeconds),
      1,
    ),
  "ours MB": (workload) => text(medianOf("ours", workload, megabytes), 0),
  "simpy MB": (workload) => text(medianOf("simpy", workload, megabytes), 0),
});
console.log("\nLater runs in the same process:\n");
printTable(laterSeconds, {});
if (!options.only) {
  console.log("\nThe time queue by itself, in and out:\n");
  spawnSync(process.execPath, [bundled("queue.ts")], { stdio: "inherit" });
}

function firstSeconds(result: Result): number {
  return result.seconds;
}

/** A run that was too long to be repeated stands for the later ones: there compilation is of no weight. */
function laterSeconds(result: Result): number {
  return result.laterSeconds.length === 0 ? result.seconds : median(result.laterSeconds);
}

function megabytes(result: Result): number {
  return result.peakMegabytes;
}

/** Seconds of all engines, ratios of SimPy's seconds to those of the others, and further columns. */
function printTable(seconds: (result: Result) => number, further: Record<string, (workload: string) => string>): void {
  const others = shown.filter(({ name }) => name !== "simpy");
  const columns: Record<string, (workload: string) => string> = {};
  for (const { name } of shown) columns[`${name} s`] = (workload) => text(medianOf(name, workload, seconds), 3);
  for (const { name } of others) columns[`${name} ×`] = (workload) => text(medianRatio(name, workload, seconds), 1);
  Object.assign(columns, further);
  console.log(`| workload | ${Object.keys(columns).join(" | ")} |`);
  console.log(`|${" --- |".repeat(1 + Object.keys(columns).length)}`);
  for (const [workload, title] of workloads) {
    console.log(`| ${[title, ...Object.values(columns).map((cell) => cell(workload))].join(" | ")} |`);
  }
}

function measure(engine: Engine, workload: string): Result | null {
  const [command, ...args] = [...engine.command, workload, options.scale];
  const { stdout, status } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...engine.env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? (JSON.parse(stdout) as Result) : null;
}

type Figure = (result: Result) => number;

function figures(engine: string, workload: string, figure: Figure): number[] {
  return (results.get(`${engine} ${workload}`) ?? []).map(figure);
}

function medianOf(engine: string, workload: string, figure: Figure): number {
  return median(figures(engine, workload, figure));
}

/** SimPy's figure by the engine's, round by round: what slows a round down slows both. */
function medianRatio(engine: string, workload: string, figure: Figure): number {
  const simpy = figures("simpy", workload, figure);
  return median(figures(engine, workload, figure).map((value, round) => (simpy[round] ?? Number.NaN) / value));
}

function text(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : "-";
}

function ours(): Engine {
  return {
    name: "ours",
    version: `Node ${process.version}, V8 ${process.versions.v8}`,
    command: [process.execPath, bundled("ours.ts")],
  };
}

/** A file of this folder as plain JavaScript. */
function bundled(name: string): string {
  const outfile = join(mkdtempSync(join(tmpdir(), "wfnb-bench-")), "bundle.mjs");
  buildSync({ entryPoints: [join(here, name)], outfile, bundle: true, platform: "node", format: "esm" });
  return outfile;
}

function simPy(): Engine {
  const python = options.python;
  const env = { PYTHONPATH: simPyAlone() };
  const version = output(
    python,
    ["-c", "import simpy, sys; print('SimPy', simpy.__version__, 'on CPython', sys.version.split('[')[0])"],
    env,
  );
  if (version === null) throw new Error(`The ratios need SimPy on ${python}: apt-get install python3-simpy3`);
  return { name: "simpy", version, command: [python, join(here, "workloads.py")], env };
}

function simPyOnPyPy(): Engine | null {
  const version = output("pypy3", [
    "-c",
    "import sys; print('SimPy 3.0.11 on PyPy', '.'.join(map(str, sys.pypy_version_info[:3])))",
  ]);
  if (version === null || !existsSync(SIMPY)) return missing("pypy", "apt-get install pypy3");
  return { name: "pypy", version, command: ["pypy3", join(here, "workloads.py")], env: { PYTHONPATH: simPyAlone() } };
}

/** A folder with SimPy alone: Debian's other packages are built for Debian's CPython. */
function simPyAlone(): string {
  const folder = mkdtempSync(join(tmpdir(), "simpy-alone-"));
  symlinkSync(SIMPY, join(folder, "simpy"));
  return folder;
}

function simjs(): Engine | null {
  const folder = join(tmpdir(), "wfnb-bench-simjs");
  const path = join(folder, "node_modules", "simjs");
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    if (spawnSync("npm", ["install", "--prefix", folder, "simjs@2.0.3"]).status !== 0)
      return missing("simjs", "npm install simjs");
  }
  return { name: "simjs", version: "simjs 2.0.3", command: [process.execPath, bundled("simjs.mjs"), path] };
}

function output(command: string, args: string[], env: Record<string, string> = {}): string | null {
  const { stdout, status } = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, ...env } });
  return status === 0 ? stdout.trim() : null;
}

function missing(name: string, remedy: string): null {
  console.error(`${name} is left out: ${remedy}`);
  return null;
}
