import type { WorkflowExecution } from "../../model/index.ts";
import { vegaLiteMime } from "../../notebook/chartMimes.ts";
import type { CellResult, ShowOutputs } from "../../notebook/executeOnce.ts";
import { executionMime } from "../../notebook/executionOutput.ts";
import type { CellOutput } from "../../notebook/outputs.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { figures, timelineText } from "../../timeline/index.ts";
import { plain } from "../../timeline/textTable.ts";
import { liveFooter } from "./liveFooter.ts";
import { print, printJson, printNote } from "./print.ts";
import { recordOf } from "./record.ts";
import { terminal } from "./terminal.ts";

/** Tells how a run goes: for people, or as records. */
export interface Reporter {
  cell(number: number, of: number, source: string): void;
  readonly show: ShowOutputs;
  /** How far several executions are. */
  readonly tell: (line: string) => void;
  result(result: CellResult): Promise<void>;
  /** `areLost`: some of the records could not be saved. */
  end(areLost: boolean): Promise<void>;
}

export function textReporter(kernel: Kernel): Reporter {
  const progress = liveFooter(kernel);
  let latest: readonly CellOutput[] = [];
  let hasRecords = false;
  return {
    cell: (number, of, source) => print(`${number > 1 ? "\n" : ""}[${number}/${of}] ${titleOf(source)}`),
    show: (outputs) => {
      latest = outputs;
    },
    tell: progress.tell,
    result: async ({ execution, executions }) => {
      progress.clear();
      hasRecords ||= execution !== undefined;
      // Of several, a table is shown.
      if (execution !== undefined && executions === undefined) {
        print(executionText(execution, await timelineOf(kernel, execution)));
      }
      for (const output of latest) {
        // What the chart of a sweep would show stands in its table.
        if (executions !== undefined && output.kind === "display" && vegaLiteMime in output.data) continue;
        if (output.kind === "error" && execution !== undefined) printNote("");
        printOutput(output);
      }
      latest = [];
    },
    end: async (areLost) => {
      progress.stop();
      if (hasRecords && !areLost) print(`\nRecords are kept in ${await kernel.location()}`);
    },
  };
}

/** Of a record that could not be saved, what was stored before may be gone as well. */
async function timelineOf(kernel: Kernel, { executionId, unsaved }: WorkflowExecution): Promise<string> {
  try {
    return timelineText((await kernel.timeline(executionId))!, terminal());
  } catch (error) {
    if (unsaved === undefined) throw error;
    return `  Its timeline is lost: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** One record on its own, several as a list; errors go to standard error as ever. */
export function jsonReporter(kernel: Kernel): Reporter {
  const progress = liveFooter(kernel);
  const records: unknown[] = [];
  let isList = false;
  let latest: readonly CellOutput[] = [];
  return {
    cell: () => {
      isList = true;
    },
    show: (outputs) => {
      latest = outputs;
    },
    tell: progress.tell,
    result: async ({ execution, executions }) => {
      progress.clear();
      isList ||= executions !== undefined;
      for (const each of executions ?? (execution === undefined ? [] : [execution])) {
        records.push(recordOf(each, await kernel.trace(each.executionId)));
      }
      for (const output of latest) if (output.kind === "error") printNote(errorText(output));
      latest = [];
    },
    end: async () => {
      progress.stop();
      if (isList) printJson(records);
      else if (records.length > 0) printJson(records[0]);
    },
  };
}

/** What a person wants to read of one execution: id and status, the timeline, the figures. */
export function executionText(execution: WorkflowExecution, timeline: string): string {
  const { executionId, status, endReason, runOptions, performanceMetrics, simulatedEndTime } = execution;
  const cut = endReason === "until" ? `, cut at until = ${String(runOptions.until)} s` : "";
  const source = performanceMetrics ?? { simulatedEndTime };
  const rows = figures(source).map(({ name, value }) => `  ${plain(name).padEnd(22)}${value}`);
  return [`${executionId}  ${status}${cut}`, "", timeline, "", ...rows, ...notesOf(execution)].join("\n");
}

function notesOf({ notes = [] }: WorkflowExecution): string[] {
  return notes.map((note) => `  note: ${note}`);
}

/** Executions are told with their timelines; everything else as text. */
function printOutput(output: CellOutput): void {
  if (output.kind === "error") printNote(errorText(output));
  else if (output.kind === "stream") (output.name === "stderr" ? printNote : print)(output.text.replace(/\n$/, ""));
  else if (!(executionMime in output.data)) print(textOf(output.data));
}

function textOf({ "text/plain": plain, ...others }: Extract<CellOutput, { kind: "display" }>["data"]): string {
  return typeof plain === "string" ? plain : `(${Object.keys(others).join(", ")})`;
}

function errorText({ message, stack }: Extract<CellOutput, { kind: "error" }>): string {
  return stack === "" || stack.includes(message) ? stack || message : `${message}\n${stack}`;
}

/** The workflow that a cell names, else its first line. */
function titleOf(source: string): string {
  const name = /^\s*name\s*=\s*["']([^"'\n]*)["']/m.exec(source)?.[1];
  return name ?? source.trim().split("\n", 1)[0] ?? "";
}
