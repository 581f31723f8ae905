import * as vscode from "vscode";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { registerCellCompletion } from "./completion.ts";
import { registerCellDiagnostics } from "./diagnostics.ts";
import { registerCellNavigation } from "./navigation.ts";
import { registerCellReading } from "./reading.ts";

/** TypeScript cells in the editor: the answers come from TypeScript's own language service, which sees all cells as one program. */
export function registerTypeScriptCells(sessions: NotebookSessions): vscode.Disposable {
  return vscode.Disposable.from(
    registerCellCompletion(sessions),
    registerCellReading(sessions),
    registerCellNavigation(sessions),
    registerCellDiagnostics(sessions),
  );
}
