import type { SessionVariable } from "./typescript/protocol.ts";

/** Why what a notebook's TypeScript cells had set is gone. */
export interface SessionRestart {
  /** What was restarted: the notebook's session alone, or the kernel process with every session in it. */
  readonly what: "session" | "kernel";
  /** What ended it; undefined where somebody asked for it. */
  readonly reason: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What a panel about one notebook's session is made from. */
export interface SessionState {
  readonly isTrusted: boolean;
  readonly variables: readonly SessionVariable[];
  /** How many executions the notebook has started, and how many of them are listed. */
  readonly executions: { readonly count: number; readonly listed: number };
  /** Of the kernel process; undefined while there is none. */
  readonly pid: number | undefined;
  /** Executions that run in this workspace, whoever started them. */
  readonly runningExecutions: number;
  /** The cell that runs, by its place in the notebook, which counts from 0; and how many wait for it. */
  readonly busyCell: number | undefined;
  readonly waitingCells: number;
  readonly restart: SessionRestart | undefined;
}

/** The kernel process in a word or two. */
export type KernelStatus =
  | { readonly is: "untrusted" }
  | { readonly is: "off" }
  | { readonly is: "idle"; readonly pid: number }
  | { readonly is: "busy"; readonly pid: number; readonly executions: number };

export type SessionSection =
  | { readonly kind: "variables"; readonly count: number }
  | { readonly kind: "executions"; readonly count: number; readonly listed: number }
  | { readonly kind: "kernel"; readonly status: KernelStatus };

export type KernelRow =
  /** `cell` counts from 0. */
  | { readonly kind: "busy"; readonly cell: number; readonly waiting: number }
  | { readonly kind: "restarted"; readonly restart: SessionRestart }
  | { readonly kind: "log" }
  | { readonly kind: "restart" };

export interface VariableRow {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: string;
  readonly accessibilityLabel: string;
  /** The cell that declared it. */
  readonly cell: string;
}

export function sessionSections(state: SessionState): SessionSection[] {
  return [
    { kind: "variables", count: state.variables.length },
    { kind: "executions", ...state.executions },
    { kind: "kernel", status: kernelStatus(state) },
  ];
}

/** What the process does for this notebook, why it was restarted, and what one can do about it. */
export function kernelRows({ isTrusted, busyCell, waitingCells, restart }: SessionState): KernelRow[] {
  const rows: KernelRow[] = [];
  if (busyCell !== undefined) rows.push({ kind: "busy", cell: busyCell, waiting: waitingCells });
  if (restart !== undefined) rows.push({ kind: "restarted", restart });
  return [...rows, { kind: "log" }, ...(isTrusted ? [{ kind: "restart" } as const] : [])];
}

/** Names and values are the notebook's: long ones are cut, and nothing in them is taken for more than text. */
export function variableRow({ name, type, preview, cell }: SessionVariable): VariableRow {
  return {
    label: cut(name, 80),
    description: cut(preview, 120),
    tooltip: `${cut(name, 200)}: ${cut(type, 100)}\n${cut(preview, 2_000)}`,
    icon: icons[type] ?? (type.startsWith("Array(") ? "symbol-array" : "symbol-variable"),
    accessibilityLabel: `${cut(name, 80)}, ${cut(type, 100)}, ${cut(preview, 120)}`,
    cell,
  };
}

function kernelStatus({ isTrusted, pid, busyCell, runningExecutions }: SessionState): KernelStatus {
  if (!isTrusted) return { is: "untrusted" };
  if (pid === undefined) return { is: "off" };
  if (runningExecutions === 0 && busyCell === undefined) return { is: "idle", pid };
  return { is: "busy", pid, executions: runningExecutions };
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

const icons: Readonly<Record<string, string>> = {
  number: "symbol-number",
  string: "symbol-string",
  boolean: "symbol-boolean",
  function: "symbol-function",
  class: "symbol-class",
  Object: "symbol-object",
};
