import type { ExecutionLabels } from "../model/index.ts";
import type { LabelChange } from "./store.ts";

export const noLabels: ExecutionLabels = { pinned: false, protected: false, note: null, tags: [] };

const longestTag = 100;
const longestNote = 10_000;
const mostTags = 50;

/** The labels after a change. Throws a `RangeError` for a tag or a note that cannot be kept. */
export function changedLabels(labels: ExecutionLabels, change: LabelChange): ExecutionLabels {
  const { pinned = labels.pinned, note = labels.note, addTags = [], removeTags = [] } = change;
  const removed = new Set(removeTags.map(checkedTag));
  const tags = [...new Set([...labels.tags, ...addTags.map(checkedTag)])].filter((tag) => !removed.has(tag));
  if (tags.length > mostTags) throw new RangeError(`An execution has at most ${mostTags} tags.`);
  return { pinned, protected: change.protected ?? labels.protected, note: checkedNote(note), tags };
}

export function isPlain({ pinned, protected: kept, note, tags }: ExecutionLabels): boolean {
  return !pinned && !kept && note === null && tags.length === 0;
}

function checkedTag(text: string): string {
  const tag = text.replace(/\s+/g, " ").trim();
  if (tag === "") throw new RangeError("A tag has at least one character that can be seen.");
  if (tag.length > longestTag)
    throw new RangeError(`A tag has at most ${longestTag} characters; this one has ${tag.length}.`);
  return tag;
}

function checkedNote(note: string | null): string | null {
  if (note === null || note.trim() === "") return null;
  if (note.length > longestNote)
    throw new RangeError(`A note has at most ${longestNote} characters; this one has ${note.length}.`);
  return note;
}
