import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { removeFolder } from "../package/installedPackage.ts";
import { runProgram } from "../package/program.ts";
import { copyWorkspace } from "../tslab/workspaceCopy.ts";
import { cli, KernelClient, type Message } from "./kernelClient.ts";

const cycle = (parameters: string) => `%%toml\n[workflow]\nname = "stf_processing"\n\n[parameters]\n${parameters}\n`;
const endless = `%%toml\n[workflow]\nname = "stf_processing"\n\n[parameters]\nphysics_period_count = 0\n\n[run]\nrealtime = true\n`;

const displays = (told: readonly Message[]) => told.filter(({ type }) => /display_data|execute_result/.test(type));
const printed = (told: readonly Message[], name = "stdout") =>
  told
    .filter(({ type, content }) => type === "stream" && content.name === name)
    .map(({ content }) => content.text as string)
    .join("");

describe("the Jupyter kernel", function () {
  this.timeout(60_000);
  let folder: string;
  let client: KernelClient;
  before(async () => {
    folder = await copyWorkspace();
    client = await KernelClient.start(folder);
  });
  after(async () => {
    await client.close();
    await removeFolder(folder);
  });

  describe("cells", () => {
    it("run a workflow: one display with chart, picture, text and the execution's id", async () => {
      const { reply, told } = await client.execute(cycle("physics_period_count = 1"));
      assert.equal(reply.content.status, "ok");
      const last = displays(told).at(-1)!;
      assert.deepEqual(Object.keys(last.content.data as object).sort(), [
        "application/vnd.vegalite.v5+json",
        "application/vnd.wfnb.execution+json",
        "image/png",
        "text/plain",
      ]);
      assert.match(last.content.data["text/plain"] as string, /stf +86\n/);
      const ids = new Set(displays(told).map(({ content }) => content.transient.display_id as string));
      assert.equal(ids.size, 1, "it is replaced where it stands");
    });

    it("are TOML when they are a workflow's configuration, also without %%toml", async () => {
      const { reply, told } = await client.execute(
        '# a comment\n[workflow]\nname = "stf_processing"\n[run]\nuntil = 50\n',
      );
      assert.equal(reply.content.status, "ok");
      assert.match(displays(told).at(-1)!.content.data["text/plain"] as string, /cut at until = 50 s/);
    });

    it("refuse a configuration with its place", async () => {
      const { reply, told } = await client.execute(cycle("stf_intervall = 1"));
      assert.equal(reply.content.status, "error");
      assert.match(reply.content.evalue as string, /line 6, column 1: .*stf_intervall.*stf_interval/);
      assert.equal(told.filter(({ type }) => type === "error").length, 1);
    });

    it("in TypeScript keep their variables, and give the last expression's value", async () => {
      await client.execute("const answer: number = 6 * 7;");
      const { told } = await client.execute("answer");
      const [result] = displays(told);
      assert.equal(result!.type, "execute_result");
      assert.equal(result!.content.data["text/plain"], "42");
    });

    it("run workflows from TypeScript, and those that they define from TOML", async () => {
      const define = `import { defineWorkflow } from "wfnb";
        defineWorkflow({ name: "tick", parameters: {}, *execute({ env, count }) { yield env.timeout(1); count("tick"); } });`;
      assert.equal((await client.execute(define)).reply.content.status, "ok");
      const { reply, told } = await client.execute('%%toml\n[workflow]\nname = "tick"\n');
      assert.equal(reply.content.status, "ok", JSON.stringify(reply.content));
      assert.match(displays(told).at(-1)!.content.data["text/plain"] as string, /tick +1\n/);
    });

    it("show what the library shows, as in any notebook", async () => {
      const code =
        'import { run } from "wfnb";\nconst shown = await run("stf_processing", { until: 60 });\nshown.counts.stf';
      const { reply, told } = await client.execute(code);
      assert.equal(reply.content.status, "ok", JSON.stringify(reply.content));
      const [first] = displays(told);
      assert.equal(first!.type, "display_data");
      const shown = displays(told).filter(
        ({ content }) => content.transient.display_id === first!.content.transient.display_id,
      );
      assert.match(shown.at(-1)!.content.data["text/plain"] as string, /cut at until = 60 s/);
      assert.ok("application/vnd.vegalite.v5+json" in shown.at(-1)!.content.data);
    });

    it("that ask for input are told that nobody answers", async () => {
      const { reply } = await client.execute('prompt("Your name?")');
      assert.match(reply.content.evalue as string, /cannot ask for input/);
    });

    it("show an error once, with its place in the cell", async () => {
      const { reply, told } = await client.execute("const fine = 1;\nthrow new RangeError('too far');");
      assert.equal(reply.content.ename, "RangeError");
      assert.match((reply.content.traceback as string[]).join("\n"), /too far/);
      assert.equal(told.filter(({ type }) => type === "error").length, 1);
    });

    it("name themselves in a stack as Jupyter does, with the lines that stand in them", async () => {
      const { reply: defining } = await client.execute("function fails() {\n  throw new Error('no');\n}");
      const { reply } = await client.execute("\nfails();");
      const number = defining.content.execution_count as number;
      assert.deepEqual((reply.content.traceback as string[]).slice(1), [
        `    at fails (cell In[${number}]:2:9)`,
        `    at cell In[${number + 1}]:2:1`,
      ]);
    });

    it("tell beside their own answer what a client asks for in expressions", async () => {
      const { reply } = await client.execute("const asked = 20;", {
        user_expressions: { doubled: "asked * 2", wrong: "nowhere", "!": "asked = 21;" },
      });
      const { doubled, wrong } = reply.content.user_expressions as Record<string, Record<string, unknown>>;
      assert.deepEqual(doubled, { status: "ok", data: { "text/plain": "40" }, metadata: {} });
      assert.deepEqual([wrong!.status, wrong!.ename], ["error", "ReferenceError"]);
      const { reply: alone } = await client.execute("", { silent: true, user_expressions: { now: "asked" } });
      assert.equal(alone.content.user_expressions.now.data["text/plain"], "21");
    });

    it("print 50,000 lines, whole and in order", async () => {
      const { told } = await client.execute("for (let i = 0; i < 50_000; i += 1) console.log('line ' + i);");
      const lines = printed(told).trimEnd().split("\n");
      assert.equal(lines.length, 50_000);
      assert.equal(lines[49_999], "line 49999");
      assert.ok(told.length < 1_000, `${told.length} messages`);
    });

    it("print and display in the order of their code", async () => {
      const { told } = await client.execute('console.log("a"); display({ "text/plain": "b" }); console.error("c");');
      const order = told
        .filter(({ type }) => ["stream", "display_data"].includes(type))
        .map(({ type, content }) => {
          return type === "stream"
            ? `${content.name} ${(content.text as string).trim()}`
            : (content.data["text/plain"] as string);
        });
      assert.deepEqual(order, ["stdout a", "b", "stderr c"]);
    });

    it("say what of many displays they leave out", async () => {
      const { told } = await client.execute("for (let i = 0; i < 130; i += 1) display(i);");
      assert.equal(displays(told).length, 100);
      assert.match(printed(told, "stderr"), /30 more displays left out/);
    });

    it("say when the session that they rely on was lost before them", async () => {
      await client.execute("const relied = 1; setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50);");
      await delay(800);
      const { told } = await client.execute("typeof relied");
      assert.match(printed(told, "stderr"), /session of this notebook's TypeScript cells was lost/);
      assert.equal(displays(told)[0]!.content.data["text/plain"], "undefined");
    });

    it("may be silent, and then leave no trace in count and history", async () => {
      const { reply: before } = await client.execute("1");
      const { told } = await client.execute("2", { silent: true, store_history: false });
      assert.equal(displays(told).length, 0);
      assert.equal(
        told.some(({ type }) => type === "execute_input"),
        false,
      );
      const { reply: after } = await client.execute("3");
      assert.equal(after.content.execution_count, (before.content.execution_count as number) + 1);
    });

    it("that wait behind a failing one are told to be aborted", async () => {
      const ids = ["throw new Error('first')", "'second'", "'third'"].map((code) =>
        client.send("execute_request", { code, silent: false, store_history: true, stop_on_error: true }),
      );
      const statuses = (await Promise.all(ids.map((id) => client.answer(id)))).map(({ reply }) => reply.content.status);
      assert.deepEqual(statuses, ["error", "aborted", "aborted"]);
      assert.equal((await client.execute("1")).reply.content.status, "ok");
    });
  });

  describe("an interrupt", () => {
    it("cancels a running execution, which shows how far it came", async () => {
      const id = client.send("execute_request", { code: endless, silent: false, store_history: true });
      await client.waitFor(({ parent, type }) => parent === id && type === "display_data");
      const start = Date.now();
      const { reply: interrupt } = await client.ask("interrupt_request", {}, "control");
      assert.equal(interrupt.content.status, "ok");
      const { reply, told } = await client.answer(id);
      assert.ok(Date.now() - start < 2_000);
      assert.equal(reply.content.status, "error");
      assert.match(displays(told).at(-1)!.content.data["text/plain"] as string, /cancelled/);
    });

    it("stops an awaiting TypeScript cell, and keeps its variables", async () => {
      await client.execute("const kept = 5;");
      const id = client.send("execute_request", { code: "await new Promise(() => {})", silent: false });
      await delay(300);
      await client.ask("interrupt_request", {}, "control");
      assert.equal((await client.answer(id)).reply.content.status, "error");
      assert.equal(displays((await client.execute("kept")).told)[0]!.content.data["text/plain"], "5");
    });

    it("stops an endless loop, and says what is lost", async () => {
      const id = client.send("execute_request", { code: "for (;;) {}", silent: false });
      await delay(300);
      await client.ask("interrupt_request", {}, "control");
      const { reply } = await client.answer(id);
      assert.match(reply.content.evalue as string, /did not stop.*[Vv]ariables.*lost/s);
      assert.equal(displays((await client.execute("1 + 1")).told)[0]!.content.data["text/plain"], "2");
    });
  });

  it("interrupted while a picture is drawn, does not begin with the cells that wait", async () => {
    const ids = Array.from({ length: 4 }, () => {
      return client.send("execute_request", { code: cycle("physics_period_count = 1"), silent: false });
    });
    await client.waitFor(({ parent, type }) => parent === ids[0] && type === "execute_input");
    // The execution ends within some milliseconds, its picture takes some hundred.
    await delay(150);
    await client.ask("interrupt_request", {}, "control");
    const statuses = (await Promise.all(ids.map((id) => client.answer(id)))).map(({ reply }) => reply.content.status);
    assert.deepEqual(statuses.slice(2), ["aborted", "aborted"]);
  });

  it("outlives a cell that kills its process, and says so", async () => {
    const { reply } = await client.execute("process.kill(process.pid, 'SIGKILL')");
    assert.equal(reply.content.status, "error");
    assert.match(reply.content.evalue as string, /gone|killed/);
    assert.equal((await client.execute("2 + 2")).reply.content.status, "ok");
    assert.equal((await client.execute(cycle("physics_period_count = 1"))).reply.content.status, "ok");
  });

  describe("two clients", () => {
    let other: KernelClient;
    before(async () => {
      other = await client.join("second");
    });
    after(() => other.leave());

    it("both see what each of them runs, and share its variables", async () => {
      const id = client.send("execute_request", { code: "console.log('from the first'); const shared = 1;" });
      await other.waitFor(({ parent, type }) => parent === id && type === "stream");
      await client.answer(id);
      const { told } = await other.execute("shared + 1");
      assert.equal(displays(told)[0]!.content.data["text/plain"], "2");
      assert.deepEqual(
        other.told(id).filter(({ type }) => type.endsWith("_reply")),
        [],
      );
    });

    it("do not lose their cells by each other's mistakes", async () => {
      const failing = client.send("execute_request", {
        code: "await new Promise((wake) => setTimeout(wake, 200)); throw new Error('mine');",
      });
      await client.waitFor(({ parent, type }) => parent === failing && type === "execute_input");
      const own = client.send("execute_request", { code: "'own'" });
      const others = other.send("execute_request", { code: "'of another'" });
      assert.equal((await client.answer(own)).reply.content.status, "aborted");
      assert.equal((await other.answer(others)).reply.content.status, "ok");
    });

    it("stop all cells that wait with an interrupt", async () => {
      const running = client.send("execute_request", { code: "await new Promise(() => {})" });
      await client.waitFor(({ parent, type }) => parent === running && type === "execute_input");
      const others = other.send("execute_request", { code: "'of another'" });
      await delay(100);
      await other.ask("interrupt_request", {}, "control");
      assert.equal((await other.answer(others)).reply.content.status, "aborted");
      assert.equal((await client.answer(running)).reply.content.status, "error");
    });

    it("are answered when they have connected again, before their earlier connection is known to be gone", async () => {
      const again = await other.join(other.name);
      assert.equal((await again.execute("1")).reply.content.status, "ok");
      again.leave();
    });
  });

  describe("other requests", () => {
    it("comms are closed, since nobody is there to talk to", async () => {
      const id = client.send("comm_open", { comm_id: "c1", target_name: "jupyter.widget", data: {} });
      const { content } = await client.waitFor(({ parent, type }) => parent === id && type === "comm_close");
      assert.equal(content.comm_id, "c1");
      assert.deepEqual((await client.ask("comm_info_request")).reply.content.comms, {});
    });

    it("the heart beats, also while a cell computes", async () => {
      const id = client.send("execute_request", {
        code: "const end = Date.now() + 500; while (Date.now() < end);",
        silent: false,
      });
      assert.equal(await client.beat("alive?"), "alive?");
      await client.answer(id);
    });

    it("positions are counted in code points", async () => {
      const code = 'const smile = "😀😀"; Math.hyp';
      const { reply } = await client.ask("complete_request", { code, cursor_pos: Array.from(code).length });
      assert.deepEqual(reply.content.matches, ["hypot"]);
      assert.equal(reply.content.cursor_end, Array.from(code).length);
      assert.equal(reply.content.cursor_start, Array.from(code).length - 3);
    });

    it("nothing completes the line that says the language", async () => {
      const code = cycle("stf_interval = 2");
      const { reply } = await client.ask("complete_request", { code, cursor_pos: 3 });
      const { matches, cursor_start, cursor_end } = reply.content;
      assert.deepEqual({ matches, cursor_start, cursor_end }, { matches: [], cursor_start: 3, cursor_end: 3 });
      const { reply: inspected } = await client.ask("inspect_request", { code, cursor_pos: 3 });
      assert.equal(inspected.content.found, false);
    });

    it("a cell that was executed again is known as it is now", async () => {
      const typed = async () => {
        const { reply } = await client.ask("complete_request", { code: "renamed", cursor_pos: 7 });
        return reply.content.matches as string[];
      };
      const metadata = { cellId: "edited" };
      for (const code of ["const renamedOnce = 1;", "const renamedTwice = 2;"]) {
        await client.answer(client.send("execute_request", { code, silent: false }, "shell", metadata));
      }
      assert.deepEqual(await typed(), ["renamedTwice"]);
    });

    it("TOML is documented where the cursor stands", async () => {
      const code = cycle("stf_interval = 2");
      const { reply } = await client.ask("inspect_request", { code, cursor_pos: code.indexOf("stf_interval") + 2 });
      assert.equal(reply.content.found, true);
      assert.match(reply.content.data["text/plain"] as string, /Wait between two STFs/);
    });

    it("an unknown request is passed over", async () => {
      const id = client.send("no_such_request", {});
      await client.waitFor(({ parent, content }) => parent === id && content.execution_state === "idle");
    });
  });

  describe("messages that are none", () => {
    const ignored = async (frames: string[], reason: RegExp) => {
      const before = client.errorOutput.length;
      client.sendFrames(frames);
      assert.equal((await client.ask("kernel_info_request")).reply.content.status, "ok");
      assert.match(client.errorOutput.slice(before), reason);
    };
    const header = JSON.stringify({
      msg_id: "x",
      session: "s",
      username: "u",
      date: "",
      msg_type: "execute_request",
      version: "5.3",
    });

    it("with a wrong signature are ignored", async () => {
      const marker = join(folder, "executed-unsigned");
      const code = `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(marker)}, "")`;
      await ignored(
        ["<IDS|MSG>", "0".repeat(64), header, "{}", "{}", JSON.stringify({ code, silent: false })],
        /signature does not fit/,
      );
      assert.throws(() => readFileSync(marker));
    });
    it("of malformed JSON are ignored", async () => {
      const parts = ["{ nonsense", "{}", "{}", "{}"];
      await ignored(["<IDS|MSG>", client.sign(parts), ...parts], /no JSON/);
    });
    it("without delimiter, or cut short, are ignored", async () => {
      await ignored(["what", "is", "this"], /no delimiter/);
      await ignored(["<IDS|MSG>", "abc", header], /cut short/);
    });
  });
});

describe("the life of a Jupyter kernel", function () {
  this.timeout(40_000);
  let folder: string;
  before(async () => {
    folder = await copyWorkspace();
  });
  after(() => removeFolder(folder));

  it("ends with a shutdown request", async () => {
    const client = await KernelClient.start(folder);
    const exit = once(client.process, "exit");
    client.send("shutdown_request", { restart: false }, "control");
    await client.waitFor(({ type }) => type === "shutdown_reply");
    assert.deepEqual(await exit, [0, null]);
    await client.close();
  });

  it("ends when the process that started it is killed, with all that it started", async () => {
    const file = join(folder, "connection.json");
    const starter = `
      const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, [${JSON.stringify(cli)}, "jupyter", "kernel", "--connection", ${JSON.stringify(file)}], { stdio: "ignore" });
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const ports = Object.fromEntries(["shell", "iopub", "stdin", "control", "hb"].map((name) => [`${name}_port`, 0]));
    writeFileSync(file, JSON.stringify({ transport: "tcp", ip: "127.0.0.1", key: "k", ...ports }));
    const parent = spawn(process.execPath, ["-e", starter], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    const [output] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(output.toString());
    let family = [pid];
    // The kernel starts a process for workflows.
    for (let waited = 0; family.length < 2 && waited < 10_000; waited += 100) {
      await delay(100);
      family = [pid, ...childrenOf(pid)];
    }
    assert.equal(family.length, 2);
    parent.kill("SIGKILL");
    for (let waited = 0; family.some(isAlive) && waited < 6_000; waited += 100) await delay(100);
    assert.deepEqual(family.filter(isAlive), []);
  });

  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ["is no JSON", "{ not json", /it is no JSON/],
    ["lacks a port", '{ "transport": "tcp", "ip": "127.0.0.1", "key": "" }', /`shell_port` is missing/],
    ["asks for another signature", '{ "key": "k", "signature_scheme": "hmac-md5" }', /hmac-md5.*hmac-sha256/],
  ];
  for (const [what, text, message] of refusals) {
    it(`does not begin with a connection file that ${what}`, async () => {
      const file = join(folder, "bad.json");
      writeFileSync(file, text);
      const { code, stderr } = await runProgram(process.execPath, [cli, "jupyter", "kernel", "--connection", file]);
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  it("does not begin without its connection file", async () => {
    const { code, stderr } = await runProgram(process.execPath, [
      cli,
      "jupyter",
      "kernel",
      "--connection",
      "none.json",
    ]);
    assert.equal(code, 2);
    assert.match(stderr, /none\.json/);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
}
