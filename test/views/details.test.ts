import assert from "node:assert/strict";
import { detailsText, executionDetails, shownDefinition, stackLines, unitsOf } from "../../kernel/views/index.ts";
import { sampleDefinition } from "./sampleDefinition.ts";
import { sampleExecution } from "./sampleExecution.ts";

const options = { definition: sampleDefinition(), timeZone: "UTC" };

describe("Details of an execution", () => {
  it("tell of each parameter its unit, where it was set, and what it was set instead of", () => {
    const { parameters } = executionDetails(sampleExecution(), options);
    assert.deepEqual(parameters, [
      {
        name: "stf_interval",
        value: "1.5",
        unit: "s",
        description: "Wait between two STFs",
        origin: "stf.toml:12 [parameters]",
        hasPlace: true,
        insteadOf: "2",
      },
      {
        name: "physics_period_count",
        value: "3",
        unit: "",
        description: "",
        origin: "default",
        hasPlace: false,
        insteadOf: null,
      },
    ]);
    assert.deepEqual(unitsOf(options.definition), { stf_interval: "s" });
  });

  it("say how far a running one came, and nothing of it once it has ended", () => {
    const progress = { now: 30, until: 120, events: 1_500, state: "run", substate: "physics", wallTimeMs: 5 };
    const running = sampleExecution({ status: "running", performanceMetrics: null });
    assert.deepEqual(executionDetails(running, { ...options, progress }).progress, {
      text: "30 s of 120 s · 25 % · run / physics · 1,500 events",
      share: 0.25,
    });
    const endless = executionDetails(running, { ...options, progress: { ...progress, until: null, state: null } });
    assert.deepEqual(endless.progress, { text: "30 s · 1,500 events", share: null });
    assert.equal(executionDetails(sampleExecution(), { ...options, progress }).progress, null);
  });

  it("have all counts and the means of gauges, the environment, and the hash", () => {
    const { performanceMetrics } = sampleExecution();
    const { metrics, environment } = executionDetails(
      sampleExecution({
        performanceMetrics: { ...performanceMetrics!, gaugeMeans: { disk: 0.1 + 0.2 }, droppedRecords: 4 },
        executionEnvironment: { ...sampleExecution().executionEnvironment, gitCommit: "a".repeat(40), gitDirty: true },
        traceHash: "b".repeat(64),
      }),
      options,
    );
    const of = (rows: typeof metrics) => Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    assert.deepEqual(
      [of(metrics).stf, of(metrics)["mean of disk"], of(metrics)["records not kept"]],
      ["258", "0.3", "4"],
    );
    assert.deepEqual(
      [of(environment)["git commit"], of(environment)["uncommitted changes"], of(environment)["trace hash"]],
      ["a".repeat(40), "yes", "b".repeat(64)],
    );
  });

  it("cut what is too long to show, and copy it whole", () => {
    const long = `${"n".repeat(10_000)}\n`;
    const execution = sampleExecution({ parameterValues: { [long]: long }, parameterOrigins: {} });
    const [shown] = executionDetails(execution, options).parameters;
    assert.deepEqual([shown!.name.length, shown!.value.length], [200, 500]);
    const whole = executionDetails(execution, { ...options, whole: true });
    assert.equal(detailsText(whole, "parameters", 0), long);
    assert.equal(detailsText(whole, "parameters", 7), undefined);
  });

  it("copy a section as tab-separated lines, and an error with its stack as it is", () => {
    const details = executionDetails(
      sampleExecution({ status: "failed", errorMessage: "a\nb", stackTrace: "Error: a\n    at f (/x/y.ts:2:3)" }),
      options,
    );
    assert.equal(
      detailsText(details, "parameters"),
      "stf_interval\t1.5\ts\tstf.toml:12 [parameters]\nphysics_period_count\t3\t\tdefault\n",
    );
    assert.equal(detailsText(details, "error"), "a\nb\n    at f (/x/y.ts:2:3)");
    assert.equal(detailsText(details, "notes"), undefined);
  });

  it("survive what a later version wrote: another status, no definition, fewer fields", () => {
    const odd = sampleExecution({ status: "paused" as never, parameterOrigins: {}, endReason: "tired" as never });
    const details = executionDetails(odd, { timeZone: "UTC" });
    assert.deepEqual([details.statusText, details.isRunning, details.definition.file], ["paused", false, ""]);
  });

  it("show the beginning of a definition of five megabytes, and all of a short one", () => {
    const short = "a\nb\n";
    assert.deepEqual(shownDefinition(short), { text: short, leftOut: 0 });
    const { text, leftOut } = shownDefinition("const x = 1;\n".repeat(400_000));
    assert.deepEqual([text.split("\n").length, leftOut], [2_000, 398_001]);
    assert.deepEqual(shownDefinition("x".repeat(5_000_000)), { text: "x".repeat(300_000), leftOut: 0 });
  });

  it("know the places in a stack: absolute paths, and no module of Node's own", () => {
    const stack = [
      "Error: at the end (/no/place.ts:1:1)",
      "    at Object.execute (/data/my workflows/stf.ts:12:5)",
      "    at C:\\data\\stf.ts:3:1",
      "    at node:internal/process:1:2",
      "    at execute.next (<anonymous>)",
    ].join("\n");
    assert.deepEqual(
      stackLines(stack).map(({ place }) => place),
      [
        { file: "/data/my workflows/stf.ts", line: 11, character: 4 },
        { file: "C:\\data\\stf.ts", line: 2, character: 0 },
        undefined,
        undefined,
      ],
    );
    assert.equal(stackLines(`${"    at f\n".repeat(5_000)}${"x".repeat(1_000_000)}`).length, 200);
  });
});
