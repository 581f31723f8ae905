import type { NotebookDocument } from "../document.ts";

/** The first heading of the notebook; else the name given. */
export function titleOf({ cells }: NotebookDocument, otherwise: string): string {
  for (const { kind, source } of cells) {
    const heading = kind === "markdown" ? /^#{1,6}\s+(.+?)\s*#*\s*$/m.exec(source)?.[1] : undefined;
    if (heading !== undefined) return heading;
  }
  return otherwise;
}

/** What a code cell is about, in a line: the workflow that it names, else its first line that is no comment mark. */
export function cellTitle(source: string): string {
  const name = /^\s*(?:name|config)\s*=\s*["']([^"'\n]*)["']/m.exec(source)?.[1];
  const line = source.split("\n").find((it) => it.trim() !== "") ?? "";
  return (
    name ??
    line
      .trim()
      .replace(/^(\/\/|#)\s*/, "")
      .slice(0, 80)
  );
}
