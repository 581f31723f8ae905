import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { LogLine, Scenario } from "./scenario.ts";

const INTERPRETER = fileURLToPath(new URL("interpret.py", import.meta.url));

/** The Python that has SimPy: `SIMPY_PYTHON`, else Debian's own, which finds the package python3-simpy3. */
const PYTHON = process.env.SIMPY_PYTHON ?? "/usr/bin/python3";

/** Run scenarios on SimPy. */
export function interpretOnSimPy(scenarios: Scenario[]): LogLine[][] {
  return runOnSimPy(INTERPRETER, [], scenarios.map((scenario) => `${JSON.stringify(scenario)}\n`).join(""))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LogLine[]);
}

/** Run a Python program that uses SimPy, and return what it prints. Throws, saying what to install, if there is no SimPy. */
export function runOnSimPy(program: string, args: string[], input = ""): string {
  const { status, stdout, stderr, error } = spawnSync(PYTHON, [program, ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT" || /No module named 'simpy'/.test(stderr)) {
    throw new Error(`SimPy is not installed for ${PYTHON}: apt-get install python3-simpy3, or set SIMPY_PYTHON`);
  }
  if (error || status !== 0) throw new Error(`SimPy's interpreter failed: ${stderr || error?.message}`);
  return stdout;
}
