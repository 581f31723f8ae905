import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { kernelOn, testWorkspace, workflowSource } from "../runner/testWorkspace.ts";
import { OpenNotebook, textOf } from "./openNotebook.ts";

describe("TypeScript cells", function () {
  this.timeout(30_000);
  let workspace: string;
  let kernel: KernelProcess;
  let notebook: OpenNotebook;
  before(() => {
    workspace = testWorkspace({
      wait: workflowSource(
        "wait",
        "yield env.timeout(parameters.seconds); count('done');",
        "{ seconds: parameter.seconds({ default: 3, description: 'How long' }) }",
      ),
      hang: workflowSource("hang", "while (true) yield env.timeout(1);"),
    });
    writeFileSync(
      join(workspace, "helper.ts"),
      "export const twice = (n: number): number => 2 * n;\nexport function fail(): never {\n  throw new Error('from a file');\n}\n",
    );
    const package_ = join(workspace, "node_modules/tiny");
    mkdirSync(package_, { recursive: true });
    writeFileSync(
      join(package_, "package.json"),
      '{"name": "tiny", "type": "module", "exports": {"import": "./tiny.js"}}',
    );
    writeFileSync(
      join(package_, "tiny.js"),
      "export default 'tiny'; export const ready = await Promise.resolve(true);\n",
    );
    kernel = kernelOn(workspace);
  });
  beforeEach(() => {
    notebook = new OpenNotebook(kernel, workspace, `${Math.random()}.wfnb`);
  });
  afterEach(() => notebook.session.close());
  after(() => kernel.close());

  const text = async (source: string) => textOf(await notebook.typescript(source));
  const stopped = (ms: number) => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), ms);
    return abort.signal;
  };

  it("keep their state, and show the value of the last expression", async () => {
    assert.equal(await text("const a: number = 1; let b = a + 1; function f(n: number) { return n * b; }"), "");
    assert.equal(await text("b = 10; f(a + 1)"), "20");
    assert.equal(await text("const a = 'again'; class A { static x = a } enum E { One = 1 }"), "");
    assert.equal(
      await text("const { length, ...rest } = { length: a.length, y: E.One }; [A.x, length, rest]"),
      "[ 'again', 5, { y: 1 } ]",
    );
  });

  it("have decorators of classes and their members", async () => {
    await notebook.typescript(
      "const seen: string[] = []; function note<T>(value: T, { name }: DecoratorContext): T { seen.push(String(name)); return value; }",
    );
    const decorated =
      "@note class A { static made = 1; @note m() { return 'm'; } @note accessor x = 5; }\n[seen, new A().m(), new A().x, A.name]";
    assert.equal(await text(decorated), "[ [ 'm', 'x', 'A' ], 'm', 5, 'A' ]");
    assert.equal(
      await text(
        "const twice = (v: () => number) => () => 2 * v();\nclass B extends A { @twice n() { return A.made + 1; } }\nnew B().n()",
      ),
      "4",
    );
    const failed = await notebook.typescript(
      "@note class C {\n  m() {\n    throw new Error('here');\n  }\n}\nnew C().m();",
    );
    assert.deepEqual(failed.error?.range?.start, { line: 2, character: 10 });
  });

  it("await at the top level, in order", async () => {
    assert.equal(await text("const later = await new Promise<number>((r) => setTimeout(() => r(7), 10)); later"), "7");
    assert.equal(await text("Promise.resolve('seen')"), "seen");
  });

  it("are refused what a file does not export, with what was probably meant; types are no values", async () => {
    writeFileSync(join(workspace, "typed.ts"), 'export type Few = 1 | 2;\nexport { twice } from "./helper.ts";');
    writeFileSync(join(workspace, "wrong.ts"), 'import { missing } from "./helper.ts";\nexport const twice = missing;');
    const missing = await text('import { twise } from "./helper.ts"; 1');
    assert.match(missing, /"\.\/helper\.ts" exports no "twise"\. Did you mean "twice"\?/);
    assert.match(missing, /cell \S+:1:1/, "with its place");
    assert.match(await text('import helper from "./helper.ts"; 1'), /"\.\/helper\.ts" has no default export/);
    assert.equal(await text('import { Few, twice } from "./typed.ts"; const few: Few = 2; twice(few)'), "4");
    assert.match(await text('import { twice } from "./wrong.ts"; twice'), /wrong\.ts:1:10: .*missing/);
  });

  it("import the library, files of the workspace and packages", async () => {
    assert.equal(await text('import { Environment as Env } from "wfnb"; new Env().now'), "0");
    assert.equal(
      await text(
        'import { twice } from "./helper.ts"; import name, * as tiny from "tiny"; [twice(4), name, tiny.ready]',
      ),
      "[ 8, 'tiny', true ]",
    );
    assert.equal(await text('const { basename } = await import("node:path"); basename("/a/b")'), "b");
    writeFileSync(join(workspace, "changing.ts"), "export const value = 1;");
    assert.equal(await text('import { value } from "./changing.ts"; value'), "1");
    writeFileSync(join(workspace, "changing.ts"), "export const value = 2;");
    assert.equal(await text('import { value } from "./changing.ts"; value'), "2");
    assert.match(await text('import x from "not-there"'), /no package "not-there".*npm install not-there/);
    assert.match(await text('import x from "./nothing.ts"'), /import of "\.\/nothing\.ts" failed/);
  });

  it("show errors with cell and file lines, and tell the range", async () => {
    await notebook.typescript("const one = 1;\nfunction deep(): void {\n  throw new TypeError('too deep');\n}");
    const failed = await notebook.typescript("const two = 2;\n\n  deep();");
    assert.equal(failed.success, false);
    assert.match(textOf(failed), /^TypeError: too deep\n.*at deep \(cell cell1:3:9\)\n +at cell cell2:3:3$/s);
    assert.deepEqual(failed.error?.range?.start, { line: 2, character: 8 });
    assert.equal(failed.error?.cell, "cell1");
    assert.match(await text('import { fail } from "./helper.ts"; fail()'), /helper\.ts:3:9/);
    const syntax = await notebook.typescript("const x = ;");
    assert.deepEqual(syntax.error?.range?.start, { line: 0, character: 10 });
    assert.match(await text("throw 'a text'"), /threw "a text" instead of an Error/);
    assert.equal(await text("typeof one"), "number");
  });

  it("show printed text, displays and values in their order", async () => {
    const { outputs } = await notebook.typescript(
      'console.log("a"); console.error("b"); display({ "text/html": "<b>c</b>" }); const d = display(1); d.update(2); [{ x: 1, y: "z" }]',
    );
    assert.deepEqual(outputs.slice(0, 4), [
      { kind: "stream", name: "stdout", text: "a\n" },
      { kind: "stream", name: "stderr", text: "b\n" },
      { kind: "display", data: { "text/html": "<b>c</b>" } },
      { kind: "display", data: { "text/plain": "2" } },
    ]);
    const table = outputs[4];
    assert.ok(
      table?.kind === "display" && (table.data["text/html"] as string).includes('<th style="text-align:right">x</th>'),
    );
    assert.ok((table.data["text/html"] as string).includes('<td style="text-align:left">z</td>'));
    const displayed = await notebook.typescript("display(3)");
    assert.deepEqual(displayed.outputs, [{ kind: "display", data: { "text/plain": "3" } }]);
    const chart = await notebook.typescript(
      '({ $schema: "https://vega.github.io/schema/vega-lite/v6.json", mark: "bar" })',
    );
    assert.ok(chart.outputs[0]?.kind === "display" && "application/vnd.vegalite.v5+json" in chart.outputs[0].data);
  });

  it("show what an earlier cell printed and displayed after its end, as it would have shown it, and in its latest form", async () => {
    await notebook.typescript(
      `setTimeout(() => {
        console.log("late"); display({ "text/html": "<b>late</b>" }); const d = display(1); d.update(2); void (async () => { throw new Error("astray"); })();
      }, 20);`,
    );
    await delay(200);
    const { success, outputs } = await notebook.typescript("3");
    assert.equal(success, true);
    const [printed, displayed, updated, stray, own] = outputs;
    assert.deepEqual(
      [printed, displayed, updated],
      [
        { kind: "stream", name: "stdout", text: "late\n" },
        { kind: "display", data: { "text/html": "<b>late</b>" } },
        { kind: "display", data: { "text/plain": "2" } },
      ],
    );
    assert.ok(stray?.kind === "stream" && /^An error that nobody caught: Error: astray/.test(stray.text));
    assert.ok(own?.kind === "display" && own.data["text/plain"] === "3");
  });

  it("show anew what an earlier cell displayed, when a later one replaces it", async () => {
    await notebook.typescript("const early = display('early');");
    const { outputs } = await notebook.typescript("early.update('later'); early.update('latest');");
    assert.deepEqual(outputs, [{ kind: "display", data: { "text/plain": "latest" } }]);
    await notebook.typescript("setTimeout(() => { early.update('between'); early.update('at last'); }, 10);");
    await delay(100);
    const { outputs: next } = await notebook.typescript("");
    assert.deepEqual(next, [{ kind: "display", data: { "text/plain": "at last" } }]);
  });

  it("show bytes as nbformat keeps them: pictures in base64, SVG as text", async () => {
    const { outputs } = await notebook.typescript(
      'display({ "image/png": Buffer.from([137, 80, 78, 71]) }); display({ "image/svg+xml": new TextEncoder().encode("<svg/>"), "text/html": undefined });',
    );
    assert.deepEqual(outputs, [
      { kind: "display", data: { "image/png": "iVBORw==" } },
      { kind: "display", data: { "image/svg+xml": "<svg/>" } },
    ]);
  });

  it("refuse to show what is no JSON, by the name of its type", async () => {
    assert.match(
      await text('display({ "application/json": { n: 1n } })'),
      /shown as application\/json is no JSON: .*BigInt/,
    );
    assert.match(await text('display({ "text/html": () => 1 })'), /shown as text\/html is a function/);
  });

  it("tell what caused an error, with its place", async () => {
    const told = await text(
      'try {\n  JSON.parse("{");\n} catch (cause) {\n  throw new Error("cannot be read", { cause });\n}',
    );
    assert.match(told, /^Error: cannot be read\n.* at cell cell\d+:4:9\nCaused by: SyntaxError: .*cell cell\d+:2:8$/s);
    const fetched = await text('await fetch("http://127.0.0.1:1/")');
    assert.match(fetched, /^TypeError: fetch failed.*\nCaused by: .*(ECONNREFUSED|bad port)/s);
  });

  it("keep the first and last of a million lines, and the number between", async () => {
    const ran = await notebook.typescript("for (let i = 1; i <= 1_000_000; i++) console.log('line ' + i);");
    const [output] = ran.outputs;
    assert.ok(output?.kind === "stream");
    const lines = output.text.split("\n");
    assert.equal(lines[0], "line 1");
    assert.equal(lines.at(-2), "line 1000000");
    const gap = lines.findIndex((line) => line.startsWith("..."));
    const leftOut = Number(/([\d,]+) lines/.exec(lines[gap]!)![1]!.replaceAll(",", ""));
    assert.equal(gap + leftOut + (lines.length - gap - 2), 1_000_000);
    assert.ok(output.text.length < 100_000);
    assert.ok(ran.shows < 100, `${ran.shows} shows`);
  });

  it("stop at an await with all state kept", async () => {
    await notebook.typescript("let progress = 0;");
    const ran = await notebook.typescript(
      "for (;;) { progress += 1; await new Promise((r) => setTimeout(r, 5)); }",
      stopped(200),
    );
    assert.match(textOf(ran), /interrupted/);
    const reached = Number(await text("progress"));
    assert.ok(reached > 1);
    await delay(50);
    assert.equal(await text("progress"), String(reached), "the cell really stopped");
  });

  it("are ended in an endless loop, and say that their state is lost", async () => {
    await notebook.typescript("let kept = 1;");
    const ran = await notebook.typescript("while (true) {}", stopped(100));
    assert.match(textOf(ran), /did not stop within 1\.5 s.*lost/);
    assert.equal(await text("typeof kept"), "undefined");
    assert.match(notebook.lost.join(), /did not stop within 1\.5 s/);
  });

  it("survive what ends their thread or the whole process", async () => {
    assert.match(await text("process.exit(3)"), /process\.exit\(3\)/);
    assert.match(
      await text("const all = []; for (;;) all.push(new Array(2e7).fill(all.length));"),
      /MB of memory|ran out of memory/,
    );
    assert.match(await text("process.kill(process.pid, 'SIGKILL')"), /killed by SIGKILL/);
    assert.equal(await text("6 * 7"), "42");
    assert.match(
      await text(
        "setTimeout(() => { throw new Error('too late'); }, 5); await new Promise((r) => setTimeout(r, 5000));",
      ),
      /too late/,
    );
  });

  it("begin a new session after a cell that breaks what the session itself needs", async () => {
    await notebook.typescript("let kept = 1;");
    const broken = textOf(await notebook.typescript("globalThis.Array = undefined as never; 1"));
    assert.match(broken, /cannot go on after this cell, so its thread was ended: .*\. Variables .* are lost/);
    assert.equal(await text("[typeof kept, Array.from('ab')]"), "[ 'undefined', [ 'a', 'b' ] ]");
    assert.equal(notebook.lost.length, 1);
  });

  it("are ended where they catch the interrupt and go on", async () => {
    const stubborn = "for (;;) { try { await new Promise((r) => setTimeout(r, 5)); } catch {} }";
    assert.match(textOf(await notebook.typescript(stubborn, stopped(300))), /did not stop within 1\.5 s/);
    assert.equal(await text("1"), "1");
  });

  it("are ended where V8 does not let go of them, by the end of the whole process", async () => {
    const ran = await notebook.typescript("let all = new Array(1e6).fill(0); for (;;) all = [...all];", stopped(300));
    assert.match(textOf(ran), /did not stop within 1\.5 s/);
    assert.equal(await text("typeof all"), "undefined");
  });

  it("say so when their session was lost between two cells", async () => {
    await notebook.typescript("let x = 1; setTimeout(() => process.exit(4), 20);");
    await delay(400);
    assert.match(notebook.lost.join(), /process\.exit\(4\)/);
    assert.match(await text("typeof x"), /session .* was lost\..*process\.exit\(4\).*undefined/s);
  });

  it("mark the name that is not defined, also in a function of another cell, and name both places in the stack", async () => {
    await notebook.typescript("function halve(x: number) {\n  return x * x / nowhere;\n}");
    const { error, outputs } = await notebook.typescript("const twice = 2 * halve(3);");
    assert.equal(error?.cell, "cell1");
    assert.deepEqual(error?.range, { start: { line: 1, character: 17 }, end: { line: 1, character: 24 } });
    assert.match(textOf({ outputs }), /at halve \(cell cell1:2:\d+\)\n\s+at cell cell2:1:\d+/);
  });

  it("run one at a time, whoever asks", async () => {
    const both = await Promise.all([
      notebook.typescript("let at = 1; await new Promise((r) => setTimeout(r, 100)); at = 2;"),
      notebook.typescript("at"),
    ]);
    assert.equal(textOf(both[1]), "2");
  });

  it("forget everything at a restart", async () => {
    await notebook.typescript("let x = 1;");
    assert.deepEqual(await notebook.session.variables(), [{ name: "x", type: "number", preview: "1", cell: "cell1" }]);
    await notebook.session.restart();
    assert.deepEqual(await notebook.session.variables(), []);
    assert.equal(await text("typeof x"), "undefined");
  });

  it("run workflows and look at executions", async () => {
    assert.match(
      await text('const id = await runner.runWorkflow("wait", { seconds: 5, seed: 4 }); id'),
      /^wait-.*-0001$/,
    );
    assert.equal(await text("const e = await executions.get(id); [e.simulatedEndTime, e.runOptions.seed]"), "[ 5, 4 ]");
    assert.equal(await text("(await executions.trace(id)).length"), "1");
    const shown = await notebook.typescript("e");
    assert.ok(shown.outputs[0]?.kind === "display" && "application/vnd.wfnb.execution+json" in shown.outputs[0].data);
    assert.match(await text('await runner.run("wait", { second: 1 })'), /"second" is no parameter.*"seconds"/);
    assert.match(textOf(await notebook.typescript('await runner.run("hang")', stopped(800))), /interrupted/);
    await delay(300);
    assert.equal(await text('(await executions.list({ workflowName: "hang" }))[0].status'), "cancelled");
  });

  it("sum executions up by what differs between them, found by a filter or given", async () => {
    const source =
      'for (const seconds of [30, 10, 20]) await runner.run("wait", { seconds });\ndisplay(await executions.summary("workflow:wait seconds>=10"));';
    assert.match(
      await text(source),
      /^3 of 3 executions completed\n\nseconds +execution +simulated end \(s\).*\n +10 +wait-/,
    );
    const chart = 'JSON.stringify((await executions.chart(await executions.list("seconds>=10"))).description)';
    assert.equal(await text(chart), '"simulated end (s) by seconds"');
    assert.equal(await text('await executions.chart("seconds:999")'), "");
    const byFields = 'JSON.stringify((await executions.chart({ workflowName: "wait" })).description)';
    assert.equal(await text(byFields), '"simulated end (s) by seconds"');
  });

  it("define workflows that TOML cells run, with their source recorded", async () => {
    await notebook.typescript(
      'import { twice } from "./helper.ts";\nconst unused = await new Promise((r) => setTimeout(r, 1));',
    );
    await notebook.typescript(`const blink = defineWorkflow({
  name: "blink",
  parameters: { period: parameter.seconds({ default: 2, description: "Time between two blinks" }) },
  *execute({ env, parameters, count }) {
    while (env.now < 20) {
      yield env.timeout(twice(parameters.period));
      if (parameters.period === 3) throw new Error("three");
      count("blink");
    }
  },
});`);
    const ran = await notebook.toml('[workflow]\nname = "blink"\n[parameters]\nperiod = 1');
    assert.equal(ran.execution?.status, "completed");
    assert.equal(ran.execution?.performanceMetrics?.counts.blink, 10);
    const failed = await notebook.toml('[workflow]\nname = "blink"\n[parameters]\nperiod = 3');
    assert.equal(failed.success, false);
    assert.match(textOf(failed), /three/);
    assert.match(textOf(failed), /cell cell2:7:\d+/);
    assert.match(
      textOf(await notebook.toml('[workflow]\nname = "blink"\n[parameters]\nperod = 3')),
      /"perod".*"period"/s,
    );
  });

  it("answer completions, hovers and whether a code is complete, for consoles", async () => {
    await notebook.typescript("/** The answer. */\nconst answer = 42;");
    const names = (await notebook.session.complete("ans", 3)).map(({ name }) => name);
    assert.ok(names.includes("answer"));
    assert.match((await notebook.session.inspect("answer + 1", 2))?.documentation ?? "", /The answer/);
    assert.equal(await notebook.session.isComplete("1 + 1"), "complete");
    assert.equal(await notebook.session.isComplete("function f() {"), "incomplete");
    assert.equal(await notebook.session.isComplete("let x = ) 3; let"), "invalid");
  });
});
