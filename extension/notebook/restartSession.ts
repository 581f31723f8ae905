import * as vscode from "vscode";
import { notebookType } from "../ids.ts";
import type { CellRuns } from "./cellRuns.ts";
import type { NotebookSessions } from "./sessions.ts";

/** Forgets the variables of the active notebook's TypeScript cells, and the workflows that they defined. Executions are kept. */
export async function restartSession(sessions: NotebookSessions, runs: CellRuns): Promise<void> {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType !== notebookType) return;
  await sessions.of(notebook).restart();
  runs.restarted(notebook);
  sessions.ran(notebook);
}
