import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ConfigLanguageService,
  type ConfigView,
  codeLensesOf,
  completionsAt,
  definitionAt,
  diagnosticsByUri,
  diagnosticsOf,
  fixesAt,
  foldingOf,
  formattedText,
  hoverAt,
  inlayHintsOf,
  type LanguageWorld,
  linksOf,
  messageOf,
  parameterReferences,
  renameParameter,
  semanticTokensOf,
  symbolsOf,
  unknownWorkflowOf,
  withWorkflowAbove,
} from "../../kernel/config/index.ts";
import { applyEdits, type Position } from "../../kernel/text/index.ts";
import { parseToml, plainValue } from "../../kernel/toml/index.ts";
import { parameterUses } from "../../kernel/workflow/parameterUses.ts";
import { anyTexts, tomlTexts } from "../toml/tomlTexts.ts";
import { stfProcessing, workflows } from "./workflows.ts";

const source = `export default defineWorkflow({
  name: "stf_processing",
  parameters: {
    stf_interval: parameter.seconds({ default: 2, description: "Wait" }),
    mode: parameter.choice(["fast"], { description: "" }),
    dump: parameter.flag({ description: "" }),
  },
  *execute({ env, parameters }) {
    yield env.timeout(parameters.stf_interval); // parameters.dump
    const { mode } = parameters;
  },
});
`;

const files: Record<string, string> = {
  "shared.toml": "[parameters]\nstf_interval = 5\n",
  "testbed.toml": "[parameters]\nmode = 'exact'\n",
};

const world: LanguageWorld = {
  read: async (uri) => files[uri] ?? { failure: "not-found" },
  workflows: () => workflows,
  uses: async ({ name }) =>
    name === "stf_processing" ? parameterUses(source, "workflows/stf_processing.ts") : undefined,
  nearbyConfigs: async () => ["shared.toml"],
  lastExecution: () => ({
    executionId: "stf_processing-ann-0001",
    status: "completed",
    simulatedEndTime: 630.8000000000033,
    took: "12 ms",
  }),
  prediction: () => ({ simulatedEndTime: 630.8000000000033, counts: { stf: 258 }, events: 1034 }),
};

/** The view of a text, and the place of `|` in it. */
async function at(marked: string): Promise<{ view: ConfigView; position: Position; text: string }> {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const service = new ConfigLanguageService(world);
  service.update({ uri: "main.toml", text });
  const view = await service.view("main.toml");
  return { view, position: view.document.lines.positionAt(Math.max(0, offset)), text };
}

const header = '[workflow]\nname = "stf_processing"\n';

