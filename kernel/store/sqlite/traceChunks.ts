import type { StatementSync } from "node:sqlite";
import type { TraceBatch } from "../../model/index.ts";
import { joinBatches } from "../joinBatches.ts";
import type { TimeWindow } from "../store.ts";
import { decodeChunk, encodeChunk } from "./chunkCodec.ts";
import type { Row } from "./rows.ts";

/** Records that a chunk holds at most; large chunks compress well, small ones serve narrow windows. */
const chunkRecords = 32_768;
/** Characters of text after which a chunk is not added to. */
const chunkTextLength = 1_000_000;

const chunkColumns = "first, length, first_name, new_names, data";

/** Traces as rows of compressed columns. A short last chunk is rewritten with what comes, so slow executions do not leave crumbs. */
export class TraceChunks {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  append(execution: number, batch: TraceBatch): void {
    if (batch.length === 0) return;
    const last = this.#prepare(
      "SELECT chunk_id, first, length, length(data) AS size FROM trace_chunk WHERE execution = ? ORDER BY first DESC LIMIT 1",
    ).get(execution);
    const expected = last === undefined ? 0 : (last.first as number) + (last.length as number);
    if (batch.first !== expected) {
      throw new RangeError(`The trace goes on at record ${expected}, not ${batch.first}.`);
    }
    const fits =
      last !== undefined &&
      (last.length as number) + batch.length <= chunkRecords &&
      (last.size as number) + textLength(batch) <= chunkTextLength;
    if (fits) {
      const row = this.#prepare(`SELECT ${chunkColumns} FROM trace_chunk WHERE chunk_id = ?`).get(last.chunk_id!)!;
      this.#write(execution, joinBatches([batchOf(row), batch]));
    } else {
      this.#write(execution, batch);
    }
  }

  /** The first chunk at or after a position that touches the window. */
  next(execution: number, position: number, window?: TimeWindow): TraceBatch | undefined {
    const row = this.#prepare(
      `SELECT ${chunkColumns} FROM trace_chunk
       WHERE execution = ? AND first >= ? AND (?3 IS NULL OR to_time >= ?3) AND (?4 IS NULL OR from_time <= ?4)
       ORDER BY first LIMIT 1`,
    ).get(execution, position, window?.from ?? null, window?.to ?? null);
    if (row === undefined) return undefined;
    const batch = batchOf(row);
    return batch.first > position || position === 0 ? this.#withEarlierNames(execution, batch) : batch;
  }

  length(execution: number): number {
    const row = this.#prepare("SELECT coalesce(sum(length), 0) AS n FROM trace_chunk WHERE execution = ?").get(
      execution,
    );
    return row!.n as number;
  }

  /** Reading starts in the middle of a trace: bring the names that the skipped chunks brought. */
  #withEarlierNames(execution: number, batch: TraceBatch): TraceBatch {
    const earlier = this.#prepare(
      "SELECT new_names FROM trace_chunk WHERE execution = ? AND first < ? AND new_names IS NOT NULL ORDER BY first",
    )
      .all(execution, batch.first)
      .flatMap((row) => JSON.parse(row.new_names as string) as string[]);
    return earlier.length === 0 ? batch : { ...batch, firstName: 0, newNames: [...earlier, ...batch.newNames] };
  }

  #write(execution: number, batch: TraceBatch): void {
    this.#prepare(
      `INSERT INTO trace_chunk (execution, first, length, from_time, to_time, first_name, new_names, data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (execution, first) DO UPDATE SET length = excluded.length, to_time = excluded.to_time,
         new_names = excluded.new_names, data = excluded.data`,
    ).run(
      execution,
      batch.first,
      batch.length,
      batch.times[0]!,
      batch.times[batch.length - 1]!,
      batch.firstName,
      batch.newNames.length > 0 ? JSON.stringify(batch.newNames) : null,
      encodeChunk(batch),
    );
  }
}

function batchOf(row: Row): TraceBatch {
  return {
    first: row.first as number,
    firstName: row.first_name as number,
    newNames: typeof row.new_names === "string" ? (JSON.parse(row.new_names) as string[]) : [],
    ...decodeChunk(row.data as Uint8Array, row.length as number),
  };
}

function textLength(batch: TraceBatch): number {
  return batch.texts.reduce((sum, text) => sum + text.length, 0);
}
