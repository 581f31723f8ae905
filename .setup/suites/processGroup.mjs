// A program and all it starts, ended together.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

const graceMs = 3000;
const running = new Set();

/** Runs a program in a process group of its own; what it leaves behind, or is at when the time is up, is killed. */
export async function runGroup(program, args, { timeoutMs, ...options }) {
  guard();
  const child = spawn(program, args, { ...options, detached: true });
  running.add(child.pid);
  const exit = once(child, "exit");
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void endGroup(child.pid);
  }, timeoutMs);
  const [code, signal] = await exit;
  clearTimeout(timer);
  await endGroup(child.pid);
  running.delete(child.pid);
  return { code, signal, timedOut };
}

async function endGroup(pid) {
  signalGroup(pid, "SIGTERM");
  for (const start = Date.now(); Date.now() - start < graceMs && signalGroup(pid, 0); ) await sleep(50);
  signalGroup(pid, "SIGKILL");
}

/** False when nobody is left. */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
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
      await Promise.all([...running].map(endGroup));
      process.exit(code);
    });
  }
}
