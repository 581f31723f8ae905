import { spawn } from "node:child_process";
import { once } from "node:events";

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds; then the program and all that it started are killed, and the result says so. */
  readonly timeoutMs?: number;
  readonly input?: string;
}

export interface ProgramResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end in a process group of its own, of which nothing stays behind. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {}, timeoutMs = 60_000, input }: ProgramOptions = {},
): Promise<ProgramResult> {
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const timer = setTimeout(() => {
    stderr += `\n(killed after ${String(timeoutMs)} ms)`;
    killGroup(child.pid);
  }, timeoutMs);
  const closed = once(child, "close");
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  killGroup(child.pid);
  await closed;
  return { code, stdout, stderr };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left.
  }
}

/** Runs a program that has to succeed, and returns what it printed. */
export async function succeed(program: string, args: readonly string[], options?: ProgramOptions): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(code)}.\n${stdout}\n${stderr}`);
  return stdout;
}
