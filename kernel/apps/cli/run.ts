import { existsSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import { executionsOf, type ResolvedConfig, resolveCall, resolveConfig } from "../../config/index.ts";
import type { RunOptions } from "../../model/index.ts";
import { executeConfig } from "../../notebook/executeConfig.ts";
import { fileReader } from "../../platform/readText.ts";
import { groupedNumber } from "../../timeline/index.ts";
import type { WorkflowListing } from "../../workflow/registry.ts";
import { assignments } from "./assignments.ts";
import { exitCodes } from "./exitCodes.ts";
import { isNotebook } from "./isNotebook.ts";
import { openKernel } from "./openKernel.ts";
import { collect, toNumber } from "./options.ts";
import { print } from "./print.ts";
import { readTarget, shownPath } from "./readTarget.ts";
import { jsonReporter, type Reporter, textReporter } from "./reporter.ts";
import type { NotebookWishes } from "./runNotebookFile.ts";
import { stopOnSignal } from "./stopOnSignal.ts";
import { unsavedRecords } from "./unsavedRecords.ts";
import { findWorkspace } from "./workspace.ts";

interface RunArguments extends NotebookWishes {
  readonly set: string[];
  readonly until?: number | undefined;
  readonly duration?: number | undefined;
  readonly seed?: number | undefined;
  readonly realtime?: true | undefined;
  readonly factor?: number | undefined;
  readonly detach?: true | undefined;
  readonly workspace?: string | undefined;
  readonly json?: true | undefined;
}

export function runCommand() {
  return new Command("run")
    .description("Run a workflow, a configuration or a notebook, and keep the executions.")
    .argument("<target>", "name of a workflow, or path of its .ts file, of a .toml file, or of a .wfnb notebook")
    .option("-s, --set <key=value>", "a parameter, written as in TOML; may be repeated", collect, [] as string[])
    .addOption(new Option("-u, --until <seconds>", "simulated time at which to stop").argParser(toNumber("--until")))
    .addOption(
      new Option("--duration <seconds>", "another word for --until")
        .argParser(toNumber("--duration"))
        .conflicts("until"),
    )
    .option("--realtime", "wait for the wall clock")
    .addOption(
      new Option("--factor <seconds>", "wall seconds per simulated second in real time; default 1")
        .argParser(toNumber("--factor"))
        .implies({ realtime: true as const }),
    )
    .option("--detach", "print the execution's id and leave it running; not for notebooks")
    .addOption(new Option("--seed <number>", "seed of every random stream").argParser(toNumber("--seed")))
    .option("-w, --workspace <folder>", "where executions are kept; default: found from here upwards")
    .option("--json", "print whole records, with the store's field names")
    .option(
      "-o, --output <file>",
      "of a notebook: where to write it with its outputs; the notebook itself stays as it is",
    )
    .option("--html <file>", "of a notebook: where to write it as one HTML file with its charts")
    .option("--junit <file>", "of a notebook: where to write its cells as JUnit test cases")
    .option("-k, --keep-going", "of a notebook: run the cells after one that fails, too")
    .action(async (target, options) => {
      process.exitCode = await run(target, options);
    });
}

/** Runs the target to its end and returns the exit code. */
async function run(target: string, options: RunArguments): Promise<number> {
  const workspace = findWorkspace(options.workspace);
  if (!isNotebook(target)) refuseWishes(target, options);
  const overrides = assignments(options.set);
  const runOptions = runOptionsOf(options);
  const kernel = openKernel(workspace);
  const unsaved = unsavedRecords(kernel);
  const reporter = options.json === true ? jsonReporter(kernel) : textReporter(kernel);
  const stop = stopOnSignal();
  try {
    const detach = options.detach === true;
    const request = { target, workspace, overrides, run: runOptions, kernel, reporter, signal: stop.signal, detach };
    const code = isNotebook(target)
      ? await (await import("./runNotebookFile.ts")).runNotebookFile({ ...request, wishes: options })
      : await runConfig(request);
    if (detach) return stop.exitCode ?? code;
    const areLost = await unsaved();
    await reporter.end(areLost);
    return stop.exitCode ?? (areLost ? exitCodes.failed : code);
  } finally {
    stop.dispose();
    await kernel.close();
  }
}

/** What only a notebook can grant: a script that waits for a file, or for what comes after a failure, is told that it will not come. */
function refuseWishes(target: string, { output, html, junit, keepGoing }: NotebookWishes): void {
  const wishes = Object.entries({ output, html, junit, "keep-going": keepGoing });
  const asked = wishes.find(([, wish]) => wish !== undefined);
  if (asked === undefined) return;
  throw new Error(`--${asked[0]} is for notebooks, and "${target}" is none: leave it out, or run a .wfnb file.`);
}

interface RunRequest {
  readonly target: string;
  readonly workspace: string;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly run: RunOptions;
  readonly kernel: ReturnType<typeof openKernel>;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly detach: boolean;
}

async function runConfig(request: RunRequest): Promise<number> {
  const { workspace, overrides, run, kernel, reporter, signal, detach } = request;
  const listing = await kernel.workflows();
  const { workflows } = listing;
  const target = request.target.endsWith(".ts") ? workflowOf(request.target, workspace, listing) : request.target;
  const read = fileReader(workspace);
  const isWorkflow = workflows.some(({ name }) => name === target);
  const isFile = target.endsWith(".toml") || (!isWorkflow && existsSync(target));
  const uri = isFile ? resolve(target) : target;
  const config = isFile
    ? await resolveConfig({ main: { uri, text: await readTarget(uri) }, ...listing, read, overrides, run })
    : await resolveCall({ workflow: target, ...listing, read, overrides, run });
  const startedFrom = isFile ? { config: uri } : {};
  const name = isFile ? shownPath(uri) : undefined;
  if (detach && config.valid) {
    refuseSeveral(config);
    const { workflowName: workflow, version, parameters, origins } = config;
    const started = { workflow, version, parameters, origins, run: config.run, startedFrom, detached: true };
    print((await kernel.start(started)).executionId);
    return exitCodes.done;
  }
  const result = await executeConfig({
    kernel,
    config,
    uri,
    name,
    startedFrom,
    show: reporter.show,
    tell: reporter.tell,
    signal,
  });
  await reporter.result(result);
  if (result.success) return exitCodes.done;
  return result.refused ? exitCodes.refused : exitCodes.failed;
}

/** The name of the workflow that a file defines: whoever completes paths in a shell has that one at hand. */
function workflowOf(file: string, workspace: string, { workflows, problems }: WorkflowListing): string {
  const path = resolve(file);
  const workflow = workflows.find((it) => resolve(workspace, it.file) === path);
  if (workflow !== undefined) return workflow.name;
  const problem = problems.find((it) => it.file === path);
  throw new Error(
    problem === undefined
      ? `${file} is the file of no workflow that runs here: those are ${join(workspace, "workflows")}${sep}*.ts. Run one by its name, or by its file.`
      : `${file}${problem.line === undefined ? "" : `:${problem.line + 1}`}: ${problem.message}`,
  );
}

/** A detached run is one execution: nobody would be there to start the next one. */
function refuseSeveral(config: ResolvedConfig): void {
  const executions = executionsOf(config);
  if (executions === 1) return;
  throw new Error(
    `--detach starts one execution, and this configuration asks for ${groupedNumber(executions)}: leave it out, or leave [sweep] and replications out of the configuration.`,
  );
}

function runOptionsOf({ duration, until = duration, seed, realtime, factor }: RunArguments): RunOptions {
  const given = Object.entries({ until, seed, realtime, factor }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}
