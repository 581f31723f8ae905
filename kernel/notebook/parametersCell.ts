import type { Overrides } from "../config/index.ts";
import type { NotebookCell, NotebookDocument } from "./document.ts";
import { tagsOf } from "./tags.ts";

const parametersTag = "parameters";
const injectedTag = "injected-parameters";

/**
 * In papermill's manner: after a TypeScript cell tagged `parameters` stands one tagged `injected-parameters`, which sets those of its
 * names that the caller gives a value. One that is there from an earlier run is replaced.
 */
export async function withInjectedParameters(
  document: NotebookDocument,
  overrides: Overrides,
): Promise<NotebookDocument> {
  const cells = document.cells.filter((cell) => !tagsOf(cell).includes(injectedTag));
  const at = cells.findIndex(isParametersCell);
  const declared = at < 0 ? [] : await declaredNames(cells[at]!);
  const given = declared.filter((name) => Object.hasOwn(overrides, name));
  if (given.length === 0) return { ...document, cells };
  const source = given.map((name) => `let ${name} = ${JSON.stringify(overrides[name])};`).join("\n");
  const injected: NotebookCell = {
    id: "injected-parameters",
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
