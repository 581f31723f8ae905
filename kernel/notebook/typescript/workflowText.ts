import { basename, dirname, join } from "node:path";
import { encodedMap, type SourceMapSegment, TraceMap } from "@jridgewell/trace-mapping";
import type { WorkflowText } from "../../workflow/bundle.ts";
import type { CellStatement, ExecutedCell } from "./executedCells.ts";

/** What every cell has at hand without importing it, and a file has not. */
const importedFromWfnb = ["defineWorkflow", "parameter", "Environment"];

/**
 * The workflow that a cell defines, as a file of its own: its statement and, from all that ran so far, the declarations that it needs.
 * It runs in a worker where the session's values are not, so a replay gives the same; its map leads back to the cells.
 *
 * Gives undefined where the definition is not to be found in the text of the cell: made by a function of another file, say.
 */
export function workflowText(
  notebook: string,
  name: string,
  cell: ExecutedCell,
  executed: readonly ExecutedCell[],
): WorkflowText | undefined {
  const defining = definingStatement(name, cell);
  if (defining === undefined) return undefined;
  const needed = neededStatements(defining, executed);
  const declared = new Set(needed.flatMap(({ declares }) => declares));
  const missing = importedFromWfnb.filter((it) => !declared.has(it) && needed.some(({ needs }) => needs.has(it)));
  const text = new MappedText();
  if (missing.length > 0) text.add(`import { ${missing.join(", ")} } from "wfnb";\n\n`);
  for (const statement of needed) {
    const from = executed.find(({ order }) => order === statement.order)!;
    for (const { before, start, end, after } of piecesOf(statement, defining)) {
      text.add(before);
      text.addFrom(from, start, end);
      text.add(after);
    }
  }
  return {
    path: join(dirname(notebook), `${basename(notebook)}.${name}.ts`),
    text: text.text,
    map: text.map((order) => [basename(notebook), executed.find((it) => it.order === order)!.cell]),
  };
}

function definingStatement(name: string, { statements }: ExecutedCell): CellStatement | undefined {
  const defining = statements.filter(({ definition }) => definition !== undefined);
  return (
    defining.find(({ definition }) => definition?.name === name) ?? (defining.length === 1 ? defining[0] : undefined)
  );
}

/** In the order in which they ran. The newest declaration of a name counts, as it does in the session. */
function neededStatements(defining: CellStatement, executed: readonly ExecutedCell[]): CellStatement[] {
  const declaring = new Map<string, CellStatement>();
  for (const { statements } of executed) {
    for (const statement of statements) for (const name of statement.declares) declaring.set(name, statement);
  }
  const needed = new Set([defining]);
  for (const statement of needed) {
    for (const name of statement.needs) {
      const found = declaring.get(name);
      if (found !== undefined) needed.add(found);
    }
  }
  return [...needed].sort((a, b) => a.order - b.order || a.start - b.start);
}

/** A statement as it stands; the defining one exports the workflow. */
function piecesOf(statement: CellStatement, defining: CellStatement) {
  const { start, end, definition } = statement;
  if (statement !== defining || definition === undefined || definition.isDefaultExport) {
    return [{ before: "", start, end, after: "\n\n" }];
  }
  if (definition.variable !== undefined) {
    return [{ before: "", start, end, after: `\n\nexport default ${definition.variable};\n\n` }];
  }
  return [{ before: "export default ", start: definition.start, end: definition.end, after: ";\n\n" }];
}

/** Text put together from cells, with a segment of the map for each word of them. */
class MappedText {
  text = "";
  readonly #lines: { source: number; generated: number; line: number; column: number }[][] = [[]];
  readonly #orders: number[] = [];

  add(text: string): void {
    this.text += text;
    for (let lines = text.split("\n").length - 1; lines > 0; lines -= 1) this.#lines.push([]);
  }

  addFrom({ source, order }: ExecutedCell, start: number, end: number): void {
    let index = this.#orders.indexOf(order);
    if (index < 0) index = this.#orders.push(order) - 1;
    const before = source.slice(0, start).split("\n");
    source
      .slice(start, end)
      .split("\n")
      .forEach((line, offset) => {
        if (offset > 0) this.add("\n");
        const column = offset === 0 ? before.at(-1)!.length : 0;
        const generated = this.text.length - (this.text.lastIndexOf("\n") + 1);
        for (const { index: at } of line.matchAll(/\w+|[^\s\w]/g)) {
          const place = {
            source: index,
            generated: generated + at,
            line: before.length - 1 + offset,
            column: column + at,
          };
          this.#lines.at(-1)!.push(place);
        }
        this.add(line);
      });
  }

  /** `pathOf` names the source of what ran as that number, in the parts of its path. */
  map(pathOf: (order: number) => readonly string[]): string {
    // In a map a source is an address.
    const sources = this.#orders.map((order) => pathOf(order).map(encodeURIComponent).join("/"));
    const mappings = this.#lines.map((line) =>
      line.map(({ source, generated, line: at, column }): SourceMapSegment => [generated, source, at, column]),
    );
    const traced = new TraceMap({ version: 3, names: [], sources, mappings });
    return JSON.stringify(encodedMap(traced));
  }
}
