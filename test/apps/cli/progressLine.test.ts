import assert from "node:assert/strict";
import { describeProgress } from "../../../kernel/apps/cli/progressLine.ts";

const progress = {
  executionId: "a-b-0001",
  now: 50,
  until: 200,
  events: 10,
  eventsPerSecond: 12345.6,
  state: "run",
  substate: "physics",
  wallTimeMs: 1,
  paused: false,
};

describe("the progress line", () => {
  it("shows a bar and a percentage where the end is known", () => {
    assert.equal(
      describeProgress(progress),
      "██████░░░░░░░░░░░░░░░░░░ 25 %  50.0 s of 200 s  run/physics  12,346 events/s",
    );
  });
  it("shows time, state and rate where it is not", () => {
    assert.equal(describeProgress({ ...progress, until: null, substate: "" }), "50.0 s  run  12,346 events/s");
  });

  it("says that what the workflow started goes on after its end", () => {
    assert.match(describeProgress({ ...progress, returnedAt: 30 }), /goes on after the end of its code at 30\.0 s$/);
  });

  it("has a shorter bar where there is little room, and ends with a sign where there is none", () => {
    const whole = describeProgress(progress);
    for (const columns of [whole.length, whole.length - 5, whole.length - 16]) {
      const line = describeProgress(progress, columns);
      assert.equal(line.length, columns);
      assert.match(line, /events\/s$/);
    }
    assert.match(describeProgress(progress, 20), /^.{19}…$/);
  });
});
