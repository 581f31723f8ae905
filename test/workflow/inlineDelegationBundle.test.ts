import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as wfnb from "../../kernel/authoring.ts";
import { parseParameters } from "../../kernel/config/index.ts";
import { TraceBatchReader, TraceBatchWriter } from "../../kernel/model/index.ts";
import { TraceTally } from "../../kernel/runner/traceTally.ts";
import { Environment } from "../../kernel/sim/index.ts";
import { esbuildBundler } from "../../kernel/workflow/bundleWithEsbuild.ts";
import { createContext } from "../../kernel/workflow/context.ts";
import { loadWorkflow } from "../../kernel/workflow/loader.ts";
import { describeThrown } from "../../kernel/workflow/loaderThrown.ts";
import { temporaryFolder } from "../store/temporaryFolder.ts";

async function load(workspace: string, path: string, inlines: boolean) {
  const { bundled, problems } = await esbuildBundler(workspace, { inlines })(path);
  assert.deepEqual(problems, undefined);
  const loaded = loadWorkflow(bundled.bundle, path, workspace, { wfnb });
  if (loaded.problem !== undefined) throw new Error(loaded.problem.message);
  return { code: bundled.bundle.code, definition: loaded.definition, stacks: loaded.stacks };
}

describe("A bundled workflow with its delegation inlined", () => {
  it("records the same as without: stf_processing", async () => {
    const workspace = process.cwd();
    const run = async (inlines: boolean) => {
      const { code, definition } = await load(workspace, join(workspace, "workflows/stf_processing.ts"), inlines);
      const env = new Environment();
      const writer = new TraceBatchWriter(100_000);
      const verdict = parseParameters(definition.parameters, {});
      assert.deepEqual(verdict.diagnostics, undefined);
      const context = createContext(env, verdict.parameters as Record<string, never>, writer, definition.topic);
      env.process(definition.execute(context) as never, definition.name);
      env.run();
      const tally = new TraceTally();
      const batch = writer.take()!;
      tally.add(batch);
      const stfs = [...new TraceBatchReader().records(batch)].filter((it) => it.kind === "count" && it.name === "stf");
      return {
        stfs: stfs.length,
        delegations: code.split("yield*").length - 1,
        now: env.now,
        events: env.stepCount,
        hash: tally.hash(),
      };
    };
    const [without, inlined] = [await run(false), await run(true)];
    assert.deepEqual(
      [without, inlined],
      [
        { stfs: 258, delegations: 2, now: 630.8000000000033, events: 531, hash: without.hash },
        { stfs: 258, delegations: 0, now: 630.8000000000033, events: 531, hash: without.hash },
      ],
    );
  });

  it("has stacks that name the TypeScript line, in whatever it was inlined into", async () => {
    const workspace = temporaryFolder();
    const write = (name: string, lines: string[]) => {
      writeFileSync(join(workspace, name), lines.join("\n"));
      return join(workspace, name);
    };
    const part = write("part.ts", [
      "interface Unused { readonly a: number }",
      "export function* work(time: number): Generator<number, string> {",
      "  yield time;",
      '  if (time > 2) throw new RangeError("too long");',
      '  return "worked";',
      "}",
    ]);
    const path = write("w.ts", [
      'import { defineWorkflow } from "wfnb";',
      'import { work } from "./part.ts";',
      'export default defineWorkflow({ name: "w", parameters: {}, *execute({ log }) {',
      "  log(yield* twice(1 as number));",
      "  const r: string = yield* twice(2);",
      "  log(r); throw new Error(r);",
      "} } as never);",
      "function* twice(time: number): Generator<number, string> {",
      "  yield* work(time);",
      "  return yield* work(time + 1);",
      "}",
    ]);
    const { code, definition, stacks } = await load(workspace, path, true);
    assert.equal(code.match(/yield\*/g)?.length, 1);
    const generator = definition.execute({ log: () => {} } as never);
    for (let i = 0; i < 4; i += 1) generator.next();
    try {
      generator.next();
      assert.fail("nothing was thrown");
    } catch (error) {
      const [place] = stacks.places(describeThrown(error, stacks).stack!);
      assert.deepEqual(place, { file: part, line: 3, character: 22 });
    }
  });

  it("leaves an error that is thrown after it on its own line", async () => {
    const workspace = temporaryFolder();
    const path = join(workspace, "w.ts");
    writeFileSync(
      path,
      `import { defineWorkflow } from "wfnb";
function* part(n: number) { yield n; return n + 1; }
export default defineWorkflow({ name: "w", parameters: {}, *execute() {
  const n: number = yield* part(1); throw new Error(String(n));
} } as never);`,
    );
    const { code, definition, stacks } = await load(workspace, path, true);
    assert.equal(code.includes("yield*"), false);
    const generator = definition.execute({} as never);
    generator.next();
    assert.throws(
      () => generator.next(),
      (error) => describeThrown(error, stacks).stack!.includes(`${path}:4:43`),
    );
  });
});
