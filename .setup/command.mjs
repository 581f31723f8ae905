import { spawn } from "node:child_process";
import { Problem } from "./problem.mjs";

const linesShown = 25;

/**
 * Runs a program to its end and resolves to what it printed.
 * @throws {Problem} when it cannot be started or does not exit with 0; the message ends with its last lines.
 */
export function command(program, args, { cwd, env = process.env, stdio = ["ignore", "pipe", "pipe"] } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => (output += text));
    const fail = (how) => {
      const shown = [program, ...args].join(" ");
      const tail = output.trimEnd().split("\n").slice(-linesShown).join("\n");
      reject(new Problem(`\`${shown}\` ${how}.${tail ? `\n${tail}` : ""}`));
    };
    child.on("error", (error) => fail(`could not be started: ${error.message}`));
    child.on("close", (code, signal) =>
      code === 0 ? resolve(output) : fail(`ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}