describe("completion", () => {
  const labels = async (marked: string) => {
    const { view, position } = await at(marked);
    return completionsAt(view, position).map(({ label }) => label);
  };
  /** The text after the item with this label was taken. */
  const taken = async (marked: string, label: string) => {
    const { view, position, text } = await at(marked);
    const item = completionsAt(view, position).find((each) => each.label === label);
    assert.ok(item, `no ${label}`);
    return applyEdits(text, [item.edit]);
  };

  it("offers the keys that are still free, in declared order, with type, unit, default and documentation", async () => {
    const { view, position } = await at(`${header}[parameters]\nstf_interval = 2\n|`);
    const items = completionsAt(view, position);
    assert.equal(items.length, Object.keys(stfProcessing.defaults).length - 1);
    assert.deepEqual(items[0], {
      label: "no_beam_not_ready_delay",
      kind: "key",
      detail: "number, s, default 10",
      documentation:
        "**no_beam_not_ready_delay**: number, s, default 10\n\nCollider not operating\n\nLimits: at least 0 s.",
      edit: { range: { start: position, end: position }, newText: "no_beam_not_ready_delay = 10" },
      sortText: "1000",
    });
  });

  it("works right after a header, on a half-typed key, and before a value that is there", async () => {
    assert.ok((await labels(`${header}[parameters]\n|`)).includes("stf_interval"));
    assert.equal(
      await taken(`${header}[parameters]\nstf_in|`, "stf_interval"),
      `${header}[parameters]\nstf_interval = 2`,
    );
    assert.equal(
      await taken(`${header}[parameters]\nstf| = 7\n`, "stf_interval"),
      `${header}[parameters]\nstf_interval = 7\n`,
    );
    assert.ok((await labels(`${header}[daq]\nbeam|`)).includes("beam_energy"));
  });

  it("puts a parameter without default first", async () => {
    assert.equal((await labels('[workflow]\nname = "fast_processing"\n[parameters]\n|'))[0], "target_worker_count");
  });

  it("offers tables that are not there yet, on an empty line above all and after a bracket", async () => {
    assert.deepEqual(await labels(`|\n${header}`), [
      "[parameters]",
      "[run]",
      "[testbed]",
      "[agents.name]",
      "[sweep]",
      "[sweep.group]",
    ]);
    assert.equal(await taken(`${header}[pa|`, "[parameters]"), `${header}[parameters]`);
    assert.equal(await taken(`${header}[r|]`, "[run]"), `${header}[run]`);
  });

  it("offers values: workflows, versions, paths, choices, true and false, defaults and limits", async () => {
    assert.equal(await taken("[workflow]\nname = |", '"fast_processing"'), '[workflow]\nname = "fast_processing"');
    assert.equal(await taken('[workflow]\nname = "st|"', '"stf_processing"'), '[workflow]\nname = "stf_processing"');
    assert.deepEqual(await labels(`${header}version = |`), ['"1.0"']);
    assert.deepEqual(await labels(`${header}includes = ["|"]`), ['"shared.toml"']);
    assert.deepEqual(await labels(`${header}includes = [\n  |\n]`), ['"shared.toml"']);
    assert.deepEqual(await labels(`${header}[parameters]\nmode = |`), ['"fast"', '"exact"']);
    assert.deepEqual(await labels(`${header}[parameters]\ndump = t|`), ["true", "false"]);
    assert.deepEqual(await labels(`${header}[parameters]\nbeam_energy = |`), ["10", "5", "18"]);
  });

  it("offers a list where one is wanted, and items in it", async () => {
    assert.equal(await taken(`${header}includes = |`, '["shared.toml"]'), `${header}includes = ["shared.toml"]`);
    assert.deepEqual(await labels(`${header}[parameters]\nweights = |`), ["[1, 2]"]);
    assert.deepEqual(await labels(`${header}[parameters]\nweights = [1, |]`), ["0"]);
  });

  it("chooses anew the value before which the cursor stands, and offers no second one beside it", async () => {
    assert.equal(
      await taken('[workflow]\nname =| "stf_processing"\n', '"fast_processing"'),
      '[workflow]\nname ="fast_processing"\n',
    );
    assert.equal(
      await taken(`${header}[parameters]\nlabel = "a |b"\n`, '"run"'),
      `${header}[parameters]\nlabel = "run"\n`,
    );
    for (const text of [
      "mode = 'fast'|",
      "weights = |[1]",
      "weights = [1,| 2]",
      "weights = [1 |]",
      "|  mode = 'fast'",
    ]) {
      assert.deepEqual(await labels(`${header}[parameters]\n${text}\n`), [], text);
    }
    assert.deepEqual(await labels(`${header}[sweep]\nbeam_energy = { from = |`), ["10", "5", "18"]);
  });

  it("offers nothing that would stand before a header on its line, or in the place of a key with its value", async () => {
    assert.deepEqual(await labels(`|${header}`), []);
    assert.deepEqual(await labels(`|workflow.name = "stf_processing"\n`), []);
  });

  it("offers the parameters in [sweep] and its groups, each with a list, and values for the list", async () => {
    assert.equal(await taken(`${header}[sweep.pace]\nmo|\n`, "mode"), `${header}[sweep.pace]\nmode = ["fast"]\n`);
    const some = await labels(`${header}[sweep]\nstf_interval = [1]\n|\n`);
    assert.ok(some.includes("mode") && !some.includes("stf_interval"));
    assert.equal(await taken(`${header}[sweep]\nmo|\n`, "mode"), `${header}[sweep]\nmode = ["fast"]\n`);
    assert.equal(await taken(`${header}[sweep]\nmode = |\n`, '["exact"]'), `${header}[sweep]\nmode = ["exact"]\n`);
    assert.equal(
      await taken(`${header}[sweep]\nmode = ["fast", |]\n`, '"exact"'),
      `${header}[sweep]\nmode = ["fast", "exact"]\n`,
    );
  });

  it("is silent in comments and texts of no choice", async () => {
    assert.deepEqual(await labels(`${header}[parameters]\n# st|`), []);
    assert.deepEqual(await labels(`${header}[parameters]\nmode = "fast" # e|`), []);
    assert.deepEqual(await labels(`${header}[parameters]\nnobody = |`), []);
  });
});

