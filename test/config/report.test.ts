import assert from "node:assert/strict";
import {
  checkConfigs,
  findingsOf,
  githubReport,
  humanReport,
  jsonReport,
  type LanguageWorld,
  originsReport,
  type ReadText,
  resolveConfig,
  sarifReport,
} from "../../kernel/config/index.ts";
import { workflows } from "./workflows.ts";

const text =
  '[workflow]\nname = "stf_processing"\n[parameters]\n\tstf_interval = -1\nstf_interval = 2\nmode = "fast"\n';
const read: ReadText = async (uri) =>
  uri === "a b/testbed.toml" ? "[parameters]\nmode = 'fast'\n" : { failure: "not-found" };
const config = await resolveConfig({ main: { uri: "a b/main.toml", text }, workflows, read });
const findings = findingsOf(config.diagnostics);

describe("a report of findings", () => {
  it("for people shows the line and marks the place", () => {
    assert.equal(
      humanReport(findings, {
        lineOf: (file, line) => (file === "a b/main.toml" ? text.split("\n")[line - 1] : undefined),
      }),
      `a b/main.toml:4:17: error: "stf_interval" must be at least 0 s, not -1 s. (out-of-range)
    4 | \tstf_interval = -1
      | \t               ^^
a b/main.toml:5:1: error: "stf_interval" is set twice; TOML allows each key once. (duplicate-key)
    5 | stf_interval = 2
      | ^^^^^^^^^^^^
    First defined here: a b/main.toml:4:2
a b/testbed.toml:2:1: information: "mode" = "fast" changes nothing: a b/main.toml says the same. (redundant-override)
    This is the value that it repeats: a b/main.toml:6:1
2 errors, 1 note
`,
    );
    assert.equal(humanReport([]), "no findings\n");
    assert.ok(humanReport(findings, { color: true }).includes("\u001b[31merror"));
  });

  it("for GitHub escapes what its commands reserve", () => {
    const [first] = githubReport(findings).split("\n");
    assert.equal(
      first,
      '::error file=a b/main.toml,line=4,col=17,endLine=4,endColumn=19,title=out-of-range::"stf_interval" must be at least 0 s, not -1 s.',
    );
    const odd = { ...findings[0]!, file: "a,b:c.toml", message: "100%\nmore" };
    assert.match(githubReport([odd]), /file=a%2Cb%3Ac\.toml.*::100%25%0Amore\n$/);
  });

  it("for programs is JSON with counts", () => {
    const report = JSON.parse(jsonReport(findings));
    assert.deepEqual([report.errors, report.warnings, report.notes, report.findings.length], [2, 0, 1, 3]);
  });

  it("for code scanning is SARIF 2.1.0 with rules, regions and related places", () => {
    const { version, runs } = JSON.parse(sarifReport(findings, "0.1.0"));
    assert.equal(version, "2.1.0");
    assert.deepEqual(
      runs[0].tool.driver.rules.map(({ id }: any) => id),
      ["duplicate-key", "out-of-range", "redundant-override"],
    );
    assert.deepEqual(runs[0].results[0].locations[0].physicalLocation, {
      artifactLocation: { uri: "a%20b/main.toml" },
      region: { startLine: 4, startColumn: 17, endLine: 4, endColumn: 19 },
    });
    assert.equal(runs[0].results[1].relatedLocations[0].message.text, "First defined here");
    assert.equal(runs[0].results[2].level, "note");
  });
});

describe("checking many at once", () => {
  it("passes over other TOML, and tells of a shared file once", async () => {
    const sources = [
      { uri: "package.toml", text: '[package]\nname = "x"\n' },
      { uri: "shared.toml", text: "[parameters]\nmode = 'x'\nstf_interval = 2\n" },
      { uri: "a.toml", text: '[workflow]\nname = "stf_processing"\nincludes = ["shared.toml"]\n' },
      { uri: "b.toml", text: '[workflow]\nname = "stf_processing"\nincludes = ["shared.toml"]\n' },
    ];
    const world: LanguageWorld = {
      read: async (uri) => sources.find((source) => source.uri === uri)?.text ?? { failure: "not-found" },
      workflows: () => workflows,
    };
    const { diagnostics, checked } = await checkConfigs(sources, world);
    assert.deepEqual(checked, ["shared.toml", "a.toml", "b.toml"]);
    assert.deepEqual(
      diagnostics.map(({ uri, code }) => `${uri} ${code}`),
      ["shared.toml not-a-choice", "a.toml include-invalid", "b.toml include-invalid"],
    );
  });
});

describe("checking a file that was named itself", () => {
  const world: LanguageWorld = { read: async () => ({ failure: "not-found" }), workflows: () => workflows };
  const codesOf = async (text: string, uri = "named.toml") => {
    const { diagnostics } = await checkConfigs([{ uri, text, isNamed: true }], world);
    return diagnostics.map(({ code }) => code);
  };

  it("tells that it names no workflow, or what is wrong with its tables and its syntax", async () => {
    assert.deepEqual(await codesOf(""), ["missing-workflow"]);
    assert.deepEqual(await codesOf('[workfow]\nname = "stf_processing"\n'), ["unknown-table"]);
    assert.deepEqual(await codesOf('[package]\nname = "x"\n'), ["missing-workflow"]);
    assert.deepEqual(await codesOf('a = "no end\n'), ["syntax-error"]);
  });

  it("finds nothing in what other configurations include, and in an empty testbed.toml", async () => {
    assert.deepEqual(await codesOf("[parameters]\nstf_interval = 2\n"), []);
    assert.deepEqual(await codesOf("", "testbed.toml"), []);
  });
});

describe("a report of origins", () => {
  it("tells for every parameter its value, its place and what it overrides", () => {
    const lines = originsReport(config).split("\n");
    assert.equal(lines[0], "no_beam_not_ready_delay = 10   # default");
    assert.ok(lines.includes('mode = "fast"                  # a b/testbed.toml:2:1, over "fast" at a b/main.toml:6'));
  });
});
