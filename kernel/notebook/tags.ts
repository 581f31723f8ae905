import type { Json } from "../model/index.ts";
import type { NotebookCell } from "./document.ts";

/** A cell's tags, as nbformat keeps them. */
export function tagsOf({ metadata }: NotebookCell): readonly string[] {
  const { tags } = metadata;
  return Array.isArray(tags) ? (tags as readonly Json[]).filter((tag) => typeof tag === "string") : [];
}

/** Jupyter's word for a cell that is there to show an error. */
const mayFailTag = "raises-exception";

/** Is the cell there to show an error? */
export function mayFail(cell: NotebookCell): boolean {
  return tagsOf(cell).includes(mayFailTag);
}
