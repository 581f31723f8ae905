import assert from "node:assert/strict";
import fc from "fast-check";
import {
  executionsOf,
  messageOf,
  type ReadText,
  resolveCall,
  resolveConfig,
  sweepPoints,
} from "../../kernel/config/index.ts";
import { workflows } from "./workflows.ts";

const folder =
  (files: Record<string, string>): ReadText =>
  async (uri) =>
    files[uri] ?? { failure: "not-found" };

const header = '[workflow]\nname = "stf_processing"\n';

const resolve = (text: string, more: object = {}, files: Record<string, string> = {}) =>
  resolveConfig({ main: { uri: "main.toml", text: header + text }, workflows, read: folder(files), ...more });

const messages = ({ diagnostics }: Awaited<ReturnType<typeof resolve>>) => diagnostics.map(messageOf);

describe("a sweep", () => {
  it("has a point for every combination, the last parameter changing fastest, each value with its own place", async () => {
    const config = await resolve(
      '[parameters]\ndump = true\n[sweep]\nstf_interval = [1, 1.5]\nmode = ["fast", "exact"]\n',
    );
    assert.deepEqual(messages(config), []);
    const points = sweepPoints(config);
    assert.deepEqual(
      points.map(({ swept }) => swept),
      [
        { stf_interval: 1, mode: "fast" },
        { stf_interval: 1, mode: "exact" },
        { stf_interval: 1.5, mode: "fast" },
        { stf_interval: 1.5, mode: "exact" },
      ],
    );
    const last = points.at(-1)!;
    assert.deepEqual(
      [last.parameters.dump, last.parameters.stf_interval, last.parameters.beam_energy],
      [true, 1.5, 10],
    );
    assert.deepEqual(last.origins.stf_interval, {
      from: "file",
      uri: "main.toml",
      line: 5,
      character: 19,
      table: "sweep",
    });
  });

  it("makes as many executions as there are combinations and replications", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (sizes, replications) => {
          const keys = ["stf_interval", "stf_generation_time", "physics_period_count", "no_beam_not_ready_delay"];
          const lists = sizes.map(
            (size, i) => `${keys[i]!} = [${Array.from({ length: size }, (_, value) => value + 1).join(", ")}]\n`,
          );
          const config = await resolve(`[sweep]\n${lists.join("")}[run]\nreplications = ${replications}\n`);
          assert.equal(config.valid, true);
          const points = sweepPoints(config);
          assert.equal(executionsOf(config), points.length * replications);
          assert.equal(new Set(points.map(({ swept }) => JSON.stringify(swept))).size, points.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("of one parameter gives way to a stronger file or caller, which sets one value", async () => {
    const swept = "[sweep]\nstf_interval = [1, 2]\nbeam_energy = [6, 7]\n";
    const called = await resolve(swept, { overrides: { stf_interval: 5 } });
    assert.deepEqual(
      sweepPoints(called).map(({ parameters: { stf_interval, beam_energy } }) => [stf_interval, beam_energy]),
      [
        [5, 6],
        [5, 7],
      ],
    );
    const including = await resolve('includes = ["a.toml"]\n[parameters]\nbeam_energy = 9\n', {}, { "a.toml": swept });
    assert.deepEqual(
      sweepPoints(including).map(({ parameters: { stf_interval, beam_energy } }) => [stf_interval, beam_energy]),
      [
        [1, 9],
        [2, 9],
      ],
    );
  });

  it("varies the parameters of one group together, and combines groups with all else", async () => {
    const config = await resolve(
      '[sweep]\nphysics_period_count = [1, 2]\n[sweep.pace]\nstf_interval = [1, 1, 2]\nmode = ["fast", "exact", "exact"]\n[run]\nreplications = 2\n',
    );
    assert.deepEqual(messages(config), []);
    assert.deepEqual(
      sweepPoints(config).map(({ swept }) => Object.values(swept).join(" ")),
      ["1 1 fast", "1 1 exact", "1 2 exact", "2 1 fast", "2 1 exact", "2 2 exact"],
    );
    assert.equal(executionsOf(config), 12);
    assert.equal((sweepPoints(config)[2]!.origins.mode as { table: string }).table, "sweep.pace");
  });

  it("takes a group from several files key by key, and ranges in it", async () => {
    const base = "[sweep.pace]\nstf_interval = [1, 2, 3]\nbeam_energy = { from = 5, to = 7, count = 3 }\n";
    const swept = async (text: string) =>
      sweepPoints(await resolve(`includes = ["a.toml"]\n${text}`, {}, { "a.toml": base })).map(
        ({ parameters: { stf_interval, beam_energy } }) => [stf_interval, beam_energy],
      );
    assert.deepEqual(await swept("[sweep.pace]\nstf_interval = [4, 5, 6]\n"), [
      [4, 5],
      [5, 6],
      [6, 7],
    ]);
    assert.deepEqual(await swept("[parameters]\nstf_interval = 9\n"), [
      [9, 5],
      [9, 6],
      [9, 7],
    ]);
  });

  it("may have a zero in each delay of a loop where they vary together and are never zero at once", async () => {
    const text = (second: string) =>
      `[sweep.pace]\nstf_interval = [0, 1]\nstf_generation_time = ${second}\n[sweep]\nbeam_energy = [6, 7]\n`;
    const codes = async (second: string) => (await resolve(text(second))).diagnostics.map(({ code }) => code);
    assert.deepEqual(await codes("[0.1, 0]"), []);
    assert.deepEqual(await codes("[0, 0.1]"), ["clock-cannot-advance"]);
  });

  it("over lists is a list of lists", async () => {
    const config = await resolve("[sweep]\nweights = [[1, 2], [3]]\n");
    assert.deepEqual(
      sweepPoints(config).map(({ swept }) => swept.weights),
      [[1, 2], [3]],
    );
    assert.deepEqual(messages(await resolve("[sweep]\nweights = [1, 2]\n")), [
      '"weights" takes an array, not the number 1.',
      '"weights" takes an array, not the number 2.',
    ]);
  });

  it("takes a range for evenly spaced values, written as people would write them", async () => {
    const swept = async (range: string, key = "stf_interval") => {
      const config = await resolve(`[sweep]\n${key} = ${range}\n`);
      return config.valid ? config.sweep[0]!.values : messages(config);
    };
    assert.deepEqual(await swept("{ from = 1, to = 3, step = 0.5 }"), [1, 1.5, 2, 2.5, 3]);
    assert.deepEqual(await swept("{ from = 0.1, to = 0.5, step = 0.1 }"), [0.1, 0.2, 0.3, 0.4, 0.5]);
    assert.deepEqual(await swept("{ from = 1, to = 2, count = 4 }"), [1, 1.33333333333, 1.66666666667, 2]);
    assert.deepEqual(await swept("{ from = 1, to = 2.4, step = 0.5 }"), [1, 1.5, 2]);
    assert.deepEqual(await swept("{ from = 3, to = 1, count = 3 }"), [3, 2, 1]);
    assert.deepEqual(await swept("{ from = 1, to = 9, step = 4 }", "physics_period_count"), [1, 5, 9]);
    assert.deepEqual(await swept("{ from = 1, to = 2, count = 3 }", "physics_period_count"), [
      '"physics_period_count" takes an integer, at least 0, not the number 1.5.',
    ]);
    assert.deepEqual(await swept("{ from = -1, to = 2, step = 1 }"), [
      '"stf_interval" must be at least 0 s, not -1 s.',
    ]);
    const noRanges = [
      "{ from = 1, to = 2 }",
      "{ from = 1, step = 2 }",
      "{ from = 1, to = 2, step = 0 }",
      "{ from = 2, to = 1, step = 0.5 }",
      "{ from = 1, to = 2, step = 0.5, count = 2 }",
      "{ from = 1, to = 2, count = 1 }",
      "{ from = 1, to = '2', count = 2 }",
      "{ from = 1, to = 1, count = 2 }",
      "{ from = 1, to = 2, stop = 2, count = 2 }",
      "{ from = 1, to = 1e9, step = 1e-9 }",
    ];
    for (const range of noRanges) {
      assert.deepEqual(await swept(range), [
        "A range of values is { from = 1, to = 3, step = 0.5 } or { from = 1, to = 3, count = 5 }, from the smaller to the larger.",
      ]);
    }
  });

  it("by steps has no more values than fit between its ends, each further by one step", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 99 }),
        async (first, steps, hundredths) => {
          const step = hundredths / 100;
          const range = `{ from = ${first}, to = ${first + steps * step}, step = ${step} }`;
          const config = await resolve(`[sweep]\nno_beam_not_ready_delay = ${range}\n`);
          const { values } = config.sweep[0]!;
          assert.equal(values.length, steps + 1);
          for (const [i, value] of values.entries()) assert.equal(value, Number((first + i * step).toFixed(6)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is told apart from its mistakes, each at its place", async () => {
    const cases: [string, string, string][] = [
      [
        "stf_intervall = [1]",
        "unknown-parameter 4:1",
        '"stf_intervall" is no parameter of this workflow (in [sweep]). Did you mean "stf_interval"?',
      ],
      [
        "stf_interval = 1",
        "sweep-needs-list 4:16",
        "[sweep] takes a list of values to try: write stf_interval = [ ... ]. A single value belongs in [parameters].",
      ],
      [
        "stf_interval = []",
        "sweep-needs-list 4:16",
        '"stf_interval" has no values to try: write some between the brackets, or leave the line out.',
      ],
      ["stf_interval = [1, -2]", "out-of-range 4:20", '"stf_interval" must be at least 0 s, not -2 s.'],
      [
        'mode = ["fast", "exakt"]',
        "not-a-choice 4:17",
        '"mode" takes "fast" or "exact", not "exakt". Did you mean "exact"?',
      ],
      [
        "stf_interval = [0, 1]\nstf_generation_time = [0.1, 0]",
        "clock-cannot-advance 5:23",
        'The clock cannot advance: "stf_interval" and "stf_generation_time" are both 0, so the loop "STF generation" would turn for ever at one moment. Make one of them greater than 0.',
      ],
      [
        "stf_interval = [1, 2, 1]",
        "sweep-repeats-value 4:23",
        '1 stands here again and is run again; "replications" in [run] repeats with other seeds. Values of "stf_interval" need to be written once.',
      ],
      [
        "[sweep.pace]\nstf_interval = [1, 2]\nbeam_energy = [6]",
        "sweep-unequal-lists 6:15",
        '"beam_energy" has one value and "stf_interval" 2: parameters of [sweep.pace] vary together, so each needs equally many. What is to be combined with all of them belongs in [sweep].',
      ],
      [
        "[sweep.pace]\nstf_intervall = [1, 2]",
        "unknown-parameter 5:1",
        '"stf_intervall" is no parameter of this workflow (in [sweep.pace]). Did you mean "stf_interval"?',
      ],
      [
        "[sweep.pace]\nstf_interval = [1]\n[sweep.other]\nstf_interval = [2]",
        "ambiguous-parameter 7:1",
        'Parameter "stf_interval" is set in [sweep.pace] and again in [sweep.other] of this file; which one counts would be a guess.',
      ],
      [
        "[[sweep.pace]]\nstf_interval = [1]",
        "unknown-table 4:9",
        "[[sweep.pace]] has no meaning here; parameters that vary together stand in a plain table: [sweep.pace].",
      ],
    ];
    for (const [line, place, message] of cases) {
      const { diagnostics } = await resolve(`[sweep]\n${line}\n`);
      assert.deepEqual(
        diagnostics.map(({ code, range: { start } }) => `${code} ${start.line + 1}:${start.character + 1}`),
        [place],
      );
      assert.equal(messageOf(diagnostics[0]!), message);
    }
  });

  it("and a value of the same parameter in one file would be a guess", async () => {
    const config = await resolve("[parameters]\nstf_interval = 3\n[sweep]\nstf_interval = [1, 2]\n");
    assert.deepEqual(messages(config), [
      'Parameter "stf_interval" is set in [parameters] and again in [sweep] of this file; which one counts would be a guess.',
    ]);
  });

  it("of more than ten thousand executions is refused", async () => {
    const hundred = Array.from({ length: 100 }, (_, value) => value + 1).join(", ");
    const config = await resolve(
      `[sweep]\nstf_interval = [${hundred}]\nphysics_period_count = [${hundred}]\n[run]\nreplications = 2\n`,
    );
    assert.deepEqual(messages(config), [
      "This sweep makes 20,000 executions with its replications; one configuration may ask for 10,000.",
    ]);
    assert.equal(config.valid, false);
  });

  it("gives a parameter without default its values", async () => {
    const text = '[workflow]\nname = "fast_processing"\n[sweep]\ntarget_worker_count = [1, 2]\n';
    const config = await resolveConfig({ main: { uri: "main.toml", text }, workflows, read: folder({}) });
    assert.deepEqual(messages(config), []);
  });

  it("is refused where one execution is asked for", async () => {
    const read = folder({ "workflows/stf_processing_default.toml": `${header}[sweep]\nstf_interval = [1, 2]\n` });
    const call = { workflow: "stf_processing", workflows, read };
    assert.equal((await resolveCall(call)).valid, true);
    const single = await resolveCall({ ...call, single: true });
    assert.equal(single.valid, false);
    assert.deepEqual(messages(single), [
      'This configuration sweeps over "stf_interval", and one execution was asked for: give it one value, or run the configuration in a cell or with wfnb run.',
    ]);
    assert.equal((await resolveCall({ ...call, single: true, overrides: { stf_interval: 4 } })).valid, true);
  });
});
