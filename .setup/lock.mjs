// Two runs at once: the second waits for the first, and takes over from one that died.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Runs `body` while no other process of this user runs one under the same `name`. */
export async function exclusively(name, body, report = () => {}) {
  const file = join(
    tmpdir(),
    `wfnb-${userInfo().uid}-${createHash("sha256").update(name).digest("hex").slice(0, 16)}.lock`,
  );
  while (!claim(file)) {
    const owner = ownerOf(file);
    if (owner !== undefined && !isAlive(owner)) rmSync(file, { force: true });
    else {
      report(`waiting for another set-up${owner ? ` (process ${owner})` : ""}`);
      await sleep(200);
    }
  }
  const release = () => rmSync(file, { force: true });
  const leave = () => process.exit(1); // Without this a signal would end the process with the lock still there.
  process.once("exit", release);
  for (const signal of signals) process.on(signal, leave);
  try {
    return await body();
  } finally {
    for (const signal of signals) process.off(signal, leave);
    process.off("exit", release);
    release();
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

function claim(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Undefined while the file is being written or has just gone. */
function ownerOf(file) {
  try {
    return Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
