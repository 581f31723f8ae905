import type { Json } from "../model/index.ts";
import type { NotebookCell } from "./document.ts";

/** A cell's tags, as nbformat keeps them. */
export function tagsOf({ metadata }: NotebookCell): readonly string[] {
  const { tags } = metadata;
  return Array.isArray(tags) ? (tags as readonly Json[]).filter((tag) => typeof tag === "string") : [];
}
