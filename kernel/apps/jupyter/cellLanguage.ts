import type { JsonObject } from "../../model/index.ts";
import { parseToml } from "../../toml/index.ts";

/** A cell as it came, in the language that it is written in. */
export interface LanguageCell {
  readonly language: "toml" | "typescript";
  /** With as many lines as the cell, so that places told are places seen. */
  readonly source: string;
}

/**
 * Jupyter knows one language for each kernel, so a cell says itself when it is TOML: by `%%toml` in its first line, by its metadata
 * (`vscode.languageId`, which `.wfnb` notebooks have and some clients send), or by being the configuration of a workflow:
 * TOML without errors that begins with a table and names a `[workflow]`.
 */
export function languageCell(text: string, metadata: JsonObject = {}): LanguageCell {
  const magic = /^\s*%%(toml|typescript|javascript)\b[^\n]*/.exec(text);
  if (magic !== null) {
    const lines = magic[0].replaceAll(/[^\n]/g, "");
    const language = magic[1] === "toml" ? "toml" : "typescript";
    return { language, source: lines + text.slice(magic[0].length) };
  }
  return { language: isMarked(metadata) || isConfiguration(text) ? "toml" : "typescript", source: text };
}

function isMarked(metadata: JsonObject): boolean {
  const { vscode, languageId } = metadata;
  const own = typeof vscode === "object" && vscode !== null && "languageId" in vscode ? vscode.languageId : languageId;
  return own === "toml";
}

function isConfiguration(text: string): boolean {
  const first = text.split("\n").find((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  if (first === undefined || !/^\s*\[\s*[\w.-]+\s*\]\s*(#.*)?$/.test(first)) return false;
  const { root, diagnostics } = parseToml(text);
  return diagnostics.length === 0 && root.entries.get("workflow")?.value.kind === "table";
}
