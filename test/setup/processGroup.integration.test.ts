import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { load } from "./load.ts";

const { runGroup, marked } = await load("suites/processGroup.mjs");

/** Starts a process in a group of its own, tells its number, and does not end before it is told to. */
const leaving = `
  const { spawn } = require("node:child_process");
  const left = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { detached: true, stdio: "ignore" });
  left.once("spawn", () => process.argv[1] === "ends" ? process.exit() : setTimeout(() => {}, 60_000));
`;

describe("a program of the tests", function () {
  this.timeout(20_000);

  it("leaves no process behind, not even one that made a group of its own", async function () {
    if (process.platform !== "linux") this.skip();
    const mark = `WFNB_MARK=${randomUUID()}`;
    const env = { ...process.env, WFNB_MARK: mark.slice("WFNB_MARK=".length) };
    const end = await runGroup(process.execPath, ["-e", leaving, "ends"], { env, mark, timeoutMs: 15_000 });
    assert.deepEqual([end.code, end.timedOut, marked(mark)], [0, false, []]);
  });

  it("is ended with all that it started when its time is up", async function () {
    if (process.platform !== "linux") this.skip();
    const mark = `WFNB_MARK=${randomUUID()}`;
    const env = { ...process.env, WFNB_MARK: mark.slice("WFNB_MARK=".length) };
    const end = await runGroup(process.execPath, ["-e", leaving, "stays"], { env, mark, timeoutMs: 1_000 });
    assert.deepEqual([end.timedOut, marked(mark)], [true, []]);
  });
});
