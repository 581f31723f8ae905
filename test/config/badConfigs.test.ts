import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  describeParameters,
  messageOf,
  parameter,
  readNothing,
  resolveConfig,
  ruleLink,
} from "../../kernel/config/index.ts";
import { badConfigs } from "./badConfigs.ts";
import { stfProcessing, workflows } from "./workflows.ts";

const before = '[workflow]\nname = "stf_processing"\n';

describe("a configuration that is wrong", () => {
  for (const { what, text, whole, expected } of badConfigs) {
    it(`says so of ${what}`, async () => {
      const config = await resolveConfig({
        main: { uri: "main.toml", text: whole ? text : before + text },
        workflows,
        read: readNothing,
      });
      const skipped = whole ? 0 : 2;
      const found = config.diagnostics.map(({ code, range, data }) => {
        const reason = typeof data.reason === "string" && code === "syntax-error" ? `/${data.reason}` : "";
        return `${code}${reason} ${range.start.line + 1 - skipped}:${range.start.character + 1}`;
      });
      assert.deepEqual(found.sort(), [...expected].sort());
    });
  }

  it("leads to TOML's own rule where TOML forbids it", async () => {
    const text = `${before}[parameters]\nmode = fast\nstf_interval = -1\nstf_interval = 1\n`;
    const { diagnostics } = await resolveConfig({ main: { uri: "main.toml", text }, workflows, read: readNothing });
    const links = ["https://toml.io/en/v1.0.0#string", "https://toml.io/en/v1.0.0#keys", undefined];
    assert.deepEqual(diagnostics.map(ruleLink), links);
  });

  it("has a whole sentence for each of them", async () => {
    for (const { text, whole } of badConfigs) {
      const main = { uri: "main.toml", text: whole ? text : before + text };
      const { diagnostics } = await resolveConfig({ main, workflows, read: readNothing });
      for (const diagnostic of diagnostics) {
        const sentence = messageOf(diagnostic);
        assert.match(sentence, /^\P{Ll}.*[.?]$/u, `${diagnostic.code}: ${sentence}`);
        assert.doesNotMatch(sentence, /undefined|\[object|NaN(?! )/, `${diagnostic.code}: ${sentence}`);
      }
    }
  });

  it("expects an integer for a count, whatever stands there, and suggests no name that shares no letter", async () => {
    const shape = { n: parameter.count({ default: 1, description: "How many" }) };
    const main = { uri: "main.toml", text: `${before}[parameters]\nn = true\nN_ = 1\n"é" = 1\n` };
    const described = [{ ...stfProcessing, ...describeParameters(shape) }];
    const { diagnostics } = await resolveConfig({ main, workflows: described, read: readNothing });
    assert.deepEqual(
      diagnostics.map(({ data }) => [data.key, data.expected ?? data.suggestion]),
      [
        ["n", "integer"],
        ["N_", "n"],
        ["é", undefined],
      ],
    );
  });
});

describe("the documentation", () => {
  it("names every code", () => {
    const declared = ["kernel/config/code.ts", "kernel/toml/code.ts"].map(
      (file) => readFileSync(file, "utf8").split("Reason")[0]!,
    );
    const codes = declared.flatMap((source) => [...source.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map((match) => match[1]!));
    const documentation = readFileSync("docs/toml.md", "utf8");
    assert.ok(codes.length > 30);
    assert.deepEqual(
      codes.filter((code) => !documentation.includes(`\`${code}\``)),
      [],
    );
  });
});
