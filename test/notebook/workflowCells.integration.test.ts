import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { untilEnded } from "../../kernel/notebook/executeOnce.ts";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import { fileReader } from "../../kernel/platform/readText.ts";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { KernelLostError } from "../../kernel/runner/kernelLostError.ts";
import { kernelOn, testWorkspace, workflowSource } from "../runner/testWorkspace.ts";
import { OpenNotebook, textOf } from "./openNotebook.ts";

const number = (name: string, value: number) =>
  `${name}: parameter.number({ default: ${value}, description: "A number" })`;

describe("workflow cells", function () {
  this.timeout(30_000);
  let workspace: string;
  let kernel: KernelProcess;
  let notebook: OpenNotebook;
  before(() => {
    workspace = testWorkspace({
      slow: workflowSource("slow", "state('busy', 'half'); while (true) yield env.timeout(0.001);"),
      fragile: workflowSource(
        "fragile",
        "state('beam', 'ready');\n    yield env.timeout(4);\n    const wait = parameters.delay;\n    yield env.timeout(1 - parameters.delay);",
        `{ ${number("delay", 0.5)}, ${number("other", 1)} }`,
      ),
      random: workflowSource(
        "random",
        "for (let i = 0; i < 100; i++) { yield env.timeout(Math.random()); if (Math.random() < 0.5) count('heads'); }",
      ),
    });
    writeFileSync(join(workspace, "base.toml"), '[workflow]\nname = "fragile"\n[parameters]\ndelay = 0.25\n');
    kernel = kernelOn(workspace);
    notebook = new OpenNotebook(kernel, workspace);
  });
  after(() => kernel.close());

  const figures = (output: CellOutput | undefined) => {
    assert.equal(output?.kind, "display");
    return (output as { data: Record<string, any> }).data["application/vnd.wfnb.execution+json"];
  };

  it("tell once that the kernel was closed while they were being cancelled", async () => {
    const closing = kernelOn(workspace);
    const started = await closing.start({ workflow: "slow", parameters: {} });
    const abort = new AbortController();
    const following = untilEnded(closing, started, () => {}, abort.signal);
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    process.on("unhandledRejection", hear);
    abort.abort();
    await Promise.all([assert.rejects(following, KernelLostError), closing.close()]);
    process.off("unhandledRejection", hear);
    assert.deepEqual(unheard, []);
  });

  it("show how far they are in one small output, at most four times a second", async () => {
    const shown: (readonly CellOutput[])[] = [];
    const abort = new AbortController();
    const show = (outputs: readonly CellOutput[]) => {
      if (shown.push(outputs) === 1) setTimeout(() => abort.abort(), 1_500);
    };
    const cell = { id: "a", language: "toml", source: '[workflow]\nname = "slow"\n[run]\nuntil = 1e6' };
    const { execution } = await notebook.session.execute(cell, show, abort.signal);
    assert.equal(execution?.status, "cancelled");
    assert.ok(shown.length >= 3 && shown.length <= 9, `${shown.length} shows`);
    assert.ok(shown.every((outputs) => outputs.length === 1));
    const { summary, progress } = figures(shown.at(-2)?.[0]);
    assert.match(
      summary,
      /^slow-.*-\d{4}: [\d,.]+ s of .* simulated \(\d+ %\), busy\/half, .* events\/s, about .* left$/,
    );
    assert.equal(progress.until, 1e6);
    assert.ok(JSON.stringify(shown.at(-1)).length < 1_000, "a diff in review stays readable");
  });

  it("start from a file that they name and override it", async () => {
    const ran = await notebook.toml('[workflow]\nconfig = "base"\n[parameters]\nother = 3');
    assert.deepEqual(ran.execution?.parameterValues, { delay: 0.25, other: 3 });
    assert.equal(ran.execution?.startedFrom?.cell, "cell1");
  });

  it("tell of a failure when, in which state, where, and which value caused it", async () => {
    const failed = await notebook.toml('[workflow]\nname = "fragile"\n\n[parameters]\ndelay = 2.5');
    assert.equal(failed.execution?.status, "failed");
    assert.match(textOf(failed), /at 4 s of simulated time, in state beam\/ready/);
    assert.match(textOf(failed), /parameter delay = 2\.5/);
    assert.doesNotMatch(textOf(failed), /kernel\/(sim|runner)/, "the engine's own frames are nobody's concern");
    assert.equal(failed.error?.file, join(workspace, "workflows/fragile.ts"));
    assert.equal(failed.error?.range?.start.line, 9);
    assert.deepEqual(failed.error?.parameter, {
      name: "delay",
      uri: join(workspace, "notes.wfnb"),
      range: { start: { line: 4, character: 8 }, end: { line: 4, character: 11 } },
    });
  });

  it("run replications with seeds that derive from one, and show mean and spread", async () => {
    const source = '[workflow]\nname = "random"\n[run]\nseed = 7\nreplications = 6';
    const ran = await notebook.toml(source);
    assert.equal(ran.success, true);
    assert.match(textOf(ran), /6 of 6 replications completed/);
    assert.match(textOf(ran), /figure +mean +standard deviation +least +most/);
    const stored = await kernel.executions({ workflowName: "random" });
    const seeds = new Set(stored.map(({ runOptions }) => runOptions.seed));
    assert.equal(seeds.size, 6);
    assert.ok(seeds.has(7), "the first one has the seed itself");
    await notebook.toml(source);
    const again = await kernel.executions({ workflowName: "random", limit: 6 });
    assert.deepEqual(new Set(again.map(({ runOptions }) => runOptions.seed)), seeds);
  });

  it("sweep over values, with the same seeds for each, and show in one table how they differ", async () => {
    const before = new Set((await kernel.executions({})).map(({ executionId }) => executionId));
    const ran = await notebook.toml(
      '[workflow]\nname = "fragile"\n[sweep]\ndelay = [0.25, 0.5, 1]\nother = [1, 2]\n[run]\nseed = 7\nreplications = 2',
    );
    assert.equal(ran.success, true);
    const executions = ran.executions!;
    const values = executions.map(({ parameterValues: { delay, other } }) => [delay, other]);
    const points = [
      [0.25, 1],
      [0.25, 2],
      [0.5, 1],
      [0.5, 2],
      [1, 1],
      [1, 2],
    ];
    assert.deepEqual(
      values,
      points.flatMap((point) => [point, point]),
    );
    const seeds = executions.map(({ runOptions }) => runOptions.seed);
    assert.deepEqual(new Set(seeds).size, 2);
    assert.deepEqual(
      seeds,
      points.flatMap(() => [7, seeds[1]]),
    );
    assert.ok(executions.every(({ executionId }) => !before.has(executionId)));
    const ids = executions.map(({ executionId }) => executionId);
    assert.deepEqual(ids, ids.toSorted(), "their numbers are in the order of the combinations");
    const lines = textOf(ran).split("\n");
    assert.equal(lines[0], "12 of 12 executions completed, 6 combinations with 2 replications each");
    assert.match(lines[2]!, /^delay +other +completed +simulated end \(s\) +time in beam\/ready \(s\)$/);
    assert.match(lines[3]!, /^ +0\.25 +1 +2 of 2 +4\.75 +4\.75$/);
  });

  it("go on with the other values of a sweep where one fails, and tell which one and why", async () => {
    const ran = await notebook.toml('[workflow]\nname = "fragile"\n[sweep]\ndelay = [0.5, 2.5, 0.75]');
    assert.equal(ran.success, false);
    assert.deepEqual(
      ran.executions?.map(({ status }) => status),
      ["completed", "failed", "completed"],
    );
    assert.equal(ran.execution?.executionId, ran.executions[1]!.executionId);
    assert.match(textOf(ran), /^2 of 3 executions completed, 1 failed/);
    assert.match(textOf(ran), new RegExp(`2\\.5  ${ran.executions[1]!.executionId} failed`));
    assert.match(textOf(ran), /at 4 s of simulated time, in state beam\/ready/);
  });

  it("stop all of a sweep when they are interrupted, and start no more of it", async () => {
    const abort = new AbortController();
    const source = '[workflow]\nname = "slow"\n[run]\nreplications = 40';
    setTimeout(() => abort.abort(), 700);
    const result = await notebook.session.execute({ id: "s", language: "toml", source }, () => {}, abort.signal);
    assert.equal(result.success, false);
    assert.ok(result.executions!.length <= 4, `${result.executions!.length} executions`);
    assert.ok(result.executions!.every(({ status }) => status === "cancelled"));
  });

  it("stop all of a sweep when its batch is cancelled, also from another program", async () => {
    const source = '[workflow]\nname = "slow"\n[run]\nreplications = 40';
    const going = notebook.toml(source);
    const elsewhere = kernelOn(workspace);
    let batch: string | undefined;
    while (batch === undefined) {
      const running = await elsewhere.executions({ workflowName: "slow", status: ["running"] });
      if (running.length === 4) batch = running[0]!.startedFrom!.batch;
      else await delay(20);
    }
    assert.equal(await elsewhere.cancelBatch(batch), 4);
    const result = await going;
    assert.equal(result.success, false);
    assert.deepEqual(
      result.executions!.map(({ status }) => status),
      ["cancelled", "cancelled", "cancelled", "cancelled"],
    );
    assert.match(textOf(result), /^0 of 40 replications completed, 4 cancelled/);
    await assert.rejects(
      elsewhere.start({ workflow: "slow", parameters: {}, startedFrom: { batch } }),
      /^BatchCancelledError: The batch slow-\S+ was cancelled/,
    );
    await elsewhere.close();
  });

  it("can be left, and joined again with what was missed", async () => {
    const started = await kernel.start({ workflow: "slow", parameters: {}, run: { until: 3_000 } });
    await delay(300);
    const shown: (readonly CellOutput[])[] = [];
    const reopened = new OpenNotebook(kernel, workspace);
    const result = await reopened.session.rejoin(started.executionId, (outputs) => shown.push(outputs));
    assert.equal(result?.execution?.status, "completed");
    assert.equal(figures(shown.at(-1)?.[0]).status, "completed");
    assert.equal(await reopened.session.rejoin("nobody-knows-0001", () => {}), undefined);
  });

  it("go on when the program that started them goes away, if they are told to, and are joined by the next one", async () => {
    const first = kernelOn(workspace);
    const leaving = new NotebookSession({
      kernel: first,
      notebook: join(workspace, "left.wfnb"),
      read: fileReader(workspace),
      isDetached: () => true,
    });
    let executionId = "";
    const source = '[workflow]\nname = "slow"\n[run]\nuntil = 3\nrealtime = true';
    const begun = new Promise<void>((resolve) => {
      const show = ([output]: readonly CellOutput[]) => {
        executionId ||= figures(output).executionId;
        resolve();
      };
      void leaving.execute({ id: "a", language: "toml", source }, show);
    });
    await begun;
    await first.close();
    const shown: (readonly CellOutput[])[] = [];
    const result = await notebook.session.rejoin(executionId, (outputs) => shown.push(outputs));
    assert.equal(result?.execution?.status, "completed");
    assert.equal(result?.execution?.simulatedEndTime, 3);
    const told = shown.map(([output]) => figures(output).progress).filter((progress) => progress !== undefined);
    assert.ok(told.length > 0, "how far it is, its own process tells");
    for (const { now, until, restMs } of told) {
      assert.ok(now > 0 && now < 3, `${now} s`);
      assert.equal(until, 3);
      assert.ok(restMs !== null && restMs < 3_000, `${restMs} ms left`);
    }
  });

  it("refuse what cannot run, with the place of the first mistake", async () => {
    const ran = await notebook.toml('[workflow]\nname = "fragile"\n[parameters]\ndelai = 1');
    assert.equal(ran.refused, true);
    assert.match(textOf(ran), /line 4, column 1: .*"delai".*"delay"/);
    assert.equal(ran.error?.range?.start.line, 3);
  });
});
