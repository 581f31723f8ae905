import { tomlLanguage, typescriptCellLanguage } from "../ids.ts";

/**
 * A TypeScript cell has a language id of its own in the editor: the editor's TypeScript extension sees every `typescript` cell as a
 * lone file and would mark each name that another cell declares. In the file it is `typescript`, as for every other client.
 */
export function toEditorLanguage(language: string): string {
  return language === "typescript" ? typescriptCellLanguage : language;
}

export function toKernelLanguage(languageId: string): string {
  return languageId === typescriptCellLanguage ? "typescript" : languageId;
}

export const runnableLanguages = [tomlLanguage, typescriptCellLanguage, "typescript", "javascript"];
