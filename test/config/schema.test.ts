import assert from "node:assert/strict";
import { Ajv } from "ajv";
import fc from "fast-check";
import { parse } from "smol-toml";
import { z } from "zod";
import {
  declaredParameters,
  describeParameters,
  parameter,
  parameterSchema,
  parseParameters,
  publishedSchema,
  readNothing,
  resolveConfig,
} from "../../kernel/config/index.ts";
import { fastProcessing, stfProcessing, stfShape, workflows } from "./workflows.ts";

/** Any value that a parameter may be given, near its limits more often than not. */
const values = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    -1,
    1,
    5,
    18,
    4.999,
    18.5,
    86_400,
    86_400.5,
    2.5,
    3.0,
    "",
    "x",
    "fast",
    "exact",
    "fsat",
    true,
    false,
    [],
    [1],
    [1, -1],
    [1, "2"],
    [1, 2, 3, 4],
    [1, 2, 3, 4, 5],
    {},
    { a: 1 },
    "x".repeat(20),
    "x".repeat(21),
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string(),
  fc.boolean(),
);

const parameterSets = fc
  .uniqueArray(fc.constantFrom(...Object.keys(stfShape), "unknown"), { maxLength: 6 })
  .chain((names) => fc.tuple(...names.map((name) => values.map((value) => [name, value] as const))))
  .map((pairs) => Object.fromEntries(pairs) as Record<string, unknown>);

const ajv = new Ajv({ strict: false });

describe("the published schema", () => {
  it("carries unit, documentation, default and limits of each parameter", () => {
    const { properties } = parameterSchema(stfProcessing, "draft-07") as { properties: Record<string, object> };
    assert.deepEqual(properties.beam_energy, {
      default: 10,
      type: "number",
      minimum: 5,
      maximum: 18,
      unit: "GeV",
      description: "Energy of the electrons",
    });
  });

  it("gives ajv the same verdicts as zod, on the definition's schema and on the one rebuilt from the description", () => {
    const byAjv = ajv.compile(parameterSchema(stfProcessing, "draft-07"));
    const byZod = z.strictObject(stfShape);
    const declared = declaredParameters(stfProcessing.parameterSchema);
    fc.assert(
      fc.property(parameterSets, (set) => {
        const verdict = byZod.safeParse(set).success;
        assert.equal(byAjv(set), verdict);
        const rebuilt = Object.entries(set).every(
          ([name, value]) => declared.get(name)?.check.safeParse(value).success ?? false,
        );
        assert.equal(rebuilt, verdict);
        assert.equal(parseParameters(stfShape, set as never).diagnostics === undefined, verdict);
      }),
      { numRuns: 500 },
    );
  });

  it("in draft-04 says the same with exclusive limits as flags", () => {
    const shape = {
      until: z.number().gt(0).lt(10),
      kind: z.literal("a"),
      exclusiveMinimum: parameter.count({ default: 1, description: "A name like a keyword" }),
    };
    const description = { ...stfProcessing, ...describeParameters(shape) };
    assert.deepEqual(parameterSchema(description, "draft-04").properties, {
      until: { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 10, exclusiveMaximum: true },
      kind: { type: "string", enum: ["a"] },
      exclusiveMinimum: {
        default: 1,
        type: "integer",
        minimum: 0,
        maximum: 9007199254740991,
        description: "A name like a keyword",
      },
    });
    assert.deepEqual(
      parameterSchema(description, "draft-04").properties,
      plainJson(z.toJSONSchema(z.strictObject(shape), { target: "draft-4", io: "input" }).properties),
    );
  });

  it("judges whole configurations as the editor does, as far as one file can be judged", async () => {
    const byAjv = ajv.compile(publishedSchema(stfProcessing, "draft-07"));
    const lines = [
      "[parameters]",
      "[daq_state_machine]",
      "[run]",
      "[testbed]",
      "[agents.a]",
      "[sweep]",
      "[sweep.pace]",
      "stf_interval = [1, 2]",
      "mode = ['fast', 'x']",
      "beam_energy = []",
      "beam_energy = { from = 6, to = 9, step = 0.5 }",
      "beam_energy = { from = 6, to = 99, count = 3 }",
      "beam_energy = { from = 6, to = 9, step = 0.5, count = 3 }",
      "mode = { from = 1, to = 2, step = 1 }",
      "weights = [[1], [2, 3]]",
      "weights = [1]",
      "stf_interval = 1.5",
      "stf_interval = -1",
      "beam_energy = 99",
      "until = 5",
      "until = 0",
      "seed = 1",
      "mode = 'fast'",
      "mode = 'x'",
      "namespace = 'n'",
      "namespace = ''",
      "enabled = true",
      "enabled = 1",
      "script = 's'",
      "foo = 1",
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...lines), { maxLength: 8 }), async (some) => {
        const text = `[workflow]\nname = "stf_processing"\n${some.join("\n")}\n`;
        const config = await resolveConfig({ main: { uri: "main.toml", text }, workflows, read: readNothing });
        // What TOML itself refuses, a parameter in two tables, and lists of unequal length no schema can tell.
        if (config.diagnostics.some(({ code }) => /^(duplicate|key-conflict|ambiguous|sweep-unequal)/.test(code)))
          return;
        assert.equal(byAjv(JSON.parse(JSON.stringify(parse(text)))), config.valid, text);
      }),
      { numRuns: 500 },
    );
  });

  it("says what is required in `required`, and names its workflow", () => {
    assert.deepEqual(parameterSchema(fastProcessing, "draft-07").required, ["target_worker_count"]);
    assert.deepEqual((publishedSchema(fastProcessing, "draft-04") as any).properties.workflow.properties.name.enum, [
      "fast_processing",
    ]);
    ajv.compile(publishedSchema(fastProcessing, "draft-07"));
  });
});

describe("declaring parameters", () => {
  it("refuses a default that breaks its own limits", () => {
    assert.throws(() => parameter.seconds({ default: -1, description: "d" }), /default -1 breaks/);
    assert.throws(() => parameter.choice(["a", "b"], { default: "c" as "a", description: "d" }), TypeError);
  });

  it("refuses a name that every object has", () => {
    assert.throws(
      () => describeParameters({ constructor: parameter.flag({ default: true, description: "d" }) }),
      /called "constructor"/,
    );
    assert.throws(
      () => describeParameters({ toString: parameter.flag({ default: true, description: "d" }) }),
      /called "toString"/,
    );
  });

  it("refuses what is no schema, or one that cannot be published", () => {
    assert.throws(() => describeParameters({ a: 1 as never }), /Parameter "a" is not made by/);
    assert.throws(() => describeParameters({ a: z.date() }), /Parameter "a" cannot be written/);
  });

  it("fills in defaults and judges refinements at the last door", () => {
    const shape = {
      even: z.int().refine((value) => value % 2 === 0, "Must be even"),
      other: parameter.count({ default: 3, description: "" }),
    };
    assert.deepEqual(parseParameters(shape, { even: 2 }), { parameters: { even: 2, other: 3 } });
    assert.deepEqual(
      parseParameters(shape, { even: 1 }).diagnostics?.map(({ code, data }) => [code, data.detail]),
      [["invalid-value", "Must be even"]],
    );
    assert.deepEqual(
      parseParameters(shape, {}).diagnostics?.map(({ code }) => code),
      ["missing-parameter"],
    );
  });
});

function plainJson(properties: unknown): unknown {
  return JSON.parse(JSON.stringify(properties));
}
