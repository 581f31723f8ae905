import assert from "node:assert/strict";
import { configOf } from "../../kernel/tools/index.ts";
import { testWorkspace, workflowSource } from "../runner/testWorkspace.ts";
import { ToolAsker } from "./askTool.ts";

const blink = workflowSource(
  "blink",
  'yield env.timeout(parameters.period); count("blink", 3);',
  "{ period: parameter.seconds({ default: 2, description: 'Time between two blinks' }) }",
);
const broken = 'throw new Error("no such beam");';
const endless = workflowSource("endless", "for (;;) yield env.timeout(1);");

describe("What a language model may ask", function () {
  this.timeout(60_000);
  const asker = new ToolAsker(testWorkspace({ blink, broken, endless }));
  const { ask, kernel } = asker;
  after(() => kernel.close());

  it("tells the workflows, and of one of them what its parameters take", async () => {
    const { found, workflows } = await ask("wfnb_list_workflows", {});
    assert.equal(found, workflows.length);
    const blinks = workflows.find(({ name }: { name: string }) => name === "blink");
    assert.equal(blinks.parameters, 1);
    const { parameters } = await ask("wfnb_list_workflows", { name: "blink" });
    assert.deepEqual(parameters, [
      { name: "period", type: "number", unit: "s", default: 2, minimum: 0, description: "Time between two blinks" },
    ]);
    await assert.rejects(ask("wfnb_list_workflows", { name: "blnk" }), /no workflow "blnk".*"blink"/);
    await assert.rejects(ask("wfnb_list_workflows", { name: "broken" }), /"broken" does not load: .*no such beam/);
  });

  it("runs a workflow to its end and gives its record", async () => {
    const answer = await ask("wfnb_run_workflow", { workflow: "blink", parameters: { period: 5 }, seed: 3 });
    assert.deepEqual(
      [answer.status, answer.simulatedSeconds, answer.counts, answer.parameters, answer.run.seed],
      ["completed", 5, { blink: 3 }, { period: 5 }, 3],
    );
  });

  it("refuses what a person's configuration would be refused for, with the suggestion", async () => {
    const wrong = ask("wfnb_run_workflow", { workflow: "blink", parameters: { perod: 5 } });
    await assert.rejects(wrong, /perod.*period/s);
    assert.equal((await ask("wfnb_list_executions", { filter: "perod:5" })).found, 0);
  });

  it("refuses an input that is not what the tool takes, and says which part", async () => {
    await assert.rejects(ask("wfnb_list_executions", { limit: 1000 }), /wfnb_list_executions.*limit/);
    await assert.rejects(ask("wfnb_get_execution", { id: "x", more: 1 }), /more/);
    await assert.rejects(ask("wfnb_get_execution", { id: "none" }), /There is no execution "none"/);
    await assert.rejects(ask("wfnb_list_executions", { filter: "status:fialed" }), /"fialed" is not a status/);
  });

  it("goes on without waiting for ever", async () => {
    const answers = await Promise.all(
      [1, 2].map((seed) => ask("wfnb_run_workflow", { workflow: "endless", seed, waitSeconds: 2 })),
    );
    for (const { stillRunning, execution } of answers) {
      assert.equal(stillRunning, true);
      assert.equal(await kernel.cancel(execution.id), true, "each answer names its own execution");
    }
  });

  it("lists and compares what is stored", async () => {
    await ask("wfnb_run_workflow", { workflow: "blink", seed: 3 });
    const { found, executions } = await ask("wfnb_list_executions", { filter: "workflow:blink", descending: false });
    assert.equal(found, 2);
    const { rows, traces } = await ask("wfnb_compare_executions", {
      ids: executions.map(({ id }: { id: string }) => id),
    });
    const [period] = rows.filter(({ section }: { section: string }) => section === "parameter");
    assert.deepEqual([period.name, period.values], ["period", [5, 2]]);
    assert.match(traces[0], /^The traces part at record 1:/);
  });

  it("validates a configuration without running it", async () => {
    const toml = '[workflow]\nname = "blink"\n\n[parameters]\nperod = 1\n';
    const { valid, findings } = await ask("wfnb_validate_config", { toml });
    assert.equal(valid, false);
    assert.deepEqual([findings[0].line, findings[0].severity], [5, "error"]);
    assert.match(findings[0].message, /period/);
    assert.deepEqual(await ask("wfnb_validate_config", { toml: toml.replace("perod", "period") }), {
      valid: true,
      findings: [],
    });
  });

  it("shows what is to run as the configuration that a person would write", () => {
    const input = { workflow: 'a "b"', parameters: { "x y": [1, 2], text: "]\n[run]" }, until: 10 };
    assert.equal(
      configOf(input),
      '[workflow]\nname = "a \\"b\\""\n\n[parameters]\n"x y" = [1, 2]\ntext = "]\\n[run]"\n\n[run]\nuntil = 10\n',
    );
  });
});
