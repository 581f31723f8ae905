import assert from "node:assert/strict";
import {
  explainUnequalPeriods,
  figuresLine,
  shortSeconds,
  spokenSeconds,
  timelineOf,
  unequalPeriods,
  wallTime,
} from "../../kernel/timeline/index.ts";
import { stfTrace } from "./stfTrace.ts";

describe("Figures", () => {
  it("show the final simulated time with every digit", () => {
    const source = { simulatedEndTime: 630.8000000000033, counts: { stf: 258 }, events: 531, wallTimeMs: 12.2 };
    assert.equal(figuresLine(source), "630.8000000000033 s simulated, 258 stf, 531 events, 12 ms");
  });

  it("show counts without three hundred digits, and none that is small as nothing", () => {
    const source = {
      simulatedEndTime: 1,
      counts: { huge: 1e308, tiny: 1e-9, many: 1234567 },
      events: 3,
      wallTimeMs: 12,
    };
    assert.equal(figuresLine(source), "1 s simulated, 1e+308 huge, 1e-9 tiny, 1,234,567 many, 3 events, 12 ms");
  });

  it("show other simulated times as they were meant", () => {
    assert.equal(shortSeconds(199.59999999999968), "199.6 s");
    assert.equal(shortSeconds(0.1 + 0.2), "0.3 s");
    assert.equal(spokenSeconds(181.59999999999968), "181.6 s (3 min 1.6 s)");
    assert.equal(spokenSeconds(3599.99999999999), "3600 s (1 h 0 min 0 s)");
    assert.equal(spokenSeconds(90_061), "90061 s (1 d 1 h 1 min 1 s)");
    assert.equal(wallTime(0.2), "< 1 ms");
    assert.equal(wallTime(125_000), "2 min 5 s");
  });

  it("explain why equal periods counted differently", () => {
    const { batches, end } = stfTrace({ interval: 0.55, generation: 0.05 });
    const [found] = unequalPeriods(timelineOf(batches, end));
    assert.deepEqual(found!.counted, [300, 300, 301]);
    assert.match(explainUnequalPeriods(found!), /^run \/ physics counted 300, 300, 301 stf in equal periods\./);
  });

  it("explain nothing where nothing differs", () => {
    const { batches, end } = stfTrace();
    assert.deepEqual(unequalPeriods(timelineOf(batches, end)), []);
  });
});
