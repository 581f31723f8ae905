import { kindCodes, type TraceBatch } from "../../model/index.ts";
import { kindOf, valueIsName } from "./recordIndex.ts";
import type { RecordRow } from "./recordsQuery.ts";

/** The records of a batch at these positions, in order. `names`: the table of the trace. */
export function recordRows(
  batch: TraceBatch,
  names: readonly string[],
  positions: Iterable<number>,
  textLength: number,
): RecordRow[] {
  const rows: RecordRow[] = [];
  let text = 0;
  let at = 0;
  for (const position of positions) {
    const end = position - batch.first;
    for (; at < end; at += 1) if (hasText(batch.kinds[at]!)) text += 1;
    rows.push(rowAt(batch, names, at, batch.texts[text], textLength));
  }
  return rows;
}

function rowAt(
  batch: TraceBatch,
  names: readonly string[],
  at: number,
  ownText: string | undefined,
  textLength: number,
): RecordRow {
  const code = batch.kinds[at]!;
  const kind = kindOf(code);
  const value = batch.values[at]!;
  const name = names[batch.names[at]!] ?? "";
  const shown = valueIsName(kind) ? (names[value] ?? "") : kind === "count" || kind === "gauge" ? value : "";
  const text = hasText(code) ? (ownText ?? "") : "";
  const isLong = (part: string | number) => typeof part === "string" && part.length > textLength;
  const cut = (part: string) => (part.length > textLength ? `${part.slice(0, textLength)}…` : part);
  return {
    position: batch.first + at,
    time: batch.times[at]!,
    kind: kind ?? "unknown",
    name: cut(name),
    value: typeof shown === "string" ? cut(shown) : shown,
    text: cut(text),
    isCut: [name, shown, text].some(isLong),
  };
}

function hasText(code: number): boolean {
  return code === kindCodes.message || code === kindCodes.log;
}