describe("hover", () => {
  const hover = async (marked: string) => {
    const { view, position } = await at(marked);
    return hoverAt(view, position)?.markdown;
  };

  it("tells documentation, unit, limits, default, value and what it overrides", async () => {
    assert.equal(
      await hover(
        '[workflow]\nname = "stf_processing"\nincludes = ["shared.toml"]\n[parameters]\nstf_inter|val = 1.5\n',
      ),
      "**stf_interval**: number, s, default 2\n\nWait between two STFs\n\nLimits: at least 0 s.\n\nValue: `1.5`, from main.toml:5. It overrides `5` (shared.toml:2).",
    );
  });

  it("tells which parameters vary together, and what their table is for", async () => {
    const group = (header: string, key: string) =>
      `[workflow]\nname = "stf_processing"\n[${header}]\n${key} = [1, 2]\nbeam_energy = [6, 7]\nlabel = ["a", "b"]\n`;
    assert.match(
      (await hover(group("sweep.pace", "stf_inter|val")))!,
      /\n\nIt varies together with `beam_energy` and `label`\.$/,
    );
    assert.match(
      (await hover(group("sweep.pa|ce", "stf_interval")))!,
      /^\*\*\[sweep\.pace\]\*\*: Parameters that vary together/,
    );
    assert.doesNotMatch((await hover(group("sweep", "stf_inter|val")))!, /together/);
  });

  it("tells of tables, run options and the workflow", async () => {
    assert.match((await hover(`${header}[run|]\nuntil = 5\n`))!, /How to run/);
    assert.match((await hover(`${header}[run]\nun|til = 5\n`))!, /Simulated seconds at which to stop/);
    assert.match((await hover('[workflow]\nname = "stf_pro|cessing"\n'))!, /Data-acquisition cycle/);
    assert.equal(await hover(`${header}# no|thing\n`), undefined);
  });
});

