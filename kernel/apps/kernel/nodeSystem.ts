import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { gitState } from "../../runner/gitState.ts";
import { isAlive, type ProcessTable, processStartOf } from "../../runner/processIdentity.ts";
import type { System } from "../../runner/system.ts";

/** Milliseconds that git may take: a huge working tree must not hold up a start. */
const gitTimeoutMs = 2_000;

/** The real machine. */
export function nodeSystem(workspace: string): System {
  const host = hostname();
  return {
    identity: { host, user: userName(), pid: process.pid, processStart: processStartOf(process.pid, processTable) },
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    facts: { sqlite: process.versions.sqlite ?? "none", v8: process.versions.v8 },
    now: () => new Date().toISOString(),
    seed: () => randomInt(2 ** 31),
    git: () => gitState(runProgram, workspace),
    isAlive: (identity) => isAlive(identity, host, processTable),
    memory: () => process.memoryUsage.rss(),
    every: (ms, action) => {
      const timer = setInterval(action, ms).unref();
      return () => clearInterval(timer);
    },
    after: (ms) => delay(ms, undefined, { ref: false }),
    nextTurn: (action) => setImmediate(action),
  };
}

const processTable: ProcessTable = {
  read: (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  },
  exists: (pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // Not ours to signal, but there.
      return (error as NodeJS.ErrnoException).code === "EPERM";
    }
  },
};

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? "unknown";
  }
}

function runProgram(program: string, args: readonly string[], folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder, timeout: gitTimeoutMs, maxBuffer: 32_000_000 }, (error, output) => {
      resolve(error === null ? output : undefined);
    });
  });
}
