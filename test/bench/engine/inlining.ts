/**
 * What inlining of local generator functions gains: the shipped STF workflow, stretched to a million STFs, bundled with and without.
 *
 *   node --conditions=wfnb-source test/bench/engine/inlining.ts [--rounds 5] [--stfs 1000000]
 *
 * Each run is a process of its own, in turns; nothing is recorded, so that the figures are the engine's and the workflow's alone.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as wfnb from "../../../kernel/authoring.ts";
import { parseParameters } from "../../../kernel/config/index.ts";
import { Environment } from "../../../kernel/sim/index.ts";
import { esbuildBundler } from "../../../kernel/workflow/bundleWithEsbuild.ts";
import { createContext } from "../../../kernel/workflow/context.ts";
import { loadWorkflow } from "../../../kernel/workflow/loader.ts";
import { median } from "../median.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    stfs: { type: "string", default: "1000000" },
    run: { type: "string" },
  },
});
const workspace = join(import.meta.dirname, "../../..");

if (options.run !== undefined) console.log(await secondsOf(options.run === "inlined", Number(options.stfs)));
else compare(Number(options.rounds));

function compare(rounds: number): void {
  const ways = ["delegated", "inlined"] as const;
  const seconds = { delegated: [] as number[], inlined: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const way of ways) {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [...process.execArgv, import.meta.filename, "--run", way, "--stfs", options.stfs],
        { encoding: "utf8" },
      );
      const took = Number(stdout);
      if (!(took > 0)) throw new Error(stderr);
      seconds[way].push(took);
      console.error(`round ${round}  ${way}  ${took.toFixed(3)} s`);
    }
  }
  const [delegated, inlined] = ways.map((way) => median(seconds[way])) as [number, number];
  console.log(
    `${options.stfs} STFs, medians of ${rounds}: ${delegated.toFixed(3)} s with yield*, ${inlined.toFixed(3)} s inlined: ` +
      `${(delegated / inlined).toFixed(2)} times as fast`,
  );
}

async function secondsOf(inlines: boolean, stfs: number): Promise<number> {
  const path = join(workspace, "workflows/stf_processing.ts");
  const { bundled, problems } = await esbuildBundler(workspace, { inlines })(path);
  if (bundled === undefined) throw new Error(problems.map(({ message }) => message).join());
  const loaded = loadWorkflow(bundled.bundle, path, workspace, { wfnb });
  if (loaded.problem !== undefined) throw new Error(loaded.problem.message);
  const { definition } = loaded;
  const verdict = parseParameters(definition.parameters, {
    physics_period_count: 1,
    physics_period_duration: 2.1 * stfs,
  });
  if (verdict.diagnostics !== undefined) throw new Error("The workflow does not take these parameters");
  let counted = 0;
  const nothing = () => {};
  const recorder = {
    state: nothing,
    message: nothing,
    gauge: nothing,
    log: nothing,
    mark: nothing,
    lane: nothing,
    count: (_time: number, name: string) => {
      if (name === "stf") counted += 1;
    },
  };
  const env = new Environment();
  const context = createContext(env, verdict.parameters as Record<string, never>, recorder, definition.topic);
  const start = performance.now();
  env.process(definition.execute(context) as never, definition.name);
  env.run();
  const took = (performance.now() - start) / 1e3;
  if (Math.abs(counted - stfs) > 1) throw new Error(`${counted} STFs instead of ${stfs}`);
  return took;
}