describe("quick fixes", () => {
  /** The text after the first fix at the marked place. */
  const fixed = async (marked: string, which = 0) => {
    const { view, position, text } = await at(marked);
    const fix = fixesAt(view, { start: position, end: position })[which];
    return fix && [fix.title, applyEdits(text, fix.edits)];
  };

  it("changes to what was meant", async () => {
    assert.deepEqual(await fixed(`${header}[parameters]\nstf_|intervall = 2\n`), [
      "Change to stf_interval",
      `${header}[parameters]\nstf_interval = 2\n`,
    ]);
    assert.deepEqual(await fixed('[workflow]\nname = "stf|_procesing"\n'), ['Change to "stf_processing"', header]);
    assert.deepEqual(await fixed(`${header}[parameters]\nmode = "fs|at"\n`), [
      'Change to "fast"',
      `${header}[parameters]\nmode = "fast"\n`,
    ]);
  });

  it("moves a key to its table, made if need be, under the right name", async () => {
    assert.deepEqual(await fixed(`${header}[parameters]\n|duration = 5 # end\nmode = "fast"\n`), [
      "Move to [run] as until",
      `${header}[parameters]\nmode = "fast"\n\n[run]\nuntil = 5 # end\n`,
    ]);
    assert.deepEqual(await fixed(`${header}stf_in|terval = 5\n[parameters]\nmode = "fast"\n`), [
      "Move to [parameters]",
      `${header}[parameters]\nmode = "fast"\nstf_interval = 5\n`,
    ]);
  });

  it("changes the type, the value to its limit or default, and the last resort takes the line away", async () => {
    const line = (value: string) => `${header}[parameters]\nstf_interval = ${value}\n`;
    assert.deepEqual(await fixed(line('|"1.5"')), ["Change to 1.5", line("1.5")]);
    assert.deepEqual(await fixed(line("|-3")), ["Change to 0", line("0")]);
    assert.deepEqual(await fixed(line("|inf")), ["Change to the default 2", line("2")]);
    assert.deepEqual(await fixed(line("|inf"), 1), ["Remove the line", `${header}[parameters]\n`]);
    assert.deepEqual(await fixed('[workflow]\nname = "stf_processing"\nversion = |1.0\n'), [
      'Change to "1.0"',
      `${header}version = "1.0"\n`,
    ]);
  });

  it("takes a parameter with too few values out of the group that it varies together with", async () => {
    const group = `${header}[sweep.pace]\nstf_interval = [1, 2]\n`;
    assert.deepEqual(await fixed(`${group}beam_energy = |[6]\n`), [
      "Move to [sweep]",
      `${group}\n[sweep]\nbeam_energy = [6]\n`,
    ]);
  });

  it("switch real time on for a factor", async () => {
    assert.deepEqual(await fixed(`${header}[run]\n|factor = 2\n`), [
      "Add realtime = true",
      `${header}[run]\nfactor = 2\nrealtime = true\n`,
    ]);
  });

  it("make a list of what is to be swept, and mend one of its values", async () => {
    const line = (value: string) => `${header}[sweep]\nstf_interval = ${value}\n`;
    assert.deepEqual(await fixed(line("|1.5")), ["Change to [1.5]", line("[1.5]")]);
    assert.deepEqual(await fixed(line("|[]")), ["Change to [2]", line("[2]")]);
    assert.deepEqual(await fixed(line('[1, |"2"]')), ["Change to 2", line("[1, 2]")]);
    assert.deepEqual(await fixed(line("[1, |inf]")), ["Change to the default 2", line("[1, 2]")]);
    assert.deepEqual(await fixed(line("[1, 3, |1]")), ["Remove the repeated value", line("[1, 3]")]);
  });

  it("adds the missing key", async () => {
    assert.deepEqual(await fixed('[workflow]\nname = "fast_processing"\n[para|meters]\nslices_per_sample = 2\n'), [
      "Add target_worker_count = 1",
      '[workflow]\nname = "fast_processing"\n[parameters]\nslices_per_sample = 2\ntarget_worker_count = 1\n',
    ]);
  });

  it("mends syntax", async () => {
    const line = (text: string) => `${header}[parameters]\n${text}\n`;
    const cases = [
      ["dump = |True", "dump = true"],
      ["stf_interval = |1,5", "stf_interval = 1.5"],
      ["stf_interval = |2 s", "stf_interval = 2"],
      ["mode = |fast", 'mode = "fast"'],
      ["stf_interval|: 3", "stf_interval = 3"],
      ["stf_interval |=", "stf_interval = 2"],
      ["|stf_interval", "stf_interval = 2"],
      ["weights = |[1, 2 # two", "weights = [1, 2] # two"],
      ['mode = |"fast', 'mode = "fast"'],
    ];
    for (const [broken, whole] of cases) assert.equal((await fixed(line(broken!)))?.[1], line(whole!));
  });

  it("all together leave no error, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(tomlTexts, async (text) => {
        const service = new ConfigLanguageService(world);
        service.update({ uri: "main.toml", text });
        const mended = await service.fixAll("main.toml");
        service.update({ uri: "main.toml", text: mended });
        const { config } = await service.view("main.toml");
        const errors = config.diagnostics.filter(({ severity }) => severity === "error");
        assert.deepEqual(
          errors.map((error) => `${error.code}: ${messageOf(error)}`),
          [],
          mended,
        );
        assert.equal(config.valid, true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("formatting", () => {
  it("tidies spaces and empty lines, and keeps comments, order and values", () => {
    const untidy =
      '\n\n#head\n[ workflow ]\nname="x"   # why\n\n\n# of run\n[run]\nuntil   =    5\n weights=[ 1,2 ]\nlong = [ # keep\n   1,\n ]\nbroken = = 1\n\n\n';
    assert.equal(
      formattedText(parseToml(untidy)),
      '#head\n[workflow]\nname = "x" # why\n\n# of run\n[run]\nuntil = 5\nweights = [1, 2]\nlong = [ # keep\n   1,\n ]\nbroken = = 1\n',
    );
  });

  it("is idempotent and keeps the value, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(tomlTexts, anyTexts), (text) => {
        const before = parseToml(text);
        const once = formattedText(before);
        const after = parseToml(once);
        assert.equal(formattedText(after), once);
        assert.deepEqual(plainValue(after.root), plainValue(before.root));
      }),
      { numRuns: 800 },
    );
  });
});

