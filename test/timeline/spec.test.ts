import assert from "node:assert/strict";
import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import type { JsonObject } from "../../kernel/model/index.ts";
import {
  stackedPicture,
  stackedTimelineSpec,
  type Timeline,
  TimelineAccumulator,
  themes,
  timelineOf,
  timelinePicture,
  timelineSpec,
  timelineText,
} from "../../kernel/timeline/index.ts";
import { machineShop, stfTrace } from "./stfTrace.ts";

describe("Timeline as a Vega-Lite spec", () => {
  const { batches, end } = stfTrace();
  const timeline = timelineOf(batches, end);

  it("compiles without a warning and draws bars, labels, messages and counts, without code from strings", async () => {
    const svg = await drawn(timeline);
    for (const text of ["no_beam / not_ready", "run / standby", "run_imminent", "end_run", "stf", "258", "600 s"]) {
      assert.ok(svg.includes(`>${text}<`), text);
    }
    assert.match(svg, /aria-label="run \/ standby from 199\.6 s to 230\.6 s"/);
  });

  it("says what it shows to those who do not see it", () => {
    assert.equal(
      timelineSpec(timeline).description,
      "Timeline of 630.8 s simulated time, 10 state intervals, 7 messages, 258 stf.",
    );
  });

  it("draws every theme, any width, and nothing at all", async () => {
    for (const theme of ["light", "dark", "highContrast", "highContrastLight"] as const) {
      assert.ok((await drawn(timeline, { theme, width: 300 })).includes("physics"));
    }
    const empty = new TimelineAccumulator().timeline();
    assert.ok((await drawn(empty)).startsWith("<svg"));
    const counted = new TimelineAccumulator();
    counted.addRecord({ kind: "gauge", time: 1, name: "queue", value: 3 });
    counted.addRecord({ kind: "gauge", time: 2, name: "queue", value: 5 });
    assert.ok((await drawn(counted.timeline())).includes(">queue<"));
  });

  it("has labels at even distances below it, however many have room", async () => {
    for (const end of [630.8, 1200, 86_400]) {
      for (const width of [120, 300, 780, 1500]) {
        const times = shownTimes(await drawn(timelineOf(batches, end), { width }));
        assert.ok(times.length >= 2, `${String(end)} s on ${String(width)} px: ${times.join(", ")}`);
        const distances = new Set(times.slice(1).map((time, i) => Number((time - times[i]!).toPrecision(6))));
        assert.equal(distances.size, 1, `${String(end)} s on ${String(width)} px: ${times.join(", ")}`);
      }
    }
  });

  it("stays within some thousand marks for a trace of any length", async () => {
    const accumulator = new TimelineAccumulator();
    for (let i = 0; i < 60_000; i += 1) {
      accumulator.addRecord({ kind: "state", time: i, state: `s${String(i % 3)}`, substate: `${String(i % 2)}` });
      accumulator.addRecord({ kind: "message", time: i, name: "m", topic: "t", body: {} });
      accumulator.addRecord({ kind: "count", time: i, name: "c", by: 1 });
    }
    const { datasets } = timelineSpec(accumulator.timeline()) as unknown as { datasets: Record<string, unknown[]> };
    const marks = Object.values(datasets).reduce((total, rows) => total + rows.length, 0);
    assert.ok(marks < 6000, String(marks));
  });
});

describe("Lanes of processes and resources", () => {
  const timeline = machineShop();

  it("are drawn below each other, with what each did when", async () => {
    const { states } = timelinePicture(timeline).data(themes.light, 800);
    assert.deepEqual(
      states.map(({ lane, state, start, end }) => [lane, state, start, end]),
      [
        ["machine 1", "working", 0, 30],
        ["machine 1", "broken", 30, 60],
        ["machine 1", "working", 60, 100],
        ["machine 2", "working", 0, 40],
        ["machine 2", "broken", 40, 90],
        ["machine 2", "working", 90, 95],
      ],
    );
    const svg = await drawn(timeline);
    for (const text of ["machine 1", "machine 2", "working", "broken", "repairer", "60 % used", "0 waiting"]) {
      assert.ok(svg.includes(`>${text}<`), text);
    }
    assert.match(svg, /aria-label="machine 2: broken from 40 s to 90 s"/);
  });

  it("show a resource's share in use on a scale from nothing to all", () => {
    const { series } = timelinePicture(timeline).data(themes.light, 800);
    const used = series.filter(({ lane }) => lane === "gauge:repairer utilisation");
    assert.deepEqual(
      used.map(({ time, value }) => [time, value]),
      [
        ...[
          [0, "0 %"],
          [30, "100 %"],
          [40, "100 %"],
          [60, "100 %"],
          [90, "0 %"],
        ],
        [100, "0 %"],
      ],
    );
  });

  it("have their times in words, and in the figures of a window", () => {
    assert.match(timelineText(timeline), /machine 1 +working 70 s \(70 %\), broken 30 s \(30 %\)/);
    assert.equal(
      timelinePicture(timeline).figures(30, 50),
      "30 s to 50 s (20 s): machine 1: broken 20 s; machine 2: working 10 s, broken 10 s; " +
        "7 parts; repairer 100 % used, 0.5 waiting for repairer on average",
    );
  });

  it("beyond the limit are counted, and nothing else suffers", () => {
    const accumulator = new TimelineAccumulator();
    for (let i = 0; i < 5000; i += 1)
      accumulator.addRecord({ kind: "lane", time: i, name: `customer ${String(i)}`, activity: "waiting" });
    const many = accumulator.timeline();
    assert.equal(many.lanes.length, 24);
    assert.equal(many.otherLaneChanges, 4976);
    assert.match(timelineText(many), /4,976 changes in further lanes/);
  });
});

