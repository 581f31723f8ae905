import type { Overrides } from "../config/index.ts";
import type { NotebookCell, NotebookDocument } from "./document.ts";
import { tagsOf } from "./tags.ts";

const parametersTag = "parameters";
const injectedTag = "injected-parameters";

/**
 * In papermill's manner: after a TypeScript cell tagged `parameters` stands one tagged `injected-parameters`, which sets those of its
 * names that the caller gives a value. One that is there from an earlier run is replaced; without new values it goes on holding.
 */
export async function withInjectedParameters(
  document: NotebookDocument,
  overrides: Overrides,
): Promise<NotebookDocument> {
  const cells = document.cells.filter((cell) => !tagsOf(cell).includes(injectedTag));
  const at = cells.findIndex(isParametersCell);
  const declared = at < 0 ? [] : await declaredNames(cells[at]!);
  const given = declared.filter((name) => Object.hasOwn(overrides, name));
  if (given.length === 0) return document;
  const source = given.map((name) => `let ${name} = ${sourceOf(overrides[name])};`).join("\n");
  const injected: NotebookCell = {
    id: freeId(cells),
    kind: "code",
    language: "typescript",
    source: `// Given by the caller.\n${source}`,
    metadata: { tags: [injectedTag] },
    executionCount: null,
    outputs: [],
    rest: {},
  };
  return { ...document, cells: [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)] };
}

/** A cell of the user's own may have lost its tag, and kept its id. */
function freeId(cells: readonly NotebookCell[]): string {
  const taken = new Set(cells.map(({ id }) => id));
  let id = injectedTag;
  for (let number = 2; taken.has(id); number += 1) id = `${injectedTag}-${number}`;
  return id;
}

/** TypeScript that gives this very value. JSON has no word for infinity, NaN, long integers and dates, and forgets the sign of zero. */
function sourceOf(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return `new Date(${JSON.stringify(value) === "null" ? "NaN" : JSON.stringify(value)})`;
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(", ")}]`;
  const entries = Object.entries(value).map(([key, inner]) => `${keySource(key)}: ${sourceOf(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Written plainly, `__proto__` would be no key. */
function keySource(key: string): string {
  return key === "__proto__" ? `["__proto__"]` : JSON.stringify(key);
}

/** Names that the parameters cell of a notebook declares; none where there is no such cell. */
export async function parameterNames({ cells }: NotebookDocument): Promise<readonly string[]> {
  const cell = cells.find(isParametersCell);
  return cell === undefined ? [] : declaredNames(cell);
}

function isParametersCell(cell: NotebookCell): boolean {
  return cell.kind === "code" && cell.language === "typescript" && tagsOf(cell).includes(parametersTag);
}

/** TypeScript itself says what is declared; it is loaded only where a notebook asks for it. */
async function declaredNames({ id, source }: NotebookCell): Promise<readonly string[]> {
  const { analyseCell } = await import("./typescript/executedCells.ts");
  return analyseCell(id, source, 1).statements.flatMap(({ declares }) => declares);
}