describe("places", () => {
  const text = `${header}includes = ["shared.toml"]\n[daq]\nstf_interval = 1.5\nmode = "fast"\ndump = true\n`;

  it("a parameter leads to the workflow's code, an include to its file", async () => {
    const { view } = await at(text);
    assert.deepEqual(definitionAt(view, { line: 4, character: 3 }), [
      {
        uri: "workflows/stf_processing.ts",
        range: { start: { line: 3, character: 4 }, end: { line: 3, character: 16 } },
      },
    ]);
    assert.deepEqual(definitionAt(view, { line: 2, character: 15 })[0]!.uri, "shared.toml");
    assert.deepEqual(
      linksOf(view).map(({ target }) => target),
      ["shared.toml", "workflows/stf_processing.ts"],
    );
  });

  it("its references are the code that reads it and the configurations that set it", async () => {
    const { view } = await at(text);
    assert.deepEqual(
      parameterReferences("stf_interval", [view]).map(({ uri, range }) => `${uri}:${range.start.line + 1}`),
      ["workflows/stf_processing.ts:4", "workflows/stf_processing.ts:9", "shared.toml:2", "main.toml:5"],
    );
  });

  it("renaming changes code and configurations together, and refuses names that are taken or none", async () => {
    const { view } = await at(text);
    const { edits } = renameParameter("mode", "method", [view]) as { edits: ReadonlyMap<string, any[]> };
    assert.deepEqual([...edits.keys()], ["workflows/stf_processing.ts", "main.toml", "testbed.toml"]);
    const renamed = applyEdits(source, edits.get("workflows/stf_processing.ts")!);
    assert.match(renamed, /method: parameter\.choice/);
    assert.match(renamed, /const \{ method: mode \} = parameters/);
    assert.equal(renameParameter("mode", "dump", [view]).refusal, "taken");
    assert.equal(renameParameter("mode", "a-b", [view]).refusal, "no-name");
    assert.equal(renameParameter("mode", "x", [{ ...view, uses: undefined }]).refusal, "unknown-source");
  });

  it("a parameter that the code never reads is reported where it is set", async () => {
    const { view } = await at(text);
    const unused = diagnosticsByUri(view)
      .get("main.toml")!
      .filter(({ code }) => code === "unused-parameter");
    assert.deepEqual(
      unused.map(({ data, range }) => [data.key, range.start.line]),
      [["dump", 6]],
    );
  });
});