describe("Stacked timelines", () => {
  it("show several executions on one axis in the same colours", async () => {
    const long = stfTrace();
    const short = stfTrace({ periods: 1 });
    const svg = await svgOf(
      stackedTimelineSpec(
        [
          { name: "stf_processing-ada-0001", timeline: timelineOf(long.batches, long.end) },
          { name: "stf_processing-ada-0002", timeline: timelineOf(short.batches, short.end) },
        ],
        { width: 800, theme: "dark" },
      ),
    );
    for (const text of ["stf_processing-ada-0001", "stf_processing-ada-0002", "run / physics", "600 s"]) {
      assert.ok(svg.includes(`>${text}<`), text);
    }
    assert.ok((await svgOf(stackedTimelineSpec([], { width: 300 }))).startsWith("<svg"));
  });

  it("stay within some thousand marks, with nothing cut off at the end, and are finer where one looks", () => {
    const timelines = Array.from({ length: 20 }, (_, i) => {
      const accumulator = new TimelineAccumulator();
      for (let time = 0; time < 1400; time += 1) {
        accumulator.addRecord({ kind: "state", time, state: time % 2 === 0 ? "even" : "odd", substate: "" });
      }
      accumulator.finish(1400);
      return { name: `execution ${String(i)}`, timeline: accumulator.timeline() };
    });
    const picture = stackedPicture(timelines);
    const whole = picture.data(themes.light, 800).states;
    assert.ok(whole.length <= 4000, String(whole.length));
    for (const { name } of timelines) {
      const own = whole.filter(({ lane }) => lane === name);
      assert.equal(own[0]!.start, 0);
      assert.equal(own.at(-1)!.end, 1400);
      for (const [i, { start }] of own.slice(1).entries()) assert.equal(start, own[i]!.end);
    }
    const shown = picture.data(themes.light, 800, [700, 730]).states;
    assert.ok(shown.length <= 4000, String(shown.length));
    const apart = shown.filter(({ lane, start, end }) => lane === "execution 7" && start >= 700 && end <= 730);
    assert.equal(apart.length, 30);
  });

  it("tell the figures of a window for each", () => {
    const long = stfTrace();
    const picture = stackedPicture([
      { name: "a", timeline: timelineOf(long.batches, long.end) },
      { name: "b", timeline: new TimelineAccumulator().timeline() },
    ]);
    assert.deepEqual(picture.figures(200, 210).split("\n"), [
      "a: 200 s to 210 s (10 s): run / standby 10 s",
      "b: 200 s to 210 s (10 s)",
    ]);
    assert.deepEqual(picture.whole, [0, long.end]);
  });
});

/** The seconds that stand below the axis. */
function shownTimes(svg: string): number[] {
  const labels = [...svg.matchAll(/<text ([^>]*)>([\d.,]+) s<\/text>/g)];
  const seen = labels.filter(([, attributes]) => !/ opacity="0"/.test(attributes!));
  return seen.map(([, , text]) => Number(text!.replaceAll(",", ""))).sort((a, b) => a - b);
}

async function drawn(timeline: Timeline, options: Parameters<typeof timelineSpec>[1] = {}): Promise<string> {
  return svgOf(timelineSpec(timeline, { width: 700, ...options }));
}

async function svgOf(spec: JsonObject): Promise<string> {
  const warnings: string[] = [];
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger };
  function note(...texts: readonly unknown[]) {
    warnings.push(texts.join(" "));
    return logger;
  }
  const compiled = compile(spec as unknown as TopLevelSpec, { logger: logger }).spec;
  assert.deepEqual(warnings, []);
  const view = new View(parse(compiled, undefined, { ast: true }), { renderer: "none", expr: expressionInterpreter });
  return view.toSVG();
}
