import * as vscode from "vscode";
import type { LanguageCell, LanguagePlace } from "../../kernel/notebook/language/protocol.ts";
import type { LanguageCells } from "../../kernel/notebook/languageCells.ts";
import { typescriptCellLanguage } from "../ids.ts";
import { cellId, cellOf } from "../notebook/cells.ts";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { toRange } from "../toml/convert.ts";

export const typescriptSelector: vscode.DocumentSelector = { language: typescriptCellLanguage };

/** A place in a cell, with all that the language service wants to know to answer about it. */
export interface CellQuestion {
  readonly language: LanguageCells;
  readonly cells: readonly LanguageCell[];
  readonly cell: string;
  readonly offset: number;
  readonly notebook: vscode.NotebookDocument;
}

export function cellQuestion(
  sessions: NotebookSessions,
  document: vscode.TextDocument,
  position: vscode.Position = new vscode.Position(0, 0),
): CellQuestion | undefined {
  const asked = cellOf(document);
  if (asked === undefined) return undefined;
  const { notebook } = asked;
  const { language } = sessions.of(notebook);
  const cells = languageCells(typescriptCells(notebook));
  return { language, cells, cell: cellId(asked), offset: document.offsetAt(position), notebook };
}

export function typescriptCells(notebook: vscode.NotebookDocument): vscode.NotebookCell[] {
  return notebook.getCells().filter((cell) => cell.document.languageId === typescriptCellLanguage);
}

export function languageCells(cells: readonly vscode.NotebookCell[]): LanguageCell[] {
  return cells.map((cell) => ({ id: cellId(cell), source: cell.document.getText() }));
}

/** A place in a cell of the notebook or in a file; undefined when its cell has gone meanwhile. */
export function toLocation(
  { cell, file, range }: LanguagePlace,
  notebook: vscode.NotebookDocument,
): vscode.Location | undefined {
  if (file !== undefined) return new vscode.Location(vscode.Uri.file(file), toRange(range));
  const found = notebook.getCells().find((one) => cellId(one) === cell);
  return found && new vscode.Location(found.document.uri, toRange(range));
}
