import assert from "node:assert/strict";
import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { installPackage, removeFolder, root } from "./installedPackage.ts";
import { runProgram, succeed } from "./program.ts";

const { username } = userInfo();
const tsc = join(root, "node_modules/typescript/bin/tsc");
/** tslab's own: 5.0. */
const oldTsc = join(root, "node_modules/@tslab/typescript-for-tslab/bin/tsc");

const script = `
import { columnsOf, Environment, type Execution, run } from "wfnb";

const env = new Environment();
env.process((function* () {
  const word: string = yield* env.timeout(2, "done");
  if (word !== "done" || env.now !== 2) throw new Error("The engine runs otherwise.");
})());
env.run();

async function main(): Promise<void> {
  const execution: Execution = await run("stf_processing", { physics_period_count: 1 });
  const stf: number | undefined = execution.counts.stf;
  console.log(execution.id, execution.status, stf, columnsOf([execution]).physics_period_count?.[0]);
}
void main();
`;

const workflow = `
import { defineWorkflow, parameter } from "wfnb";
export default defineWorkflow({
  name: "blink",
  parameters: {
    period: parameter.seconds({ default: 2, description: "Time between two blinks" }),
    mode: parameter.choice(["fast", "slow"], { default: "fast", description: "How" }),
  },
  *execute({ env, parameters, count }) {
    const mode: "fast" | "slow" = parameters.mode;
    while (env.now < 10) {
      yield env.timeout(mode === "fast" ? parameters.period : 2 * parameters.period);
      count("blink");
    }
  },
});
`;

const withUsing = `
import { Environment, Resource } from "wfnb";
const env = new Environment();
const resource = new Resource(env);
function* user() {
  using request = resource.request();
  yield request;
}
env.process(user());
`;

describe("the package, packed and installed in an empty folder", function () {
  this.timeout(120_000);
  let folder: string;
  before(async () => {
    folder = await installPackage();
    await mkdir(join(folder, "workflows"));
    await writeFile(join(folder, "workflows/blink.ts"), workflow);
    await writeFile(join(folder, "script.ts"), script);
    await writeFile(join(folder, "using.ts"), withUsing);
  });
  after(() => removeFolder(folder));

  const node = (...args: string[]) => succeed(process.execPath, args, { cwd: folder });

  it("holds the library, its processes, the command line, types and the shipped workflows", async () => {
    const files = await readdir(join(folder, "node_modules/wfnb/dist"), { recursive: true });
    for (const file of ["index.cjs", "index.js", "index.d.ts", "index.d.cts", "kernel.js", "worker.js", "cli.js"]) {
      assert.ok(files.includes(file), file);
    }
    assert.ok(files.includes("workflows/stf_processing.ts"));
    assert.equal(
      files.some((file) => file.includes("executions.db")),
      false,
    );
  });

  it("runs a workflow from CommonJS", async () => {
    await writeFile(
      join(folder, "script.cjs"),
      'const { run } = require("wfnb");\nrun("blink", { period: 5 }).then((execution) => console.log(String(execution)));\n',
    );
    assert.match(await node("script.cjs"), new RegExp(`^blink-${username}-\\d+: completed, 10 s simulated, 2 blink`));
  });

  it("runs a workflow from an ES module, and shows it as text", async () => {
    await writeFile(
      join(folder, "script.mjs"),
      'import { run } from "wfnb";\nawait run("stf_processing", { physics_period_count: 1 }, { show: true });\n',
    );
    assert.match(await node("script.mjs"), /stf_processing-.* completed\n.*physics.*205\.6 s.*stf +86\n/s);
  });

  it("runs from TypeScript, which Node strips", async () => {
    await writeFile(join(folder, "script.mts"), script);
    assert.match(await node("script.mts"), /^stf_processing-\S+ completed 86 1\n$/);
  });

  it("says which name was meant, and starts nothing", async () => {
    await writeFile(
      join(folder, "wrong.mjs"),
      'import { run } from "wfnb";\nawait run("stf_processing", { stf_intervall: 1 }).catch((error) => console.log(error.name, error.message));\n',
    );
    assert.match(await node("wrong.mjs"), /^StartRefusedError .*stf_intervall.*stf_interval/);
  });

  const resolutions: readonly (readonly [string, string, readonly string[]])[] = [
    ["nodenext, as CommonJS", tsc, ["--module", "nodenext", "--strict"]],
    ["nodenext, as an ES module", tsc, ["--module", "nodenext", "--strict", "--moduleDetection", "force"]],
    ["bundler", tsc, ["--module", "preserve", "--moduleResolution", "bundler", "--strict"]],
    [
      "node10",
      tsc,
      ["--module", "commonjs", "--moduleResolution", "node10", "--ignoreDeprecations", "6.0", "--strict"],
    ],
    ["node10 of TypeScript 5.0, not strict", oldTsc, ["--module", "commonjs", "--moduleResolution", "node"]],
  ];
  for (const [name, compiler, options] of resolutions) {
    it(`has types for ${name}`, async () => {
      const file = name.includes("ES module") ? "script.mts" : "script.ts";
      await writeFile(join(folder, file), script);
      const common = ["--noEmit", "--target", "es2022", "--lib", "es2022,dom", "--typeRoots", join(folder, "none")];
      const files = [file, "workflows/blink.ts", ...(compiler === tsc ? ["using.ts"] : [])];
      await node(compiler, ...common, ...options, ...files);
    });
  }

  it("refuses wrong types", async () => {
    await writeFile(join(folder, "wrong.ts"), 'import { run } from "wfnb";\nrun("blink", { until: "soon" });\n');
    const { code, stdout } = await runProgram(process.execPath, [tsc, "--noEmit", "--module", "nodenext", "wrong.ts"], {
      cwd: folder,
    });
    assert.notEqual(code, 0);
    assert.match(stdout, /wrong\.ts\(2,\d+\): error TS2322/);
  });

  it("brings the command `wfnb`", async () => {
    const output = await succeed("npx", ["--no-install", "wfnb", "run", "stf_processing"], { cwd: folder });
    assert.match(output, /stf_processing-\S+ +completed/);
    assert.match(output, /final simulated time +630\.8000000000033 s/);
  });

  it("keeps executions where the editor and the command line find them", async () => {
    await node("script.cjs");
    const listed = await succeed("npx", ["--no-install", "wfnb", "list", "--json"], { cwd: folder });
    const ids = (JSON.parse(listed) as { execution_id: string }[]).map(({ execution_id }) => execution_id);
    assert.ok(ids.some((id) => id.startsWith(`blink-${username}-`)));
  });

  it("is a library that tslab runs and knows the types of", async () => {
    await cp(join(root, "test/tslab/installed.ipynb"), join(folder, "notebook.ipynb"));
    const { executeNotebook } = await import("../tslab/executeNotebook.ts");
    const notebook = await executeNotebook(join(folder, "notebook.ipynb"));
    assert.match(notebook.text(0), /^blink-\S+: completed, 10 s simulated, 2 blink/);
    assert.match(notebook.text(1), /Did you mean 'counts'|has no exported member|does not exist on type 'Execution'/);
  });
});
