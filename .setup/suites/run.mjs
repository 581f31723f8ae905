import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { formatElapsed } from "../progress.mjs";
import { runGroup } from "./processGroup.mjs";
import { judge, readResult, totalsLine } from "./result.mjs";

/** Runs the suites, beside each other where the table allows it, and prints the totals last. Resolves to the exit code. */
export async function runSuites({ root, env, node }, { suites }) {
  const output = join(root, "test", "output");
  mkdirSync(output, { recursive: true });
  const only = suites.length === 1;
  const verdicts = [];
  const runOne = async (suite) => {
    const resultFile = join(output, `${suite.name}.json`);
    const logFile = join(output, `${suite.name}.log`);
    rmSync(resultFile, { force: true });
    const log = only ? "inherit" : openSync(logFile, "w");
    const start = Date.now();
    if (!only) console.log(`${suite.name}: started`);
    const suiteEnv = { ...env, WFNB_RESULT: resultFile, WFNB_REPORTER: join(root, ".setup", "suites", "reporter.cjs") };
    const end = await runGroup(node, suite.args, {
      cwd: root,
      env: suiteEnv,
      stdio: ["ignore", log, log],
      timeoutMs: suite.timeoutSeconds * 1000,
      mark: `WFNB_RESULT=${resultFile}`,
    });
    if (log !== "inherit") closeSync(log);
    const verdict = judge({ ...suite, end }, readResult(resultFile));
    verdicts.push(verdict);
    console.log(
      `${suite.name}: ${verdict.passed} passed, ${verdict.failed} failed (${formatElapsed(Date.now() - start)})`,
    );
    for (const { title, message } of readResult(resultFile)?.retried ?? [])
      console.log(`  needed a second try: ${title} (${message.split("\n", 1)[0]})`);
    if (verdict.failed > 0 && !only)
      console.log(`\n----- ${suite.name}, in full -----\n${readFileSync(logFile, "utf8").trimEnd()}\n-----\n`);
    if (verdict.trouble) console.log(verdict.trouble);
  };
  await inParallel(
    suites.filter(({ alone }) => !alone),
    runOne,
  );
  for (const suite of suites.filter(({ alone }) => alone)) await runOne(suite);
  console.log(totalsLine(verdicts));
  return verdicts.some(({ failed }) => failed > 0) ? 1 : 0;
}

async function inParallel(suites, runOne) {
  const waiting = [...suites];
  const worker = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift()) await runOne(suite);
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
}
