import assert from "node:assert/strict";
import { load } from "./load.ts";

const { formatElapsed, takeSteps } = await load("progress.mjs");

describe("progress", () => {
  it("says each step's place, name and outcome", async () => {
    const written: string[] = [];
    const step = (title: string) => ({ title, run: async () => "up to date" });
    await takeSteps([step("npm packages"), step("build")], {}, { write: (text: string) => written.push(text) });
    assert.deepEqual(written, ["[1/2] npm packages: up to date\n", "[2/2] build: up to date\n"]);
  });

  it("writes times as people say them", () => {
    assert.deepEqual([230, 12_400, 125_000].map(formatElapsed), ["0.2 s", "12 s", "2 min 5 s"]);
  });
});
