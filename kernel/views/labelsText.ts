import type { ExecutionLabels } from "../model/index.ts";
import { shortened } from "./values.ts";

/** Labels as one line: `pinned, protected, #good, "that of Tuesday"`. Empty when there are none. */
export function labelsText(labels: ExecutionLabels | undefined): string {
  if (labels === undefined) return "";
  const { pinned, protected: kept, tags, note } = labels;
  return [
    ...(pinned ? ["pinned"] : []),
    ...(kept ? ["protected"] : []),
    ...tags.map((tag) => `#${tag}`),
    ...(note === null ? [] : [`"${shortened(note, 60)}"`]),
  ].join(", ");
}
