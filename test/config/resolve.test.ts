import assert from "node:assert/strict";
import { messageOf, type ReadText, resolveCall, resolveConfig } from "../../kernel/config/index.ts";
import { workflows } from "./workflows.ts";

/** A folder in memory. */
const folder =
  (files: Record<string, string>): ReadText =>
  async (uri) =>
    files[uri] ?? { failure: "not-found" };

const resolve = (text: string, files: Record<string, string> = {}, more: object = {}) =>
  resolveConfig({ main: { uri: "configs/main.toml", text }, workflows, read: folder(files), ...more });

const codes = (config: { diagnostics: readonly { code: string; uri: string }[] }) =>
  config.diagnostics.map(({ code, uri }) => `${code} ${uri}`);

describe("a configuration put together", () => {
  it("takes defaults where nothing is written, and says so", async () => {
    const config = await resolve('[workflow]\nname = "stf_processing"\n');
    assert.equal(config.valid, true);
    assert.equal(config.parameters.stf_interval, 2);
    assert.deepEqual(config.origins.stf_interval, { from: "default" });
    assert.deepEqual([config.workflowName, config.version], ["stf_processing", "1.0"]);
  });

  it("reads parameters from any table that is not reserved", async () => {
    const config = await resolve('[workflow]\nname = "stf_processing"\n[daq_state_machine]\nstf_interval = 1.5\n');
    assert.equal(config.parameters.stf_interval, 1.5);
    assert.deepEqual(config.origins.stf_interval, {
      from: "file",
      uri: "configs/main.toml",
      line: 3,
      character: 0,
      table: "daq_state_machine",
    });
  });

  it("lets later includes override earlier ones, the main file both, testbed.toml all of them, and the caller everything", async () => {
    const set = (...keys: string[]) => keys.map((key, index) => `${key} = ${index + 1}\n`).join("");
    const all = [
      "stf_interval",
      "stf_generation_time",
      "no_beam_not_ready_delay",
      "physics_period_duration",
      "physics_period_count",
    ];
    const config = await resolve(
      `[workflow]\nname = "stf_processing"\nincludes = ["a.toml", "sub/b.toml"]\n[parameters]\n${set(...all.slice(0, 3)).replaceAll("= ", "= 3")}`,
      {
        "configs/a.toml": `[parameters]\n${set(...all).replaceAll("= ", "= 1")}`,
        "configs/sub/b.toml": `[parameters]\n${set(...all.slice(0, 4)).replaceAll("= ", "= 2")}`,
        "configs/testbed.toml": `[parameters]\n${set(...all.slice(0, 2)).replaceAll("= ", "= 4")}`,
      },
      { overrides: { stf_interval: 51 } },
    );
    assert.deepEqual(
      all.map((key) => config.parameters[key]),
      [51, 42, 33, 24, 15],
    );
    assert.deepEqual(
      config.settings.get("stf_interval")!.map(({ uri }) => uri),
      ["configs/a.toml", "configs/sub/b.toml", "configs/main.toml", "configs/testbed.toml", "override"],
    );
  });

  it("puts a cell above testbed.toml", async () => {
    const config = await resolveConfig({
      main: {
        uri: "n.wfnb#1",
        kind: "cell",
        text: '[workflow]\nname = "stf_processing"\n[parameters]\nstf_interval = 7\n',
      },
      workflows,
      read: folder({ "testbed.toml": "[parameters]\nstf_interval = 8\nmode = 'exact'\n" }),
    });
    assert.deepEqual([config.parameters.stf_interval, config.parameters.mode], [7, "exact"]);
  });

  it("starts from the configuration that it names, beside itself or beside the workflow", async () => {
    const text = '[workflow]\nname = "stf_processing"\nconfig = "base"\n[run]\nuntil = 5\n';
    const base = '[workflow]\nname = "stf_processing"\n[parameters]\nstf_interval = 4\n[run]\nuntil = 3\nseed = 9\n';
    for (const uri of ["configs/base.toml", "workflows/base.toml"]) {
      const config = await resolve(text, { [uri]: base });
      assert.equal(config.parameters.stf_interval, 4);
      assert.deepEqual(config.run, { until: 5, seed: 9 });
    }
    assert.deepEqual(codes(await resolve(text)), ["config-not-found configs/main.toml"]);
  });

  it("refuses circles, folders and files without permission, each at the path that is written", async () => {
    const failing: ReadText = async (uri) => {
      if (uri.endsWith("folder")) return { failure: "is-folder" };
      if (uri.endsWith("secret.toml")) return { failure: "no-permission" };
      if (uri.endsWith("a.toml")) return '[workflow]\nincludes = ["main.toml"]\n';
      if (uri.endsWith("broken.toml")) throw new Error("disk on fire");
      return { failure: "not-found" };
    };
    const config = await resolveConfig({
      main: {
        uri: "main.toml",
        text: '[workflow]\nname = "stf_processing"\nincludes = ["main.toml", "folder", "secret.toml", "a.toml", "none.toml", "broken.toml"]\n',
      },
      workflows,
      read: failing,
    });
    assert.deepEqual(codes(config), [
      "include-cycle main.toml",
      "include-failed main.toml",
      "include-failed main.toml",
      "include-cycle a.toml",
      "include-failed main.toml",
      "include-failed main.toml",
    ]);
  });

  it("judges shared files by what any workflow declares, the main file by its own", async () => {
    const shared = { "configs/shared.toml": "[fast_processing]\nslices_per_sample = 3\nnobody = 1\n" };
    const config = await resolve(
      '[workflow]\nname = "stf_processing"\nincludes = ["shared.toml"]\n[parameters]\nslices_per_sample = 3\n',
      shared,
    );
    assert.deepEqual(codes(config), [
      "unknown-parameter configs/shared.toml",
      "unknown-parameter configs/main.toml",
      "include-invalid configs/main.toml",
    ]);
  });
});

