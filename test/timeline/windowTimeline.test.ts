import assert from "node:assert/strict";
import { TraceBatchWriter } from "../../kernel/model/index.ts";
import { timelineOf, timelineText, windowTimeline } from "../../kernel/timeline/index.ts";
import { stfTrace } from "./stfTrace.ts";

describe("The timeline of a window alone", () => {
  const { batches, end } = stfTrace();
  const whole = timelineOf(batches, end);

  it("begins with what held then, and counts what was counted in it", () => {
    const text = timelineText(windowTimeline(whole, batches, { from: 190, to: 240 }), { width: 80 });
    assert.deepEqual(text.split("\n").slice(3), [
      "     state  substate    start      end  duration  counted  messages",
      "  ░  run    physics     190 s  199.6 s     9.6 s    4 stf",
      "  ▒  run    standby   199.6 s  230.6 s      31 s           pause_run",
      "  ░  run    physics   230.6 s    240 s     9.4 s    5 stf  resume_run",
    ]);
    assert.match(text, /╵190 .* 240 s\n/);
  });

  it("ends with the trace where the window goes on", () => {
    const { start, end: clock, states } = windowTimeline(whole, batches, { from: 625, to: Number.MAX_VALUE });
    assert.deepEqual({ start, clock, states: states.length }, { start: 625, clock: end, states: 2 });
  });

  it("takes lanes along, with their shares of the window", () => {
    const writer = new TraceBatchWriter();
    writer.lane(0, "machine 1", "working");
    writer.lane(60, "machine 1", "in repair");
    const trace = [writer.take()!];
    const window = windowTimeline(timelineOf(trace, 100), trace, { from: 50, to: 70 });
    assert.match(timelineText(window), /machine 1 {2}working 10 s \(50 %\), in repair 10 s \(50 %\)/);
  });

  it("is empty beyond the end", () => {
    const { start, end: clock, records } = windowTimeline(whole, batches, { from: 5000, to: 6000 });
    assert.deepEqual({ start, clock, records }, { start: end, clock: end, records: 0 });
  });
});
