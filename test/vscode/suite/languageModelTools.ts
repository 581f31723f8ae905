import assert from "node:assert/strict";
import * as vscode from "vscode";
import { executionMime, languageModelTools } from "../../../extension/ids.ts";
import { newNotebook, outputText, runCell } from "../workspace.ts";

type ToolName = (typeof languageModelTools)[number];

/** What a model would be told: each answer is one JSON text. */
async function answerOf(name: ToolName, input: object): Promise<any> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value);
}

const config = (interval: number) =>
  `[workflow]\nname = "stf_processing"\n\n[parameters]\nstf_interval = ${interval}\n\n[run]\nuntil = 50\nseed = 7\n`;

describe("what language models may do with executions", () => {
  const ids: string[] = [];
  before(async () => {
    const notebook = await newNotebook(config(3), config(4));
    for (const index of [0, 1]) {
      const cell = await runCell(notebook, index);
      ids.push(JSON.parse(outputText(cell, executionMime)).executionId);
    }
  });

  it("is offered by the editor", () => {
    const offered = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith("wfnb_"));
    assert.deepEqual(offered.toSorted(), [...languageModelTools].toSorted());
  });

  it("is to find them by a filter", async () => {
    const { executions } = await answerOf("wfnb_list_executions", { filter: "stf_interval>3.5", limit: 1 });
    assert.deepEqual(
      executions.map(({ id }: { id: string }) => id),
      [ids[1]],
    );
  });

  it("is to read one", async () => {
    const answer = await answerOf("wfnb_get_execution", { id: ids[0] });
    assert.deepEqual([answer.id, answer.parameters.stf_interval], [ids[0], 3]);
  });

  it("is to compare some", async () => {
    const answer = await answerOf("wfnb_compare_executions", { ids });
    assert.match(JSON.stringify(answer), /stf_interval/);
  });

  it("is to have a configuration checked", async () => {
    const answer = await answerOf("wfnb_validate_config", { toml: config(3).replace("stf_interval", "stf_intervall") });
    assert.match(JSON.stringify(answer), /stf_intervall.*stf_interval/);
  });

  it("is told in a sentence what is wrong with what it sends", async () => {
    await assert.rejects(answerOf("wfnb_get_execution", { id: "nobody-0001" }), /nobody-0001/);
  });

  // In a test the editor answers every confirmation with yes; a click test sees the question, and what becomes of a no.
  it("is to run a workflow", async () => {
    const parameters = { stf_interval: 5 };
    const { id } = await answerOf("wfnb_run_workflow", { workflow: "stf_processing", parameters, until: 50 });
    const answer = await answerOf("wfnb_get_execution", { id });
    assert.deepEqual([answer.status, answer.parameters.stf_interval], ["completed", 5]);
  });

  it("is to run a configuration with a sweep, and to sum it up", async () => {
    const toml = '[workflow]\nname = "stf_processing"\n\n[sweep]\nstf_interval = [6, 7]\n\n[run]\nuntil = 50\n';
    const { success, planned, filter } = await answerOf("wfnb_run_config", { toml });
    assert.deepEqual([success, planned], [true, 2]);
    assert.equal((await answerOf("wfnb_summarize_executions", { filter })).combinations.length, 2);
  });

  it("is to read what one did, and to have it checked", async () => {
    const { states } = await answerOf("wfnb_get_timeline", { id: ids[0] });
    assert.equal(states[0].state, "no_beam");
    assert.ok((await answerOf("wfnb_get_records", { id: ids[0], kinds: ["message"] })).found > 0);
    assert.equal((await answerOf("wfnb_verify_execution", { id: ids[0] })).isSame, true);
  });

  it("is refused a parameter that the workflow has not", async () => {
    const parameters = { stf_intervall: 5 };
    await assert.rejects(answerOf("wfnb_run_workflow", { workflow: "stf_processing", parameters }), /stf_interval\b/);
  });
});