describe("a configuration of a workflow whose file does not load", () => {
  const text = '[workflow]\nname = "blinker"\n[parameters]\nperiod = 1\n';
  const fault = { file: "/w/workflows/blinker.ts", line: 2, character: 4, message: 'Expected ";" but found "x".' };

  it("says that, and leads to the place, instead of calling the workflow unknown", async () => {
    const other = { file: "/w/workflows/other.ts", message: "It has no default export." };
    const { diagnostics } = await resolve(text, {}, { problems: [other, fault] });
    assert.deepEqual(
      diagnostics.map(({ code, range, related }) => [code, range.start, related?.map(({ location }) => location)]),
      [
        [
          "broken-workflow",
          { line: 1, character: 7 },
          [{ uri: fault.file, range: { start: { line: 2, character: 4 }, end: { line: 2, character: 4 } } }],
        ],
      ],
    );
    assert.equal(messageOf(diagnostics[0]!), `Workflow "blinker" does not load: ${fault.message}`);
  });

  it("is judged by the workflow where another source describes it, such as a published schema or a cell", async () => {
    const config = await resolve(
      '[workflow]\nname = "stf_processing"\n',
      {},
      { problems: [{ ...fault, file: "stf_processing.ts" }] },
    );
    assert.equal(config.valid, true);
  });
});

describe("a configuration that names no workflow", () => {
  const told = async (text: string) => (await resolve(text)).diagnostics.map(messageOf).join("\n");

  it("is told the one whose parameters it sets, also in a sweep and beside a slip", async () => {
    const sentence = 'No workflow is named. Add a table [workflow] with name = "fast_processing".';
    assert.equal(await told("[parameters]\nslices_per_sample = 3\n"), sentence);
    assert.equal(await told("[sweep]\nslices_per_sample = [1, 2]\nslices_per_sampel = [1]\n"), sentence);
  });

  it("is told all where it could mean several", async () => {
    const sentence =
      'No workflow is named. Add a table [workflow] with name = "...". Known: stf_processing, fast_processing.';
    assert.equal(await told("[run]\nuntil = 5\n"), sentence);
    assert.equal(await told("[parameters]\nslices_per_sample = 3\nstf_interval = 1\n"), sentence);
  });
});

describe("a call by name", () => {
  it("takes <workflow>_default.toml beside the workflow, else the defaults", async () => {
    const files = {
      "workflows/stf_processing_default.toml": '[workflow]\nname = "stf_processing"\n[parameters]\nstf_interval = 3\n',
    };
    const call = (more: object) => resolveCall({ workflow: "stf_processing", workflows, read: folder(files), ...more });
    assert.equal((await call({})).parameters.stf_interval, 3);
    assert.equal((await call({ read: folder({}) })).parameters.stf_interval, 2);
    assert.equal((await call({ overrides: { stf_interval: 1.5 }, run: { until: 7200 } })).run.until, 7200);
  });

  it("refuses a configuration of another workflow", async () => {
    const files = {
      "workflows/mine.toml": '[workflow]\nname = "fast_processing"\n[parameters]\ntarget_worker_count = 3\n',
    };
    const config = await resolveCall({ workflow: "stf_processing", config: "mine", workflows, read: folder(files) });
    assert.deepEqual(codes(config), ["another-workflow workflows/mine.toml"]);
    assert.equal(config.valid, false);
  });

  it("never lets an unknown override pass", async () => {
    const config = await resolveCall({
      workflow: "stf_processing",
      workflows,
      read: folder({}),
      overrides: { stf_intervall: 1 },
    });
    assert.deepEqual(
      config.diagnostics.map(({ code, data }) => [code, data.suggestion]),
      [["unknown-override", "stf_interval"]],
    );
  });

  it("says what was meant by an override that is written as a path in TOML", async () => {
    const overrides = { "parameters.stf_interval": 1, "parameters.stf_intervall": 1, "run.until": 5 };
    const { diagnostics } = await resolveCall({
      workflow: "stf_processing",
      workflows,
      read: folder({}),
      overrides,
    });
    assert.deepEqual(diagnostics.map(messageOf), [
      '"parameters.stf_interval" is no parameter of this workflow. Did you mean "stf_interval"?',
      '"parameters.stf_intervall" is no parameter of this workflow. Did you mean "stf_interval"?',
      '"run.until" is no parameter of this workflow; it belongs in [run]. On the command line, options such as --until say how to run.',
    ]);
  });
});

describe("a part of other configurations", () => {
  const part = (text: string) =>
    resolveConfig({ main: { uri: "testbed.toml", text, kind: "fragment" }, workflows, read: folder({}) });

  it("needs no workflow, and may set what any workflow declares", async () => {
    const config = await part("[testbed]\nnamespace = 'n'\n[parameters]\nstf_interval = 2\nslices_per_sample = 3\n");
    assert.deepEqual(codes(config), []);
    assert.equal(config.valid, true);
  });

  it("is judged all the same", async () => {
    assert.deepEqual(codes(await part("[parameters]\nstf_interval = -1\nnobody = 2\n")), [
      "out-of-range testbed.toml",
      "unknown-parameter testbed.toml",
    ]);
  });
});
