import { basename, resolve } from "node:path";
import type { Overrides } from "../../config/index.ts";
import type { RunOptions } from "../../model/index.ts";
import { junitXml } from "../../notebook/export/junit.ts";
import { KeptTexts } from "../../notebook/keptTexts.ts";
import { parameterNames } from "../../notebook/parametersCell.ts";
import { isFine, runNotebook } from "../../notebook/runNotebook.ts";
import { NotebookSession } from "../../notebook/session.ts";
import { unusedOverrides } from "../../notebook/unusedOverrides.ts";
import { fileReader } from "../../platform/readText.ts";
import { replaceFile } from "../../platform/replaceFile.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { exitCodes } from "./exitCodes.ts";
import { notebookHtml } from "./notebookHtml.ts";
import { printError, printNote } from "./print.ts";
import { readTarget } from "./readTarget.ts";
import { refuseUnwritable } from "./refuseUnwritable.ts";
import type { Reporter } from "./reporter.ts";

/** What a notebook is to leave behind, besides its executions. */
export interface NotebookWishes {
  readonly output?: string | undefined;
  readonly html?: string | undefined;
  readonly junit?: string | undefined;
  readonly keepGoing?: true | undefined;
}

interface NotebookRequest {
  readonly target: string;
  readonly workspace: string;
  readonly overrides: Overrides;
  readonly run: RunOptions;
  readonly kernel: Kernel;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly detach?: boolean;
  readonly wishes: NotebookWishes;
}

/** Runs a notebook from its first cell to its last, or to the first that fails. The file itself stays as it is. */
export async function runNotebookFile(request: NotebookRequest): Promise<number> {
  const { target, workspace, overrides, run, kernel, reporter, signal, wishes } = request;
  if (request.detach === true) {
    throw new Error("--detach is for a workflow or a configuration: the cells of a notebook run one after another.");
  }
  const notebook = resolve(target);
  for (const path of [wishes.output, wishes.html, wishes.junit]) if (path !== undefined) await refuseUnwritable(path);
  const texts = new KeptTexts();
  const document = texts.read(await readTarget(notebook));
  const unused = await unusedOverrides(document, overrides, await kernel.workflows());
  if (unused.length > 0) throw new Error(unused.join("\n"));
  const session = new NotebookSession({ kernel, notebook, read: fileReader(workspace), overrides, run });
  const ran = await runNotebook(document, {
    session,
    overrides,
    keepGoing: wishes.keepGoing === true,
    signal,
    now: () => new Date(),
    begin: ({ source }, number, of) => {
      reporter.cell(number, of, source);
      return reporter.show;
    },
    end: ({ result }) => reporter.result(result!),
  });
  const wrote = [
    await leave(wishes.output, () => texts.write(ran.document)),
    await leave(wishes.html, () => notebookHtml(ran.document, notebook, kernel)),
    await leave(wishes.junit, () => junitXml(basename(notebook), ran.cells)),
  ];
  const unrun = ran.cells.filter(({ interrupted, result }) => interrupted && result === undefined).length;
  if (unrun > 0) printNote(`The run was interrupted: ${unrun} of ${ran.cells.length} code cells did not run.`);
  await session.close();
  const names = new Set([...session.takenOverrides, ...(await parameterNames(document))]);
  const left = Object.keys(overrides).filter((key) => !names.has(key));
  if (ran.success && left.length > 0) {
    throw new Error(`No cell of this notebook took ${left.map((key) => `"${key}"`).join(", ")}: check the spelling.`);
  }
  if (ran.success) return wrote.includes(false) ? exitCodes.failed : exitCodes.done;
  return ran.cells.some((run) => run.result !== undefined && !isFine(run) && !run.result.refused)
    ? exitCodes.failed
    : exitCodes.refused;
}

/** Writes one of the results. What goes wrong is told, and costs neither the other results nor what the cells say. */
async function leave(path: string | undefined, text: () => string | Promise<string>): Promise<boolean> {
  if (path === undefined) return true;
  try {
    await replaceFile(path, await text());
    return true;
  } catch (error) {
    printError(error);
    return false;
  }
}
