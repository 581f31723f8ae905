import { spawn } from "node:child_process";
import { Problem } from "./problem.mjs";

const firstLines = 15;
const lastLines = 15;

/**
 * Runs a program to its end and resolves to what it printed.
 * @throws {Problem} when it cannot be started or does not exit with 0; the message ends with the first and last lines of its output.
 */
export function command(program, args, { cwd, env = process.env, stdio = ["ignore", "pipe", "pipe"] } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio });
    const endWithUs = () => child.kill("SIGKILL"); // npm goes on for a while after a gentler signal.
    process.once("exit", endWithUs);
    child.once("close", () => process.off("exit", endWithUs));
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => (output += text));
    const fail = (how) => {
      const shown = [program, ...args].join(" ");
      const excerpt = shorten(output.trimEnd().split("\n"));
      reject(new Problem(`\`${shown}\` ${how}.${excerpt ? `\n${excerpt}` : ""}`));
    };
    child.on("error", (error) => fail(`could not be started: ${error.message}`));
    child.on("close", (code, signal) =>
      code === 0 ? resolve(output) : fail(`ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}

function shorten(lines) {
  const isShort = lines.length <= firstLines + lastLines;
  return (isShort ? lines : [...lines.slice(0, firstLines), "...", ...lines.slice(-lastLines)]).join("\n");
}
