import { existsSync, statSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { Argument, Command, Option } from "@commander-js/extra-typings";
import {
  type CheckedSource,
  type ConfigDiagnostic,
  checkConfigs,
  findingsOf,
  githubReport,
  humanReport,
  isOfUnknownWorkflow,
  jsonReport,
  sarifReport,
} from "../../config/index.ts";
import { readNotebook } from "../../notebook/read.ts";
import { mayFail } from "../../notebook/tags.ts";
import packageJson from "../../package.json" with { type: "json" };
import { definedNames } from "../../workflow/definedNames.ts";
import { namesakesIn } from "../../workflow/namesakes.ts";
import { workspaceIn } from "../lsp/world.ts";
import { exitCodes } from "./exitCodes.ts";
import { isNotebook } from "./isNotebook.ts";
import { openKernel } from "./openKernel.ts";
import { printNote } from "./print.ts";
import { readTarget, shownPath } from "./readTarget.ts";
import { terminal } from "./terminal.ts";
import { findWorkspace } from "./workspace.ts";

const formats = ["human", "json", "sarif", "github"] as const;

export function checkCommand() {
  return new Command("check")
    .description("Check configurations and TOML cells as the editor does, without running them.")
    .addArgument(new Argument("[paths...]", "files, folders and notebooks").default(["."]))
    .addOption(new Option("-f, --format <format>", "how to report").choices(formats).default("human" as const))
    .option("-w, --workspace <folder>", "where the workflows are; default: found from here upwards")
    .action(async (paths, { format, workspace }) => {
      const root = findWorkspace(workspace);
      await using kernel = openKernel(root);
      const listing = await kernel.workflows();
      const sources = (await Promise.all(paths.map(sourcesIn))).flat();
      // What may be included is for completion alone: to look for it at each file makes the time grow with its square.
      const world = { ...workspaceIn(root, () => listing), nearbyConfigs: async () => [] };
      const { diagnostics, checked, workflows: asked } = await checkConfigs(sources, world);
      const sourceAt = new Map(sources.map((source) => [source.uri, source]));
      const counted = diagnostics.flatMap((diagnostic) => {
        const source = sourceAt.get(diagnostic.uri);
        return source === undefined ? [diagnostic] : judged(diagnostic, source);
      });
      const namesakes = namesakesIn(listing.problems).filter(
        ({ uri, data }) => asked.has(String(data.name)) || paths.some((path) => isInside(resolve(path), uri)),
      );
      const findings = findingsOf([...counted, ...namesakes], shownPath);
      const lines = new Map(sources.map(({ uri, text }) => [shownPath(uri), text.split("\n")]));
      const lineOf = (file: string, line: number) => lines.get(file)?.[line - 1];
      const report = {
        human: () => humanReport(findings, { lineOf, color: terminal().colour }),
        json: () => jsonReport(findings),
        sarif: () => sarifReport(findings, packageJson.version),
        github: () => githubReport(findings),
      }[format];
      process.stdout.write(report());
      if (format === "human")
        printNote(`${checked.length} ${checked.length === 1 ? "configuration" : "configurations"} checked.`);
      process.exitCode = findings.some(({ severity }) => severity === "error") ? exitCodes.failed : exitCodes.done;
    });
}

function isInside(folder: string, file: string): boolean {
  return file.startsWith(join(folder, sep));
}

interface CliSource extends CheckedSource {
  /** Names of workflows that cells above define: they are known only where those cells run. */
  readonly defined?: readonly string[];
  /** Is the cell there to show an error? */
  readonly mayFail?: boolean;
}

/** What a diagnostic of the editor is worth where everything around the cell is known. */
function judged(diagnostic: ConfigDiagnostic, source: CliSource): ConfigDiagnostic[] {
  const { data, severity } = diagnostic;
  if (isOfUnknownWorkflow(diagnostic) && source.defined?.includes(String(data.name)) === true) return [];
  return [source.mayFail === true && severity === "error" ? { ...diagnostic, severity: "information" } : diagnostic];
}

/** The configurations at a path: a TOML file, the TOML cells of a notebook, or all of these in a folder. */
async function sourcesIn(path: string): Promise<CliSource[]> {
  if (existsSync(path) && statSync(path).isDirectory()) return sourcesInFolder(resolve(path));
  return isNotebook(path) ? cellsOf(resolve(path)) : [await fileAt(path, { isNamed: true })];
}

async function sourcesInFolder(folder: string): Promise<CliSource[]> {
  const found: CliSource[] = [];
  const exclude = (name: string) => /^(node_modules|dist|\.git|\.wfnb)$/.test(name);
  for await (const path of glob("**/*.{toml,wfnb}", { cwd: folder, exclude })) {
    const file = join(folder, path);
    found.push(...(isNotebook(file) ? await cellsOf(file) : [await fileAt(file, { isNamed: false })]));
  }
  return found;
}

async function fileAt(path: string, { isNamed }: { isNamed: boolean }): Promise<CliSource> {
  return { uri: resolve(path), text: await readTarget(path), isNamed };
}

/** Lines count within the cell, and the cell is told by its id, as in the editor. */
async function cellsOf(notebook: string): Promise<CliSource[]> {
  const { cells } = readNotebook(await readTarget(notebook));
  const code = cells.filter(({ kind }) => kind === "code");
  return code.flatMap((cell, index): CliSource[] => {
    const { id, language, source } = cell;
    if (language !== "toml") return [];
    const above = code.slice(0, index).filter((one) => one.language === "typescript");
    const defined = above.flatMap((one) => definedNames(one.source));
    return [{ uri: `${notebook}#${id}`, text: source, kind: "cell", defined, mayFail: mayFail(cell) }];
  });
}
