import type { Range, TextEdit } from "../../text/index.ts";

/** A fix that does not know yet which diagnostic it answers. */
export interface ProposedFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export function replace(range: Range, newText: string): ProposedFix {
  return { title: `Change to ${newText}`, edits: [{ range, newText }] };
}

export function insert(place: Range["start"], newText: string, title: string): ProposedFix {
  return { title, edits: [{ range: { start: place, end: place }, newText }] };
}