describe("outline, folding, colours, lenses and hints", () => {
  const text = `# one\n# two\n${header}[parameters]\nmode = "fast"\nstf_interval = 1.5 # s\nweights = [\n  1,\n]\n`;

  it("has an outline", async () => {
    const { view } = await at(text);
    assert.deepEqual(
      symbolsOf(view.document).map(({ name, children }) => [name, children.map((child) => child.name)]),
      [
        ["[workflow]", ["name"]],
        ["[parameters]", ["mode", "stf_interval", "weights"]],
      ],
    );
  });

  it("folds tables, long values and comments", async () => {
    const { view } = await at(text);
    assert.deepEqual(foldingOf(view.document), [
      { startLine: 0, endLine: 1, kind: "comment" },
      { startLine: 2, endLine: 3, kind: "region" },
      { startLine: 4, endLine: 9, kind: "region" },
      { startLine: 7, endLine: 9, kind: "region" },
    ]);
  });

  it("colours every part once, in order", async () => {
    const { view } = await at(text);
    assert.deepEqual(
      semanticTokensOf(view.document).map(
        ({ range, type }) => `${range.start.line} ${type} ${view.document.lines.slice(range)}`,
      ),
      [
        "0 comment # one",
        "1 comment # two",
        "2 namespace workflow",
        "3 property name",
        '3 string "stf_processing"',
        "4 namespace parameters",
        "5 property mode",
        '5 string "fast"',
        "6 property stf_interval",
        "6 number 1.5",
        "6 comment # s",
        "7 property weights",
        "8 number 1",
      ],
    );
  });

  it("has lenses above [workflow]: run or errors, and the last execution", async () => {
    assert.deepEqual(
      codeLensesOf((await at(text)).view).map(({ title }) => title),
      ["Run", "Last: stf_processing-ann-0001 completed, 630.8 s simulated, 12 ms"],
    );
    assert.deepEqual(codeLensesOf((await at(`${text}foo = 1\n`)).view).map(({ title }) => title)[0], "1 error");
    const { view: swept } = await at(`${header}[sweep]\nstf_interval = [1, 2, 3]\n[run]\nreplications = 4\n`);
    assert.equal(codeLensesOf(swept)[0]!.title, "Run 12 Executions");
  });

  it("says of a workflow that a cell above defines only that it is to be run first", async () => {
    const { view } = await at(`[workflow]\nname = "belt"\n`);
    assert.equal(unknownWorkflowOf(view), "belt");
    const awaiting = withWorkflowAbove(view);
    const told = diagnosticsOf(awaiting).map((each) => `${each.severity}: ${messageOf(each)}`);
    assert.deepEqual(told, ['information: Workflow "belt" is defined in a cell above; run that one first.']);
    assert.equal(codeLensesOf(awaiting)[0]!.title, "Run");
    assert.deepEqual(fixesAt(awaiting, diagnosticsOf(awaiting)[0]!.range), []);
  });

  it("hints at units, at values that another file overrides, and at the outcome", async () => {
    const { view } = await at(text);
    assert.deepEqual(
      inlayHintsOf(view).map(({ position, label }) => `${position.line}:${label}`),
      ["2: 630.8 s, 258 stf", '5: "exact" in testbed.toml:2', "6: s"],
    );
    const { view: swept } = await at(`${header}[sweep]\nstf_interval = [1, 2, 3]\n`);
    assert.deepEqual(
      inlayHintsOf(swept).map(({ position, label }) => `${position.line}:${label}`),
      ["0: first of 3: 630.8 s, 258 stf", "3: s"],
    );
  });
});

describe("any text under any feature", () => {
  it("gives answers, never an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyTexts, tomlTexts), fc.nat(30), fc.nat(40), async (text, line, character) => {
        const service = new ConfigLanguageService(world);
        service.update({ uri: "main.toml", text });
        const view = await service.view("main.toml");
        const position = { line: Math.min(line, view.document.lines.count - 1), character };
        completionsAt(view, position);
        hoverAt(view, position);
        fixesAt(view, { start: position, end: position });
        definitionAt(view, position);
        symbolsOf(view.document);
        foldingOf(view.document);
        semanticTokensOf(view.document);
        codeLensesOf(view);
        inlayHintsOf(view);
        linksOf(view);
        for (const each of [...diagnosticsByUri(view).values()].flat()) messageOf(each);
      }),
      { numRuns: 300 },
    );
  });
});
