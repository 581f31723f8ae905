import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { load } from "./load.ts";

const { runGroup, marked } = await load("suites/processGroup.mjs");

/** Starts a process in a group of its own, and then ends, or stays. */
const leaving = `
  const { spawn } = require("node:child_process");
  const left = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { detached: true, stdio: "ignore" });
  left.once("spawn", () => process.argv[1] === "ends" ? process.exit() : setTimeout(() => {}, 60_000));
`;

describe("a program of the tests", function () {
  this.timeout(20_000);
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  async function run(how: "ends" | "stays", timeoutMs: number) {
    const mark = randomUUID();
    const env = { ...process.env, WFNB_MARK: mark };
    const end = await runGroup(process.execPath, ["-e", leaving, how], { env, mark: `WFNB_MARK=${mark}`, timeoutMs });
    return { ...end, left: marked(`WFNB_MARK=${mark}`) };
  }

  it("leaves no process behind, not even one that made a group of its own", async () => {
    const { code, timedOut, left } = await run("ends", 15_000);
    assert.deepEqual([code, timedOut, left], [0, false, []]);
  });

  it("is ended with all that it started when its time is up", async () => {
    const { timedOut, left } = await run("stays", 1_000);
    assert.deepEqual([timedOut, left], [true, []]);
  });
});
