import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { TraceBatchReader, type WorkflowExecution } from "../../kernel/model/index.ts";
import {
  ExecutionFailedError,
  type KernelEvent,
  type KernelProcess,
  WorkflowRunner,
} from "../../kernel/runner/index.ts";
import { kernelOn, testWorkspace, workflowSource } from "./testWorkspace.ts";

const read = async () => ({ failure: "not-found" as const });

const blink = workflowSource(
  "blink",
  `for (let i = 0; i < parameters.times; i += 1) { state("on", ""); count("blink"); yield env.timeout(parameters.period); }`,
  `{ times: parameter.count({ default: 3, description: "How often" }), period: parameter.seconds({ default: 2, description: "How long" }) }`,
);

describe("A kernel process", function () {
  this.timeout(20_000);
  // Other programs may hold the machine for a moment.
  this.retries(2);
  let workspace: string;
  let kernel: KernelProcess;
  const others: KernelProcess[] = [];

  const another = (): KernelProcess => {
    const other = kernelOn(workspace);
    others.push(other);
    return other;
  };
  const started = async (workflow: string, rest: object = {}) =>
    (await kernel.start({ workflow, parameters: {}, ...rest })).executionId;
  const ran = async (workflow: string, rest: object = {}) => kernel.finished(await started(workflow, rest));
  const records = async (id: string) => {
    const reader = new TraceBatchReader();
    return (await kernel.trace(id)).flatMap((batch) => [...reader.records(batch)]);
  };
  /** How many events the kernel has told of, from now on. */
  const eventsTold = () => {
    let told = 0;
    kernel.onEvent((event: KernelEvent) => {
      if (event.type === "progress") told = Math.max(told, event.progress.events);
    });
    return () => told;
  };
  const until = async (isTrue: () => boolean | Promise<boolean>, ms = 3_000) => {
    const end = performance.now() + ms;
    while (!(await isTrue())) {
      if (performance.now() > end) throw new Error("It did not come.");
      await delay(20);
    }
  };

  beforeEach(() => {
    workspace = testWorkspace({
      blink,
      endless: workflowSource("endless", "for (;;) { count('tick'); yield env.timeout(1); }"),
      stuck: workflowSource("stuck", "state('a', ''); yield env.timeout(1); for (;;) {}"),
      // So slow that records are told before the loop.
      soonStuck: workflowSource(
        "soonStuck",
        "for (let i = 0; i < 700; i += 1) { count('tick'); const end = process.hrtime.bigint() + 400000n; while (process.hrtime.bigint() < end); yield env.timeout(1); } for (;;) {}",
      ),
      dice: workflowSource(
        "dice",
        "for (let i = 0; i < 5; i += 1) { gauge('die', Math.random()); yield env.timeout(Math.random()); } mark(new Date().toISOString()); gauge('now', performance.now());",
      ),
      kill: workflowSource(
        "kill",
        `count("before"); yield env.timeout(1); process.kill(process.pid, "SIGKILL"); for (;;) {}`,
      ),
      waiting: workflowSource("waiting", "yield env.timeout(3); yield env.event();"),
      restless: workflowSource("restless", `gauge("pid", process.hrtime()[1] + 1); yield env.timeout(1);`),
      broken: workflowSource("broken", `yield env.timeout(2);\n    throw new RangeError("out of beam");`),
    });
    kernel = kernelOn(workspace);
  });
  afterEach(async () => {
    await kernel.close();
    await Promise.all(others.splice(0).map((other) => other.close()));
  });

  it("completes every field of the record", async () => {
    const execution = await ran("blink", { parameters: { times: 2 }, startedFrom: { notebook: "a.wfnb", cell: "1" } });
    const { executionEnvironment, performanceMetrics, ...rest } = execution;
    assert.deepEqual(
      [rest.status, rest.endReason, rest.simulatedEndTime, rest.parameterValues, rest.errorMessage],
      ["completed", "finished", 4, { times: 2, period: 2 }, null],
    );
    assert.deepEqual(rest.parameterOrigins, { times: { from: "override" }, period: { from: "default" } });
    assert.match(rest.traceHash!, /^[0-9a-f]{64}$/);
    assert.ok(Number.isInteger(rest.runOptions.seed));
    assert.ok(Date.parse(rest.endTime!) >= Date.parse(rest.startTime));
    for (const field of ["host", "user", "node", "engine", "platform", "workspace", "sqlite"])
      assert.ok(executionEnvironment[field], field);
    assert.deepEqual(performanceMetrics!.counts, { blink: 2 });
    assert.deepEqual(performanceMetrics!.timeInState, { on: 4 });
    assert.ok(performanceMetrics!.events > 0 && performanceMetrics!.peakMemoryBytes > 0);
    const [definition] = await kernel.definitions("blink");
    assert.equal(definition!.source, blink);
    assert.equal(definition!.file, "workflows/blink.ts");
  });

  it("points errors into the TypeScript source", async () => {
    const { errorMessage, stackTrace } = await ran("broken");
    assert.equal(errorMessage, "RangeError: out of beam");
    assert.match(stackTrace!, new RegExp(`${join(workspace, "workflows", "broken.ts")}:8:11`));
  });

  it("says that an execution was cut by until", async () => {
    const { status, endReason, simulatedEndTime, notes } = await ran("endless", { run: { until: 10 } });
    assert.deepEqual([status, endReason, simulatedEndTime], ["completed", "until", 10]);
    assert.match(notes![0]!, /Cut by until = 10 s/);
    assert.equal(notes!.length, 1);
  });

  it("says that until cut nothing where nothing was left to happen any more", async () => {
    const { endReason, notes } = await ran("waiting", { run: { until: 10 } });
    assert.equal(endReason, "until");
    assert.match(notes!.join("\n"), /Nothing was left to happen at 10 s while the workflow was still waiting/);
    assert.doesNotMatch((await ran("waiting", { run: { until: 2 } })).notes!.join("\n"), /Nothing was left/);
  });

  it("gives the same trace for the same seed, and another for another", async () => {
    const [one, same, other] = [
      await ran("dice", { run: { seed: 5 } }),
      await ran("dice", { run: { seed: 5 } }),
      await ran("dice", { run: { seed: 6 } }),
    ];
    assert.equal(one.traceHash, same.traceHash);
    assert.notEqual(one.traceHash, other.traceHash);
    assert.match(one.notes!.join("\n"), /used Math.random, which was drawn from the seed/);
    const [mark] = (await records(one.executionId)).filter(({ kind }) => kind === "mark");
    assert.match(JSON.stringify(mark), /2025-01-01T00:00:0/);
  });

  it("keeps a new revision when the code changes under the same version", async () => {
    await ran("blink");
    writeFileSync(join(workspace, "workflows", "blink.ts"), blink.replace('count("blink")', 'count("wink")'));
    const changed = await ran("blink");
    assert.match(changed.notes![0]!, /Revision 2 of version 1.0: the code was changed/);
    await ran("blink");
    assert.deepEqual(
      (await kernel.definitions("blink")).map(({ revision }) => revision),
      [2, 1],
    );
  });

  it("reports slow events from the first second, and stops between two of them", async () => {
    const body = `for (;;) { count("tick"); const end = process.hrtime.bigint() + 30_000_000n; while (process.hrtime.bigint() < end); yield env.timeout(1); }`;
    writeFileSync(join(workspace, "workflows", "slow.ts"), workflowSource("slow", body));
    const told = eventsTold();
    const executionId = await started("slow");
    await until(() => told() > 5, 2_000);
    await kernel.cancel(executionId);
    const { performanceMetrics, notes, endReason } = await kernel.finished(executionId);
    assert.deepEqual([endReason, notes?.join().includes("while its code was running") ?? false], ["cancelled", false]);
    assert.ok(performanceMetrics!.events >= told() && performanceMetrics!.counts.tick! > 5);
  });

  it("reports and records slow events after a fast phase within seconds", async () => {
    const body = `for (let i = 0; i < 1_000_000; i += 1) yield env.timeout(1);
      for (;;) { count("tick"); const end = process.hrtime.bigint() + 20_000_000n; while (process.hrtime.bigint() < end); yield env.timeout(1); }`;
    writeFileSync(join(workspace, "workflows", "shifting.ts"), workflowSource("shifting", body));
    const told = eventsTold();
    const executionId = await started("shifting");
    await until(() => told() > 1_000_030, 6_000);
    await kernel.cancel(executionId);
    assert.ok((await kernel.finished(executionId)).performanceMetrics!.counts.tick! >= 30);
  });

  it("verifies an execution from its record, also after the file has changed", async () => {
    const { executionId, traceHash } = await ran("dice");
    rmSync(join(workspace, "workflows", "dice.ts"));
    const verification = await kernel.verify(executionId);
    assert.deepEqual(
      [verification.isSame, verification.difference, verification.traceHash],
      [true, null, { recorded: traceHash, replayed: traceHash }],
    );
  });

  it("finds the first record in which a replay parts", async () => {
    const { executionId } = await ran("restless");
    const { isSame, difference } = await kernel.verify(executionId);
    assert.equal(isSame, false);
    assert.deepEqual([difference!.position, difference!.first!.kind, difference!.second!.kind], [0, "gauge", "gauge"]);
  });

  it("verifies a cancelled execution as far as it went", async () => {
    const executionId = await started("endless");
    await delay(50);
    await kernel.cancel(executionId);
    const { isSame, isPartial } = await kernel.verify(executionId);
    assert.deepEqual([isSame, isPartial], [true, true]);
  });

  it("verifies a cancelled execution whose code never yielded, and ends the replay", async () => {
    const executionId = await started("stuck");
    await delay(400);
    await kernel.cancel(executionId);
    const { isSame, isPartial, outcome } = await kernel.verify(executionId);
    assert.deepEqual([isSame, isPartial, outcome], [true, true, "cancelled"]);
  });

  it("verifies one that stopped yielding after some records, as far as they go", async () => {
    const executionId = await started("soonStuck");
    await delay(900);
    await kernel.cancel(executionId);
    const { isSame, isPartial, records } = await kernel.verify(executionId);
    assert.deepEqual([isSame, isPartial, records.recorded > 0], [true, true, true]);
    assert.equal(records.replayed, records.recorded);
  });

  it("ends a replay that says nothing any more, and tells how far it was the same", async () => {
    const mood = join(workspace, "mood");
    const body = `mark("a"); yield env.timeout(1); while (require("node:fs").existsSync(${JSON.stringify(mood)})); mark("b");`;
    writeFileSync(join(workspace, "workflows", "moody.ts"), workflowSource("moody", body));
    const { executionId } = await ran("moody");
    writeFileSync(mood, "");
    await assert.rejects(
      kernel.verify(executionId),
      /The replay of ".*" said nothing for 10 s and was ended: .* 0 of 2 records had come again in the same way/,
    );
  });

  it("ends a replay that goes on for ever without recording anything, and says that it differs", async () => {
    const mood = join(workspace, "mood");
    const moody = (name: string, wait: string, rest = "") => {
      const endless = `if (require("node:fs").existsSync(${JSON.stringify(mood)})) for (;;) yield env.timeout(${wait});`;
      const body = `mark("a"); yield env.timeout(1); ${endless} ${rest}`;
      writeFileSync(join(workspace, "workflows", `${name}.ts`), workflowSource(name, body));
    };
    moody("wandering", "1", 'mark("b");');
    moody("creeping", "1e-12", 'mark("b");');
    moody("lingering", "1");
    const [wandering, creeping, lingering] = [await ran("wandering"), await ran("creeping"), await ran("lingering")];
    writeFileSync(mood, "");
    const parted = await kernel.verify(wandering.executionId);
    assert.deepEqual(
      [parted.isSame, parted.difference],
      [false, { position: 1, first: { kind: "mark", time: 1, name: "b" }, second: null }],
    );
    assert.match(
      parted.wentOn!,
      /^It had come to \d+ s without recording what the execution recorded at 1 s, and was ended\.$/,
    );
    const crept = await kernel.verify(creeping.executionId);
    assert.deepEqual([crept.isSame, crept.difference?.position], [false, 1]);
    const lingered = await kernel.verify(lingering.executionId);
    assert.deepEqual([lingered.isSame, lingered.difference], [false, null]);
    assert.match(lingered.wentOn!, /^The execution ended at 1 s; it had come to \d+ s, and was ended\.$/);
    rmSync(mood);
  });

  it("ends the replay of a stopped execution that goes on for ever without recording what that one did", async () => {
    const mood = join(workspace, "otherMood");
    const creeps = `if (require("node:fs").existsSync(${JSON.stringify(mood)})) for (;;) yield env.timeout(1e-12);`;
    const body = `mark("a"); yield env.timeout(1); ${creeps} yield env.timeout(1); mark("b"); for (;;) yield env.timeout(1);`;
    writeFileSync(join(workspace, "workflows", "stopped.ts"), workflowSource("stopped", body));
    const executionId = await started("stopped");
    await delay(50);
    await kernel.cancel(executionId);
    writeFileSync(mood, "");
    const { isSame, difference, wentOn } = await kernel.verify(executionId);
    assert.deepEqual([isSame, difference?.position], [false, 1]);
    assert.match(wentOn!, /^It had taken \d+ steps, and the execution \d+ in all, and was ended\.$/);
  });

  it("says of a damaged record that it cannot be read, and goes on", async () => {
    const { executionId } = await ran("blink");
    const database = new DatabaseSync(join(workspace, ".wfnb", "executions.db"));
    database.exec("UPDATE trace_chunk SET data = x'00010203'");
    database.close();
    await assert.rejects(kernel.verify(executionId), {
      message: /^The executions in .* cannot be used: Unknown frame/,
    });
    assert.equal((await ran("blink")).status, "completed");
  });

  it("ends a replay that holds more memory than an execution may, and goes on", async () => {
    const sparing = kernelOn(workspace, { executionMegabytes: 150, processMegabytes: 900 });
    others.push(sparing);
    const mood = join(workspace, "mood");
    const body = `mark("a"); const all = []; while (require("node:fs").existsSync(${JSON.stringify(mood)})) { all.push(new Uint8Array(1e7).fill(1)); yield env.timeout(0); }`;
    writeFileSync(join(workspace, "workflows", "greedy.ts"), workflowSource("greedy", body));
    const sparingly = async () =>
      sparing.finished((await sparing.start({ workflow: "greedy", parameters: {} })).executionId);
    const modest = await sparingly();
    writeFileSync(mood, "");
    await assert.rejects(
      sparing.verify(modest.executionId),
      /The replay of ".*" ended early: The workflow used too much memory and was stopped: the limit is 150 MB\. [01] of 1 records/,
    );
    const greedy = await sparingly();
    assert.match(greedy.errorMessage!, /used too much memory/);
    const { isSame, isPartial } = await sparing.verify(greedy.executionId);
    assert.deepEqual([isSame, isPartial], [true, true]);
  });

  it("finds the first record in which two traces part", async () => {
    const [a, b, c] = [
      await ran("blink", { run: { seed: 1 } }),
      await ran("blink", { parameters: { period: 3 }, run: { seed: 1 } }),
      await ran("blink", { run: { seed: 2 } }),
    ];
    assert.deepEqual(await kernel.firstDifference(a.executionId, b.executionId), {
      position: 2,
      before: { kind: "count", time: 0, name: "blink", by: 1 },
      first: { kind: "state", time: 2, state: "on", substate: "" },
      second: { kind: "state", time: 3, state: "on", substate: "" },
    });
    assert.equal(await kernel.firstDifference(a.executionId, c.executionId), null);
  });

  it("finds records by kind and text, and gives them by and by", async () => {
    const { executionId } = await ran("blink", { parameters: { times: 300 } });
    const page = await kernel.records(executionId, { kinds: ["count"], offset: 298, limit: 5 });
    assert.deepEqual([page.found, page.read, page.isComplete], [300, 600, true]);
    assert.deepEqual(
      page.rows.map(({ position, time, name, value }) => [position, time, name, value]),
      [
        [597, 596, "blink", 1],
        [599, 598, "blink", 1],
      ],
    );
    assert.equal((await kernel.records(executionId, { text: "BLI" })).found, 300);
  });

  it("writes an execution to a file, and tells the revisions of its definition", async () => {
    const { executionId, definitionId } = await ran("blink");
    const file = join(workspace, "blink.csv");
    await kernel.exportTrace(executionId, "csv", file);
    assert.match(readFileSync(file, "utf8"), /^time,kind,name,value,text\n0,state,on,,\n0,count,blink,1,\n/);
    await assert.rejects(kernel.exportTrace("nobody-0001", "csv", file), /no execution "nobody-0001"/);
    assert.match((await kernel.definition(definitionId))!.source, /name: "blink"/);
    const [revision, ...more] = await kernel.revisions("blink");
    assert.deepEqual([revision!.definitionId, "source" in revision!, more.length], [definitionId, false, 0]);
  });

  it("runs by name through the runner, and refuses what nobody knows", async () => {
    const runner = new WorkflowRunner({ kernel, read });
    const id = await runner.runWorkflow("blink", { duration: 3, times: 100, period: 1.5 });
    assert.equal((await kernel.execution(id))!.simulatedEndTime, 3);
    await assert.rejects(runner.runWorkflow("blink", { perod: 1 }), {
      name: "StartRefusedError",
      message: /"perod".*period/,
    });
    await assert.rejects(runner.runWorkflow("blank"), { name: "StartRefusedError" });
    await assert.rejects(runner.runWorkflow("broken"), ExecutionFailedError);
    assert.equal((await kernel.executions()).length, 2);
  });

  it("paces real time, by a factor that may change, and pauses", async () => {
    const runner = new WorkflowRunner({ kernel, read });
    const handle = await runner.start("endless", { realtime: true, factor: 0.02 });
    await until(() => (handle.progress?.now ?? 0) > 5);
    assert.ok(handle.progress!.now < 200, `at ${handle.progress!.now} s`);
    await handle.pause();
    await until(() => handle.progress!.paused);
    const paused = handle.progress!.now;
    await delay(250);
    assert.equal(handle.progress!.now, paused);
    await handle.setFactor(0.000_1);
    await handle.resume();
    await until(() => handle.progress!.now > paused + 500);
    assert.equal(await handle.cancel(), true);
    assert.equal((await handle.result).status, "cancelled");
    assert.equal(await handle.cancel(), false);
  });

  it("ends in real time with the last event, or with an error, where no end was set", async () => {
    const run = { realtime: true, factor: 0.001 };
    const ended = await ran("blink", { run });
    assert.deepEqual([ended.status, ended.endReason, ended.simulatedEndTime], ["completed", "finished", 6]);
    const failed = await ran("broken", { run });
    assert.deepEqual([failed.status, failed.endReason], ["failed", "failed"]);
  });

  it("estimates what is left", async () => {
    const handle = await new WorkflowRunner({ kernel, read }).start("endless", {
      realtime: true,
      factor: 0.01,
      until: 60,
    });
    await until(() => handle.remainingMs !== null && handle.progress!.now > 20);
    assert.ok(handle.remainingMs! > 50 && handle.remainingMs! < 2_000, `${handle.remainingMs} ms`);
    assert.equal((await handle.result).simulatedEndTime, 60);
  });

  it("that dies is replaced; what ran is marked, the next one runs, others are told honestly", async () => {
    const events: KernelEvent[] = [];
    kernel.onEvent((event) => events.push(event));
    const bystander = await started("endless", { run: { realtime: true } });
    const killed = await ran("kill");
    assert.deepEqual([killed.status, killed.endReason], ["failed", "lost"]);
    assert.match(killed.errorMessage!, /killed by SIGKILL/);
    assert.equal((await kernel.finished(bystander)).endReason, "lost");
    assert.equal((await ran("blink")).status, "completed");
    assert.ok(events.some(({ type }) => type === "restarted"));
  });

  it("tells within half a second what another process did", async () => {
    await kernel.location();
    const seen: WorkflowExecution[] = [];
    kernel.onEvent((event) => event.type === "execution" && seen.push(event.execution));
    const other = another();
    const { executionId } = await other.start({ workflow: "blink", parameters: {} });
    await other.finished(executionId);
    const ended = performance.now();
    await until(() => seen.some((it) => it.executionId === executionId && it.status === "completed"));
    assert.ok(performance.now() - ended < 500, `${performance.now() - ended} ms`);
  });

  it("waits for an execution of another process, and stops it there", async () => {
    const other = another();
    const { executionId } = await other.start({ workflow: "endless", parameters: {}, run: { realtime: true } });
    const finished = kernel.finished(executionId);
    assert.equal(await kernel.cancel(executionId), true);
    assert.equal((await finished).status, "cancelled");
  });

  it("outlives the cancelling of an execution whose own process takes its time", async function () {
    if (process.platform === "win32") this.skip();
    const impatient = kernelOn(workspace, { cancelTimeoutMs: 300 });
    others.push(impatient);
    const other = another();
    const { executionId } = await other.start({ workflow: "endless", parameters: {}, run: { realtime: true } });
    await impatient.location();
    const { pid } = impatient;
    process.kill(other.pid!, "SIGSTOP");
    const cancelled = impatient.cancel(executionId);
    await delay(1_000);
    process.kill(other.pid!, "SIGCONT");
    assert.equal(await cancelled, true);
    assert.equal(impatient.pid, pid);
  });

  it("goes when its parent goes, and cancels what is not detached", async () => {
    const { child, ids } = await parentOf(workspace, false);
    child.kill("SIGKILL");
    const ended = await kernel.finished(ids[0]!);
    assert.deepEqual([ended.status, ended.errorMessage], ["cancelled", "The program that started it went away."]);
  });

  it("keeps a detached execution when its parent goes, to be found again with all that it made meanwhile", async () => {
    const { child, ids } = await parentOf(workspace, true);
    child.kill("SIGKILL");
    await delay(300);
    const running = (await kernel.execution(ids[0]!))!;
    assert.equal(running.status, "running");
    const before = (await records(ids[0]!)).length;
    await until(async () => (await records(ids[0]!)).length > before);
    assert.equal(await kernel.cancel(ids[0]!), true);
    await until(() => !existsSync(`/proc/${running.executionEnvironment.pid}`) || process.platform !== "linux");
  });

  it("lets its parent close without waiting for what is detached", async () => {
    const other = kernelOn(workspace);
    const { executionId } = await other.start({
      workflow: "endless",
      parameters: {},
      run: { realtime: true },
      detached: true,
    });
    await other.close();
    assert.equal((await kernel.execution(executionId))!.status, "running");
    assert.equal(await kernel.cancel(executionId), true);
  });

  it("makes nothing in a folder in which nothing ran, and shows what another process begins there", async () => {
    const folder = testWorkspace({ blink });
    const [looking, running] = [kernelOn(folder), kernelOn(folder)];
    others.push(looking, running);
    let told = 0;
    looking.onEvent(({ type }) => (told += type === "store" ? 1 : 0));
    assert.deepEqual(await looking.executions(), []);
    assert.equal(await looking.location(), join(folder, ".wfnb", "executions.db"));
    assert.deepEqual((await looking.health()).problems, []);
    assert.equal((await looking.workflows()).workflows.length, 1);
    assert.equal(existsSync(join(folder, ".wfnb")), false);
    const { executionId } = await running.start({ workflow: "blink", parameters: {} });
    // Asked at once, before it looks around by itself.
    assert.equal((await looking.execution(executionId))!.executionId, executionId);
    await running.finished(executionId);
    await until(() => told > 0);
    assert.deepEqual(
      (await looking.executions()).map((it) => it.executionId),
      [executionId],
    );
  });

  it("notices workflows in a folder that is made later, and that comes again after it has gone", async () => {
    const folder = testWorkspace({});
    rmSync(join(folder, "workflows"), { recursive: true });
    const early = kernelOn(folder);
    others.push(early);
    assert.deepEqual((await early.workflows()).workflows, []);
    for (const name of ["first", "second"]) {
      let told = 0;
      early.onEvent(({ type }) => (told += type === "workflows" ? 1 : 0));
      mkdirSync(join(folder, "workflows"));
      await until(() => told > 0);
      const seen = told;
      writeFileSync(join(folder, "workflows", `${name}.ts`), workflowSource(name, ""));
      await until(() => told > seen);
      assert.deepEqual(
        (await early.workflows()).workflows.map((it) => it.name),
        [name],
      );
      rmSync(join(folder, "workflows"), { recursive: true });
    }
  });

  it("starts a new file when somebody has removed the old one", async () => {
    await ran("blink");
    rmSync(join(workspace, ".wfnb"), { recursive: true });
    assert.equal((await ran("blink")).executionId.endsWith("-0001"), true);
  });

  it("says what is wrong with a store that cannot be opened, and goes on once it can", async () => {
    rmSync(join(workspace, ".wfnb"), { recursive: true, force: true });
    writeFileSync(join(workspace, ".wfnb"), "a file where the folder should be");
    await assert.rejects(kernel.executions(), { name: "StoreError" });
    rmSync(join(workspace, ".wfnb"));
    assert.deepEqual(await kernel.executions(), []);
  });

  it("deletes what has ended", async () => {
    const { executionId } = await ran("blink");
    const running = await started("endless", { run: { realtime: true } });
    assert.deepEqual(await kernel.delete([executionId, running]), [executionId]);
    assert.equal(await kernel.execution(executionId), undefined);
  });

  it("that cannot start says so instead of trying for ever", async () => {
    const { KernelProcess, forkKernel } = await import("../../kernel/runner/index.ts");
    const missing = new KernelProcess({
      workspace,
      shippedWorkflows: null,
      fork: forkKernel({ entry: pathToFileURL(join(workspace, "missing.mjs")) }),
    });
    await assert.rejects(missing.executions(), { name: "KernelLostError", message: /Cannot find module/ });
    await missing.close();
  });
});

/** Another program that starts an endless execution and waits. */
async function parentOf(workspace: string, detached: boolean): Promise<{ child: ChildProcess; ids: string[] }> {
  const script = `
    import { kernelOn } from ${JSON.stringify(new URL("./testWorkspace.ts", import.meta.url).href)};
    const kernel = kernelOn(${JSON.stringify(workspace)});
    const { executionId } = await kernel.start({ workflow: "endless", parameters: {}, run: { realtime: true, factor: 0.05 }, detached: ${detached} });
    console.log(executionId);
    setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    ["--conditions=wfnb-source", "--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const [line] = (
    await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))))
  ).split("\n");
  return { child, ids: [line!] };
}
