import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliWorkspace } from "../apps/cli/wfnb.ts";

describe("a notebook without an editor", function () {
  this.timeout(60_000);
  let workspace: CliWorkspace;
  beforeEach(() => {
    workspace = new CliWorkspace();
  });
  afterEach(() => workspace.remove());

  const wfnb = (...args: string[]) => workspace.wfnb(...args);
  const path = (name: string) => join(workspace.folder, name);
  const read = (name: string) => readFileSync(path(name), "utf8");
  const typescript = (id: string, source: string, tags: string[] = []) => {
    return {
      cell_type: "code",
      id,
      source,
      metadata: tags.length > 0 ? { tags } : {},
      outputs: [],
      execution_count: null,
    };
  };
  const toml = (id: string, source: string) => {
    return { ...typescript(id, source), metadata: { vscode: { languageId: "toml" } } };
  };
  const write = (...cells: object[]) =>
    writeFileSync(path("x.wfnb"), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  const stf = toml("stf", '[workflow]\nname = "stf_processing"\n[run]\nuntil = 60');

  it("leaves outputs, a page and test results where it is told, and the notebook as it is", async () => {
    write(stf, typescript("sum", "console.log('printed'); [{ a: 1 }, { a: 2 }]"));
    const before = read("x.wfnb");
    const { code, stdout } = await wfnb("run", "x.wfnb", "-o", "out.wfnb", "--html", "out.html", "--junit", "out.xml");
    assert.equal(code, 0);
    assert.match(stdout, /printed/);
    assert.equal(read("x.wfnb"), before);
    const [first, second] = JSON.parse(read("out.wfnb")).cells;
    assert.equal(first.execution_count, 1);
    assert.match(first.metadata.execution["shell.execute_reply"], /^\d{4}-.*Z$/);
    assert.equal(first.outputs[0].data["application/vnd.wfnb.execution+json"].status, "completed");
    assert.deepEqual(second.outputs[0].text, ["printed\n"]);
    const html = read("out.html");
    assert.equal(html.match(/<img class="(light|dark)"/g)?.length, 2);
    assert.doesNotMatch(html, /<script|src="http/);
    assert.match(read("out.xml"), /tests="2" failures="0"/);
  });

  it("takes parameters in its tagged cell and in workflow cells, and refuses those that nobody has", async () => {
    write(typescript("p", "const scale = 2;", ["parameters"]), typescript("show", "'scale ' + scale"), stf);
    const { code, stdout } = await wfnb(
      "run",
      "x.wfnb",
      "--set",
      "scale=7",
      "--set",
      "stf_interval=3",
      "-o",
      "out.wfnb",
    );
    assert.equal(code, 0);
    assert.match(stdout, /scale 7/);
    const { cells } = JSON.parse(read("out.wfnb"));
    assert.deepEqual(cells[1].metadata.tags, ["injected-parameters"]);
    const again = await wfnb("run", "out.wfnb", "--set", "scale=8", "-o", "again.wfnb");
    assert.match(again.stdout, /scale 8/);
    assert.equal(JSON.parse(read("again.wfnb")).cells.length, 4, "an injected cell is replaced");
    const refused = await wfnb("run", "x.wfnb", "--set", "scal=7");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /No cell .* "scal"\. Did you mean "scale"/);
  });

  it("is a test: an error that nobody awaits fails the cell that caused it", async () => {
    write(typescript("stray", 'void (async () => { throw new Error("astray"); })(); 1'));
    const last = await wfnb("run", "x.wfnb", "--junit", "out.xml");
    assert.equal(last.code, 1);
    assert.match(read("out.xml"), /failures="1"[\s\S]*astray/);
    const waiting = typescript("waits", "await new Promise((resolve) => setTimeout(resolve, 50));");
    write(typescript("stray", 'void (async () => { await 0; throw new Error("astray"); })(); 1'), waiting);
    const first = await wfnb("run", "x.wfnb", "--keep-going", "--junit", "out.xml");
    assert.equal(first.code, 1);
    assert.match(read("out.xml"), /tests="2" failures="1"/);
  });

  it("is a test: a failed assertion ends it, or is counted", async () => {
    const failing = typescript("t", "import assert from 'node:assert/strict';\nassert.equal(1, 2, 'no sum');");
    write(failing, typescript("after", "console.log('later')"));
    const stopped = await wfnb("run", "x.wfnb", "--junit", "out.xml");
    assert.equal(stopped.code, 1);
    assert.match(stopped.stderr, /no sum/);
    assert.match(stopped.stderr, /cell t:2:8/);
    assert.doesNotMatch(stopped.stdout, /later/);
    assert.match(read("out.xml"), /failures="1" errors="0" skipped="1"/);
    const kept = await wfnb("run", "x.wfnb", "--keep-going");
    assert.equal(kept.code, 1);
    assert.match(kept.stdout, /later/);
  });

  it("does not run where its results could not be written", async () => {
    write(typescript("one", "console.log('ran')"));
    mkdirSync(path("folder"));
    for (const option of ["--output", "--html", "--junit"]) {
      const missing = await wfnb("run", "x.wfnb", option, join("missing", "out"));
      assert.deepEqual([missing.code, missing.stdout], [2, ""]);
      assert.match(missing.stderr, /There is no folder missing for missing.out: make it\./);
    }
    const folder = await wfnb("run", "x.wfnb", "--output", "out.wfnb", "--html", "folder");
    assert.deepEqual([folder.code, folder.stdout], [2, ""]);
    assert.match(folder.stderr, /folder is a folder: name a file in it\./);
  });

  it("leaves the other results when one cannot be written, and fails all the same", async () => {
    const breaking = (line: string) => `import { mkdirSync } from "node:fs";\nmkdirSync("out.wfnb");\n${line}`;
    for (const last of ["", "throw new Error('cell')"]) {
      write(typescript("one", breaking(last)));
      const { code, stderr } = await wfnb(
        "run",
        "x.wfnb",
        "-o",
        "out.wfnb",
        "--html",
        "out.html",
        "--junit",
        "out.xml",
      );
      assert.equal(code, 1);
      assert.match(stderr, /out\.wfnb could not be written: /);
      assert.match(read("out.html"), /mkdirSync/);
      assert.match(read("out.xml"), /tests="1"/);
      for (const name of ["out.wfnb", "out.html", "out.xml"]) rmSync(path(name), { recursive: true });
    }
  });

  it("is still there when the file that replaces it cannot be written to its end", async function () {
    if (process.platform === "win32") this.skip();
    write(typescript("long", `// ${"x".repeat(300_000)}`));
    const before = read("x.wfnb");
    const { code, stderr } = await workspace.withLittleDisk(
      "convert",
      "x.wfnb",
      "--to",
      "wfnb",
      "-o",
      "x.wfnb",
      "--force",
    );
    assert.equal(code, 2);
    assert.match(stderr, /x\.wfnb could not be written/);
    assert.equal(read("x.wfnb"), before);
    assert.deepEqual(
      readdirSync(workspace.folder).filter((name) => name.endsWith(".tmp")),
      [],
    );
  });

  it("goes to other formats and comes back", async () => {
    write(stf, typescript("one", "const one = 1;"));
    await wfnb("convert", "x.wfnb", "--to", "ts", "-o", "x.ts");
    await wfnb("convert", "x.ts", "--to", "wfnb", "-o", "back.wfnb");
    const again = await wfnb("convert", "x.wfnb", "--to", "ts", "-o", "x.ts");
    assert.deepEqual([again.code, /x\.ts exists already, and nothing was written/.test(again.stderr)], [2, true]);
    assert.equal((await wfnb("convert", "x.wfnb", "--to", "ts", "-o", "x.ts", "--force")).code, 0);
    const ids = (name: string) => JSON.parse(read(name)).cells.map((cell: any) => [cell.id, cell.source.length > 0]);
    assert.deepEqual(ids("back.wfnb"), ids("x.wfnb"));
    assert.match((await wfnb("convert", "x.wfnb", "--to", "md")).stdout, /^```toml cell=stf$/m);
    const pictured =
      '{"cell_type": "markdown", "metadata": {}, "source": "x", "attachments": {"a.png": {"image/png": "AAAA"}}}';
    writeFileSync(path("y.ipynb"), `{"cells": [${pictured}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}`);
    assert.match((await wfnb("convert", "y.ipynb", "--to", "ts")).stderr, /left out are those of cell 1 \(a\.png\)/);
    assert.equal((await wfnb("convert", "y.ipynb", "--to", "md", "-o", "y.md")).stderr, "y.ipynb written to y.md\n");
    assert.match((await wfnb("convert", "y.md", "--to", "ipynb")).stdout, /"image\/png": "AAAA"/);
    writeFileSync(
      path("x.ipynb"),
      '{"cells": [], "metadata": {"big": 12345678901234567890}, "nbformat": 4, "nbformat_minor": 4}',
    );
    assert.match((await wfnb("convert", "x.ipynb", "--to", "wfnb")).stdout, /"big": 12345678901234567890\n/);
    assert.match(
      (await wfnb("convert", "x.ipynb", "--to", "wfnb", "--pictures")).stdout,
      /"big": 12345678901234567890\n/,
    );
  });

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`leaves what ran so far where it is told when ${signal} ends it`, async () => {
      const endless = toml("endless", '[workflow]\nname = "stf_processing"\n[run]\nrealtime = true');
      write(typescript("first", "console.log('printed')"), endless, typescript("last", "1"));
      const files = ["-o", "out.wfnb", "--html", "out.html", "--junit", "out.xml"];
      const { code, stderr } = await workspace.signalled([signal], /\[2\/3\]/, "run", "x.wfnb", ...files);
      assert.equal(code, exitCode);
      assert.match(stderr, /The run was interrupted: 1 of 3 code cells did not run\./);
      const [first, second, last] = JSON.parse(read("out.wfnb")).cells;
      assert.deepEqual(first.outputs[0].text, ["printed\n"]);
      assert.equal(second.outputs[0].data["application/vnd.wfnb.execution+json"].status, "cancelled");
      assert.deepEqual([last.execution_count, last.outputs], [null, []]);
      assert.match(read("out.html"), /cancelled/);
      assert.match(read("out.xml"), /failures="1" errors="0" skipped="1"/);
      assert.match(
        read("out.xml"),
        /The run was interrupted in this cell\.[\s\S]*The run was interrupted before this cell/,
      );
      assert.equal(JSON.parse((await wfnb("list", "--json")).stdout)[0].status, "cancelled");
    });
  }

  it("ends at once when it is told twice", async () => {
    write(typescript("busy", "console.log('busy'); for (;;);"));
    const { code } = await workspace.signalled(["SIGTERM", "SIGTERM"], /\[1\/1\]/, "run", "x.wfnb", "-o", "out.wfnb");
    assert.equal(code, 143);
    assert.throws(() => read("out.wfnb"), /ENOENT/);
  });
});
