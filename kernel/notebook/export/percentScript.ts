import { emptyNotebook, type NotebookCell, type NotebookDocument } from "../document.ts";
import { importedCell } from "./importedCell.ts";

/** Begins a cell: `// %% [toml] id=faster`. */
const marker = /^\/\/ %%(?: \[(?<language>\w+)\])?(?: id=(?<id>[A-Za-z0-9_-]+))?\s*$/;

/**
 * A notebook as one TypeScript file, cells between `// %%` lines as several editors know them; what is no TypeScript stands in comments.
 * Outputs stay behind.
 */
export function toTypeScript({ cells }: NotebookDocument): string {
  return `${cells.map(toScriptCell).join("\n\n")}\n`;
}

function toScriptCell({ id, kind, language, source }: NotebookCell): string {
  const tag = kind === "code" ? language : kind;
  const head = `// %%${tag === "typescript" ? "" : ` [${tag}]`} id=${id}`;
  const lines = source.split("\n");
  const body = tag === "typescript" ? lines : lines.map((line) => (line === "" ? "//" : `// ${line}`));
  return source === "" ? head : `${head}\n${body.map(guarded).join("\n")}`;
}

/** A line of the user's own that looks like a marker gets a backslash more, and loses it again. */
function guarded(line: string): string {
  return line.replace(/^\/\/ (\\*)%%/, "// $1\\%%");
}

function unguarded(line: string): string {
  return line.replace(/^\/\/ (\\*)\\%%/, "// $1%%");
}

/** The notebook that such a file says; a plain TypeScript file is one cell. */
export function fromTypeScript(text: string): NotebookDocument {
  const cells: NotebookCell[] = [];
  let head: { language: string; id: string | undefined } | undefined;
  let lines: string[] = [];
  const finish = () => {
    // Between two cells stands one empty line; the file ends with a line feed.
    if (lines.at(-1) === "") lines.pop();
    if (head !== undefined || lines.some((line) => line.trim() !== "")) {
      cells.push(toCell(head ?? { language: "typescript", id: undefined }, lines, cells.length));
    }
    lines = [];
  };
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const found = marker.exec(line);
    if (found === null) {
      lines.push(line);
      continue;
    }
    finish();
    head = { language: found.groups?.language ?? "typescript", id: found.groups?.id };
  }
  finish();
  return { ...emptyNotebook(), cells };
}

function toCell(
  { language, id }: { language: string; id: string | undefined },
  lines: string[],
  index: number,
): NotebookCell {
  const isScript = language === "typescript";
  const source = lines
    .map(unguarded)
    .map((line) => (isScript ? line : line.replace(/^\/\/ ?/, "")))
    .join("\n");
  const kind = language === "markdown" || language === "raw" ? language : "code";
  return importedCell(kind, language, source, index, id);
}
