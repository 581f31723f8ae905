import assert from "node:assert/strict";
import { progressFigures, progressText } from "../../kernel/notebook/progressText.ts";

const progress = { now: 30, until: 120, eventsPerSecond: 1_500, wallTimeMs: 2_000, state: "beam", substate: "ready" };

describe("how far a running execution is", () => {
  it("tells the rest as if it went on at its pace until now", () => {
    assert.equal(
      progressText(progressFigures(progress)),
      "30 s of 120 s simulated (25 %), beam/ready, 1500 events/s, about 6 s left",
    );
  });

  it("knows the rest in real time, however late the last event was", () => {
    assert.equal(progressFigures({ ...progress, now: 1, factor: 1 }).restMs, 119_000);
    assert.equal(progressFigures({ ...progress, now: 0, factor: 0.5 }).restMs, 60_000);
  });

  it("says that what the workflow started goes on after its end", () => {
    assert.match(
      progressText(progressFigures({ ...progress, returnedAt: 7 })),
      /, goes on after the end of its code at 7 s$/,
    );
  });

  it("does not guess where nobody can know", () => {
    assert.equal(progressFigures({ ...progress, until: null, factor: 1 }).restMs, null);
    assert.equal(progressFigures({ ...progress, now: 0 }).restMs, null);
  });
});
