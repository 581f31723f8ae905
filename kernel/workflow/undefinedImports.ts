import type { Message } from "esbuild";

const id = "import-is-undefined";

/** For esbuild's `logOverride`: a silent build keeps this warning to itself otherwise. */
export const tellUndefinedImports = { [id]: "warning" } as const;

/** Imports of what a file of the workspace does not export: they would be undefined in silence. Packages may look for what only some versions have. */
export function undefinedImportsIn(warnings: readonly Message[]): Message[] {
  return warnings.filter((it) => it.id === id && !/(^|[\\/])node_modules[\\/]/.test(it.location?.file ?? ""));
}

/** esbuild's sentence, with what it takes to be meant. */
export function sentenceOf({ text, notes }: Message): string {
  const [hint] = notes.filter((note) => note.text.startsWith("Did you mean"));
  return hint === undefined ? text : `${text}. ${hint.text}`;
}
