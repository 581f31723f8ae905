import assert from "node:assert/strict";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { CliWorkspace } from "./wfnb.ts";

describe("wfnb on executions that are there", function () {
  this.timeout(60_000);
  const id = (number: number) => `stf_processing-${userInfo().username}-000${number}`;
  let workspace: CliWorkspace;
  const wfnb = (...args: string[]) => workspace.wfnb(...args);

  before(async () => {
    workspace = new CliWorkspace();
    await wfnb("run", "stf_processing", "--seed", "1");
    await wfnb("run", "stf_processing", "--seed", "1", "--set", "stf_interval=3");
    await wfnb("run", "stf_processing", "--seed", "1");
  });
  after(() => workspace.remove());

  const listed = async (...args: string[]) =>
    JSON.parse((await wfnb("list", "--json", ...args)).stdout).map((it: { number: number }) => it.number);

  it("lists by status, workflow, parameters and time, page by page", async () => {
    assert.deepEqual(await listed(), [3, 2, 1]);
    assert.deepEqual(await listed("--parameter", "stf_interval=3"), [2]);
    assert.deepEqual(await listed("--status", "failed"), []);
    assert.deepEqual(await listed("--workflow", "other"), []);
    assert.deepEqual(await listed("--since", "1h"), [3, 2, 1]);
    assert.deepEqual(await listed("--before", "2020-01-01"), []);
    assert.deepEqual(await listed("-n", "1", "--after", id(3)), [2]);
    assert.deepEqual(await listed("--since", "today", "--before", "9999-12-31T23:59Z"), [3, 2, 1]);
  });

  it("refuses a moment that is none, and a page after an execution that is not there", async () => {
    const cases: [string[], RegExp][] = [
      [["list", "--since", "soon"], /--since: "soon" is no moment: write a day such as 2026-03-01/],
      [["list", "--since", "2026-02-30"], /"2026-02-30" is no moment/],
      [["list", "--since", "9999999999999d"], /"9999999999999d" is no moment/],
      [["list", "--before", "foo 5"], /--before: "foo 5" is no moment/],
      [["gc", "--keep", "0", "--before", "7"], /--before: "7" is no moment/],
      [["list", "--after", "typo-0001"], /There is no execution "typo-0001"/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await wfnb(...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, message);
    }
    assert.deepEqual(await listed(), [3, 2, 1]);
  });

  it("refuses to look for a value that no parameter can have", async () => {
    const cases: [string, RegExp][] = [
      ["n=99999999999999999999", /^wfnb: "n" is 99999999999999999999, beyond 2\^53 - 1/],
      ["n=[1, 99999999999999999999]", /"n" is 99999999999999999999, beyond/],
      ["day=1979-05-27", /"day" takes a value, not the date or time 1979-05-27/],
      ["n=inf", /must be finite/],
    ];
    for (const [parameter, message] of cases) {
      const { code, stderr } = await wfnb("list", "--parameter", parameter);
      assert.equal(code, 2, parameter);
      assert.match(stderr, message);
    }
    assert.deepEqual(await listed("--parameter", "names={ a = [1, 'x'] }"), []);
  });

  it("takes an empty number, as a shell variable that is not set leaves it, for none", async () => {
    for (const args of [
      ["gc", "--keep", ""],
      ["gc", "--keep="],
      ["gc", "--keep", " "],
      ["list", "--limit", ""],
    ]) {
      const { code, stderr } = await wfnb(...args);
      assert.deepEqual([code, /takes a whole number from [01] on, not " ?"/.test(stderr)], [2, true], stderr);
    }
    assert.deepEqual(await listed(), [3, 2, 1]);
  });

  it("refuses to set a label and to take it away at once", async () => {
    assert.equal((await wfnb("label", id(1), "--protect", "--unprotect")).code, 2);
    assert.equal((await wfnb("label", id(1), "--pin", "--unpin")).code, 2);
    assert.deepEqual(await listed("is:pinned"), []);
  });

  it("lists what a filter finds, in any order, and says what is wrong with one", async () => {
    assert.deepEqual(await listed("stf_interval>2", "status:completed"), [2]);
    assert.deepEqual(await listed("since:1h", "--", "-stf_interval>2"), [3, 1]);
    assert.deepEqual(await listed("--order", "parameter.stf_interval"), [2, 3, 1]);
    assert.deepEqual(await listed("--ascending"), [1, 2, 3]);
    const { code, stderr } = await wfnb("list", "status:fialed");
    assert.equal(code, 2);
    assert.match(stderr, /"fialed" is not a status. There are queued, running, completed, failed, cancelled\./);
  });

  it("labels an execution, finds it by that, and keeps what is protected", async () => {
    const { stdout } = await wfnb("label", id(2), "--pin", "--protect", "--tag", "good", "--note", "that of Tuesday");
    assert.equal(stdout.trim(), `${id(2)}  pinned, protected, #good, "that of Tuesday"`);
    assert.deepEqual(await listed("is:pinned tag:good Tuesday"), [2]);
    const { code, stderr } = await wfnb("delete", id(2));
    assert.deepEqual([code, /is protected: `wfnb label .* --unprotect` first/.test(stderr)], [1, true]);
    assert.match((await wfnb("gc", "--keep", "0", "--dry-run")).stdout, /^2 of 3 executions would be deleted/);
    await wfnb("label", id(2), "--unpin", "--unprotect", "--untag", "good", "--note", "");
    const none = await wfnb("list", "status:failed", "--csv");
    assert.deepEqual([none.stdout, none.stderr.slice(0, 18)], ["", "No such executions"]);
    assert.match((await wfnb("list")).stdout, /^execution +status +started \(UTC\) +simulated\n/);
  });

  it("writes a timeline as a picture of the kind that the file is named after", async () => {
    const at = (name: string) => join(workspace.folder, name);
    assert.equal((await wfnb("timeline", id(1), "-o", at("cycle.svg"))).code, 0);
    assert.match(readFileSync(at("cycle.svg"), "utf8"), /^<svg.*>physics<.*<\/svg>$/s);
    assert.equal((await wfnb("timeline", id(1), "-o", at("cycle.png"), "--from", "5")).code, 0);
    assert.equal(readFileSync(at("cycle.png")).subarray(1, 4).toString(), "PNG");
    const refused = await wfnb("timeline", id(1), "-o", at("cycle.pdf"));
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /written as \.svg or \.png: --output .*cycle\.pdf is neither/);
    assert.equal(existsSync(at("cycle.pdf")), false);
  });

  it("draws a timeline", async () => {
    const { code, stdout } = await wfnb("timeline", id(1));
    assert.equal(code, 0);
    assert.match(stdout, /physics/);
  });

  it("tells how two executions differ, or that they do not", async () => {
    const { code, stdout } = await wfnb("diff", id(1), id(2));
    assert.equal(code, 1);
    assert.match(stdout, /stf_interval +2 +3\n/);
    assert.match(stdout, /The traces part at record 9:/);
    assert.deepEqual((await wfnb("diff", id(1), id(3))).code, 0);
    const csv = await wfnb("diff", id(1), id(2), id(3), "--format", "csv");
    assert.equal(csv.code, 1);
    assert.match(csv.stdout, new RegExp(`^section,name,unit,${id(1)},${id(2)},${id(3)},`));
    assert.match(csv.stdout, /\r\nparameter,stf_interval,,2,3,2,/);
  });

  it("verifies an execution", async () => {
    const { code, stdout } = await wfnb("verify", id(1));
    assert.deepEqual([code, /runs again in the same way \(trace hash [0-9a-f]{64}\)/.test(stdout)], [0, true]);
  });

  it("exports executions alone, and says what turns a notebook into other formats", async () => {
    const { code, stderr } = await wfnb("export", "notebooks/stf_processing.wfnb");
    assert.equal(code, 2);
    assert.match(stderr, /is a notebook, not an execution. `wfnb convert` turns notebooks into other formats/);
  });

  it("writes into no folder that is not there, and says which one is missing", async () => {
    for (const what of [
      ["export", id(1)],
      ["convert", "notebooks/sweep.ipynb", "--to", "md"],
    ]) {
      const { code, stderr } = await wfnb(...what, "--output", "none/file");
      assert.equal(code, 2);
      assert.match(stderr, /There is no folder none for none\/file: make it\.\n$/);
    }
  });

  it("exports JSON, CSV and a Chrome trace", async () => {
    const json = JSON.parse((await wfnb("export", id(1))).stdout);
    assert.deepEqual([json.execution.executionId, json.trace[0].kind], [id(1), "state"]);
    const csv = (await wfnb("export", id(1), "--format", "csv")).stdout.trimEnd().split("\n");
    assert.deepEqual(
      [csv.length, csv[0], csv[1]],
      [json.trace.length + 1, "time,kind,name,value,text", "0,state,no_beam,not_ready,"],
    );
    const file = join(workspace.folder, "trace.json");
    await wfnb("export", id(1), "--format", "chrome", "--output", file);
    const { traceEvents } = JSON.parse(readFileSync(file, "utf8"));
    type Slice = { ph: string; tid: number; name: string; ts: number; dur: number; args?: { name: string } };
    const slices = (lane: string) => {
      const { tid } = traceEvents.find(({ name, args }: Slice) => name === "thread_name" && args?.name === lane);
      const inLane = traceEvents.filter((event: Slice) => event.ph === "X" && event.tid === tid);
      return inLane.map(({ name, ts, dur }: Slice) => `${name} ${ts / 1e6}+${dur / 1e6}`);
    };
    assert.deepEqual(slices("state").slice(0, 2), ["no_beam 0+10", "beam 10+8"]);
    assert.deepEqual(
      [slices("substate").length, slices("substate")[1], slices("substate")[2]],
      [10, "not_ready 10+6", "ready 16+2"],
    );
  });

  it("exports a file whole or not at all: one that was there is replaced, not written over", async () => {
    const file = join(workspace.folder, "trace.csv");
    const same = join(workspace.folder, "same.csv");
    writeFileSync(file, "before");
    // A test that is tried again finds what it made before.
    rmSync(same, { force: true });
    linkSync(file, same);
    assert.equal((await wfnb("export", id(1), "--format", "csv", "--output", file)).code, 0);
    assert.match(readFileSync(file, "utf8"), /^time,kind,name,value,text\n/);
    assert.equal(readFileSync(same, "utf8"), "before");
    const { code, stderr } = await wfnb("export", id(1), "--output", join(workspace.folder, "missing", "trace.csv"));
    assert.equal(code, 2);
    assert.match(stderr, /There is no folder \S*missing for \S*trace\.csv: make it/);
  });

  it("says that all is well, and what is not", async () => {
    const well = await wfnb("doctor");
    assert.deepEqual([well.code, /integrity +ok/.test(well.stdout)], [0, true], well.stdout);
    writeFileSync(join(workspace.folder, "workflows", "bad.ts"), "const a: = 1;");
    const ill = await wfnb("doctor");
    assert.deepEqual([ill.code, /bad\.ts:1:10: Unexpected "="/.test(ill.stdout)], [1, true]);
  });

  it("says in a sentence that the file of the executions is none, in both forms", async () => {
    const other = new CliWorkspace();
    mkdirSync(other.path(".wfnb"));
    writeFileSync(other.path(".wfnb/executions.db"), "this is no database ".repeat(100));
    for (const form of [[], ["--json"]]) {
      const { code, stderr } = await other.wfnb("doctor", ...form);
      assert.equal(code, 2, stderr);
      assert.match(stderr, /^wfnb: .*executions\.db/);
      assert.doesNotMatch(stderr, /unsettled/);
    }
    other.remove();
  });

  it("refuses a workspace that is not there, or is a file, and makes nothing", async () => {
    const nowhere = join(workspace.folder, "no/where");
    for (const args of [["list"], ["doctor"], ["run", "stf_processing"]]) {
      const { code, stderr } = await wfnb(...args, "-w", nowhere);
      assert.deepEqual([code, /there is no such folder .*where/.test(stderr)], [2, true], stderr);
    }
    assert.ok(!existsSync(join(workspace.folder, "no")));
    const file = await wfnb("list", "-w", "notebooks/stf_processing.wfnb");
    assert.deepEqual([file.code, /is a file: name the folder/.test(file.stderr)], [2, true]);
  });

  it("makes a new workflow that runs as it is", async () => {
    const made = await wfnb("new", "lamp");
    assert.equal(made.code, 0, made.stderr);
    for (const path of [
      "workflows/lamp.ts",
      "workflows/lamp_default.toml",
      "notebooks/lamp.wfnb",
      "workflows/lamp.test.ts",
    ]) {
      assert.ok(existsSync(join(workspace.folder, path)), path);
    }
    const { code, stdout } = await wfnb("run", "notebooks/lamp.wfnb", "--json");
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout)[0].metrics.counts, { item: 3 });
    assert.equal((await wfnb("new", "lamp")).code, 2);
    assert.equal((await wfnb("new", "no way")).code, 2);
  });

  it("names the files of a new workflow as one finds them from here", async () => {
    mkdirSync(join(workspace.folder, "elsewhere"));
    const { stdout } = await wfnb("new", "lamp", "-w", "elsewhere");
    for (const path of stdout.trim().split("\n")) {
      assert.ok(path.startsWith("elsewhere/") && existsSync(join(workspace.folder, path)), path);
    }
  });

  it("cancels nothing that has ended, deletes what it is told, and keeps what gc is told to keep", async () => {
    assert.equal((await wfnb("cancel", id(1))).code, 1);
    assert.equal((await wfnb("cancel", "nobody-0001")).code, 2);
    assert.equal((await wfnb("delete", id(2), id(2))).stdout, `${id(2)} deleted\n`);
    assert.match((await wfnb("gc", "--keep", "1", "--dry-run")).stdout, /1 of 3 executions would be deleted/);
    assert.deepEqual(JSON.parse((await wfnb("gc", "--keep", "1", "--json")).stdout), [id(1)]);
    assert.deepEqual(await listed("--workflow", "stf_processing"), [3]);
  });
});
