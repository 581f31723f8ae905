import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const cli = join(import.meta.dirname, "../../../kernel/dist/cli.js");

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary workspace with the samples, and the built command line in it. */
export class CliWorkspace {
  readonly folder = mkdtempSync(join(tmpdir(), "wfnb-cli-"));

  constructor() {
    for (const samples of ["workflows", "notebooks"]) {
      cpSync(samples, join(this.folder, samples), { recursive: true, filter: (path) => !path.includes(".wfnb/") });
    }
  }

  async wfnb(...args: string[]): Promise<Answer> {
    return await this.#answer(process.execPath, [cli, ...args]);
  }

  /** As on a disk that is nearly full: no file may become longer than 64 kB. */
  async withLittleDisk(...args: string[]): Promise<Answer> {
    const script = `ulimit -f 64; trap '' XFSZ; exec "$@"`;
    return await this.#answer("bash", ["-c", script, "bash", process.execPath, cli, ...args]);
  }

  /** Sent a signal as soon as its output says that it has come so far, and the signals after it when they are due. */
  async signalled(signals: readonly NodeJS.Signals[], when: RegExp, ...args: string[]): Promise<Answer> {
    const left = [...signals];
    return await this.#answer(process.execPath, [cli, ...args], (child, stdout) => {
      if (when.test(stdout) && left.length === signals.length) {
        child.kill(left.shift());
        for (const signal of left) setTimeout(() => child.kill(signal), 300);
      }
    });
  }

  async #answer(
    program: string,
    args: readonly string[],
    printed: (child: ChildProcess, stdout: string) => void = () => {},
  ): Promise<Answer> {
    const child = spawn(program, args, { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      printed(child, stdout);
    });
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    return { code, stdout, stderr };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
