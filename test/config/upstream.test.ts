import assert from "node:assert/strict";
import fc from "fast-check";
import {
  describeParameters,
  messageOf,
  parameter,
  parseOverride,
  resolveCall,
  resolveConfig,
} from "../../kernel/config/index.ts";
import type { WorkflowDescription } from "../../kernel/model/index.ts";
import { workflows } from "./workflows.ts";

const seconds = (...names: string[]) =>
  names.map((name) => [name, parameter.seconds({ default: 1, description: name })] as const);
const counts = (...names: string[]) =>
  names.map((name) => [name, parameter.count({ default: 1, description: name })] as const);

/** A workflow with every key of the real system's configurations. */
const testbed: WorkflowDescription = {
  name: "stf_processing",
  version: "1.0",
  workflowType: "stf_processing",
  description: "",
  file: "workflows/stf_processing.ts",
  ...describeParameters(
    Object.fromEntries([
      ...seconds(
        "no_beam_not_ready_delay",
        "beam_not_ready_delay",
        "beam_ready_delay",
        "beam_not_ready_end_delay",
        "broadcast_delay",
      ),
      ...seconds(
        "stf_interval",
        "stf_generation_time",
        "physics_period_duration",
        "standby_duration",
        "run_duration",
        "run_imminent_delay",
      ),
      ...seconds(
        "slice_processing_time",
        "worker_rampup_time",
        "worker_rampdown_time",
        "panda_poll_interval_seconds",
        "panda_poll_timeout_seconds",
      ),
      ...counts("physics_period_count", "stf_count", "target_worker_count", "slices_per_sample"),
      ["stf_rate", parameter.number({ default: 1, unit: "1/s", description: "" })],
      ["stf_sampling_rate", parameter.number({ default: 0.05, min: 0, max: 1, description: "" })],
      ["container", parameter.text({ default: "image", description: "" })],
    ]),
  ),
};

describe("the real system's configurations", () => {
  it("are valid as they are, with all their tables, where a workflow declares the parameters", async () => {
    const files: Record<string, string> = {
      "daq.toml":
        "[daq_state_machine]\nno_beam_not_ready_delay = 10\nbroadcast_delay = 1\nstf_interval = 2\nphysics_period_count = 3\n",
      "testbed.toml":
        '[testbed]\nnamespace = "torre1"\n\n[agents.data]\nenabled = true\nscript = "example_data_agent.py"\n',
    };
    const text = `
[workflow]
name = "stf_processing"
version = "1.0"
description = "Fast processing"
includes = ["daq.toml"]
realtime = true

[daq_state_machine]
physics_period_duration = 300

[fast_processing]
stf_count = 10
target_worker_count = 30
stf_sampling_rate = 0.05
slices_per_sample = 15
slice_processing_time = 30
worker_rampup_time = 300
worker_rampdown_time = 60

[prompt_processing]
container = "docker://eicweb/jug_xl"
panda_poll_interval_seconds = 30
panda_poll_timeout_seconds = 7200
`;
    const read = async (uri: string) => files[uri] ?? ({ failure: "not-found" } as const);
    const config = await resolveConfig({ main: { uri: "fast.toml", text }, workflows: [testbed], read });
    assert.deepEqual(config.diagnostics.map(messageOf), []);
    assert.deepEqual(
      [config.parameters.physics_period_duration, config.parameters.stf_interval, config.run.realtime],
      [300, 2, true],
    );
  });
});

describe("overrides", () => {
  const read = async () => ({ failure: "not-found" }) as const;
  const called = (overrides: Record<string, unknown>) =>
    resolveCall({ workflow: "stf_processing", workflows, read, overrides });

  it("are read as TOML values, or as texts where the shell ate the quotes", () => {
    const cases = [
      ["stf_interval=1.5", 1.5],
      ["n = 1_000", 1000],
      ["mode=fast", "fast"],
      ['mode="fast"', "fast"],
      ["dump=true", true],
      ["weights=[1, 2]", [1, 2]],
      ["file=a/b.root", "a/b.root"],
    ] as const;
    for (const [argument, value] of cases) assert.deepEqual((parseOverride(argument) as any).value, value);
    for (const argument of ["", "=1", "a", "a=", "a=[1", 'a="x', "a=1.5.", "a=1 b=2"]) {
      assert.equal(parseOverride(argument).diagnostic?.code, "malformed-override", argument);
    }
  });

  it("that repeat what is there already are told", async () => {
    const { diagnostics, valid } = await called({ stf_interval: 2 });
    assert.deepEqual(diagnostics.map(messageOf), ['"stf_interval" = 2 changes nothing: that is the default.']);
    assert.equal(valid, true);
  });

  it("of any kind give a verdict, never an exception, and nothing wrong passes", async () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        const { valid, parameters, diagnostics } = await called({ stf_interval: value });
        if (valid) assert.equal(typeof parameters.stf_interval, "number");
        else assert.notEqual(diagnostics.length, 0);
        diagnostics.forEach((each) => void messageOf(each));
      }),
      { numRuns: 300 },
    );
    const circle: unknown[] = [];
    circle.push(circle);
    assert.equal((await called({ stf_interval: circle })).valid, false);
  });
});
