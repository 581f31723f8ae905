// A program and all it starts, ended together.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const graceMs = 3000;
/** Groups and their marks. */
const running = new Map();

/**
 * Runs a program in a process group of its own; what it leaves behind, or is at when the time is up, is killed.
 * `mark` is a variable of its environment, as `NAME=value`, that no other program has: by it those are found that made groups of their own.
 */
export async function runGroup(program, args, { timeoutMs, mark, ...options }) {
  guard();
  const child = spawn(program, args, { ...options, detached: true });
  running.set(child.pid, mark);
  const exit = once(child, "exit");
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void endAll(child.pid, mark);
  }, timeoutMs);
  const [code, signal] = await exit;
  clearTimeout(timer);
  await endAll(child.pid, mark);
  running.delete(child.pid);
  return { code, signal, timedOut };
}

async function endAll(group, mark) {
  await end(-group);
  await Promise.all(marked(mark).map(end));
}

/** A process, or with a negative number a group of them. */
async function end(target) {
  send(target, "SIGTERM");
  for (const start = Date.now(); Date.now() - start < graceMs && send(target, 0); ) await sleep(50);
  send(target, "SIGKILL");
}

/** False when nobody is left. */
function send(target, signal) {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    return false;
  }
}

/** Processes with this variable in the environment that they were started with. Only Linux tells. */
export function marked(mark) {
  if (mark === undefined || process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(mark))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}

/** Stopping the tests stops all that they started. */
let isGuarded = false;
function guard() {
  if (isGuarded) return;
  isGuarded = true;
  const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, code] of Object.entries(exitCodes)) {
    process.on(signal, async () => {
      await Promise.all([...running].map(([pid, mark]) => endAll(pid, mark)));
      process.exit(code);
    });
  }
}
