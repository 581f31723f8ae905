import type { StatementSync } from "node:sqlite";
import type { TraceBatch } from "../../model/index.ts";
import { summarise, TraceSummariser, type TraceSummary } from "../../summary/index.ts";
import { joinBatches } from "../joinBatches.ts";
import type { TimeWindow } from "../store.ts";
import { decodeChunk, encodeChunk } from "./chunkCodec.ts";
import { packSummary, type Row, unpackSummary } from "./rows.ts";

/** Records that a chunk holds at most; large chunks compress well, small ones serve narrow windows. */
const chunkRecords = 32_768;
/** Characters of text after which a chunk is not added to. */
const chunkTextLength = 1_000_000;

const chunkColumns = "first, length, first_name, new_names, data";

/** Of an execution, the chunk that holds the record at a position, and those that follow. */
const holding = `execution = ?1 AND first + length > ?2
  AND first >= (SELECT coalesce(max(first), 0) FROM trace_chunk WHERE execution = ?1 AND first <= ?2)`;

/** Summaries that are read together, some milliseconds' work. */
const summariesAtOnce = 16;

/** Traces as rows of compressed columns. A short last chunk is rewritten with what comes, so slow executions do not leave crumbs. */
export class TraceChunks {
  readonly #prepare: (sql: string) => StatementSync;
  /** Of the traces that are being written, so that summing up looks at nothing twice. */
  readonly #writing = new Map<number, WrittenTrace>();
  #hasSummaries: boolean | undefined;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  append(execution: number, batch: TraceBatch): void {
    if (batch.length === 0) return;
    const last = this.#prepare(
      "SELECT chunk_id, first, length FROM trace_chunk WHERE execution = ? ORDER BY first DESC LIMIT 1",
    ).get(execution);
    const expected = last === undefined ? 0 : (last.first as number) + (last.length as number);
    if (batch.first !== expected) {
      throw new RangeError(`The trace goes on at record ${expected}, not ${batch.first}.`);
    }
    const added = last === undefined ? undefined : this.#addedTo(last, batch);
    this.#write(execution, added ?? batch);
  }

  /** The last chunk with a batch behind it; undefined where they are too much for one chunk, whose every addition writes it anew. */
  #addedTo(last: Row, batch: TraceBatch): TraceBatch | undefined {
    if ((last.length as number) + batch.length > chunkRecords) return undefined;
    const chunk = batchOf(
      this.#prepare(`SELECT ${chunkColumns} FROM trace_chunk WHERE chunk_id = ?`).get(last.chunk_id!)!,
    );
    // Not by its size in the file: text that repeats itself takes next to nothing there, and all of it is read and written.
    return textLength(chunk) + textLength(batch) > chunkTextLength ? undefined : joinBatches([chunk, batch]);
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

  /** The chunk that holds the record at a position, or the first one after it, with every name that came before. */
  holding(execution: number, position: number): TraceBatch | undefined {
    const row = this.#prepare(`SELECT ${chunkColumns} FROM trace_chunk WHERE ${holding} ORDER BY first LIMIT 1`).get(
      execution,
      position,
    );
    return row === undefined ? undefined : this.#withEarlierNames(execution, batchOf(row));
  }

  /** Nothing more is written to it. */
  ended(execution: number): void {
    this.#writing.delete(execution);
  }

  /** Of some chunks in their order: of the one that holds the record at a position, or the first one after it, and of those that follow. */
  summaries(execution: number, position: number): TraceSummary[] {
    const summary = this.#keepsSummaries() ? "summary" : "NULL AS summary";
    const from = this.#keepsSummaries()
      ? "trace_chunk LEFT JOIN trace_summary USING (execution, first, length)"
      : "trace_chunk";
    return this.#prepare(
      `SELECT first, ${summary} FROM ${from} WHERE ${holding} ORDER BY first LIMIT ${summariesAtOnce}`,
    )
      .all(execution, position)
      .map((row) =>
        row.summary === null ? this.#summedUp(execution, row.first as number) : unpackSummary(row.summary),
      );
  }

  length(execution: number): number {
    const row = this.#prepare("SELECT coalesce(sum(length), 0) AS n FROM trace_chunk WHERE execution = ?").get(
      execution,
    );
    return row!.n as number;
  }

  /** Reading starts in the middle of a trace: bring the names that the skipped chunks brought. */
  #withEarlierNames(execution: number, batch: TraceBatch): TraceBatch {
    const earlier = this.#namesBefore(execution, batch.first);
    return earlier.length === 0 ? batch : { ...batch, firstName: 0, newNames: [...earlier, ...batch.newNames] };
  }

  #namesBefore(execution: number, record: number): string[] {
    return this.#prepare(
      "SELECT new_names FROM trace_chunk WHERE execution = ? AND first < ? AND new_names IS NOT NULL ORDER BY first",
    )
      .all(execution, record)
      .flatMap((row) => JSON.parse(row.new_names as string) as string[]);
  }

  /** Not in a file of an earlier version; where it does, chunks that such a version wrote have none. */
  #keepsSummaries(): boolean {
    this.#hasSummaries ??=
      this.#prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'trace_summary'").get() !== undefined;
    return this.#hasSummaries;
  }

  #summedUp(execution: number, first: number): TraceSummary {
    const row = this.#prepare(`SELECT ${chunkColumns} FROM trace_chunk WHERE execution = ? AND first = ?`).get(
      execution,
      first,
    );
    const batch = this.#withEarlierNames(execution, batchOf(row!));
    return summarise(batch, batch.newNames);
  }

  #summaryOfWritten(execution: number, chunk: TraceBatch): TraceSummary {
    let written = this.#writing.get(execution);
    if (written?.first !== chunk.first) {
      const names = written?.names ?? this.#namesBefore(execution, chunk.first);
      written = { first: chunk.first, names, summariser: new TraceSummariser(names) };
      this.#writing.set(execution, written);
    }
    for (const [i, name] of chunk.newNames.entries()) written.names[chunk.firstName + i] = name;
    return written.summariser.summary(chunk);
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
    this.#prepare(
      `INSERT INTO trace_summary (execution, first, length, summary) VALUES (?, ?, ?, ?)
       ON CONFLICT (execution, first) DO UPDATE SET length = excluded.length, summary = excluded.summary`,
    ).run(execution, batch.first, batch.length, packSummary(this.#summaryOfWritten(execution, batch)));
  }
}

/** A trace that grows. */
interface WrittenTrace {
  /** Position of the first record of its last chunk. */
  readonly first: number;
  readonly summariser: TraceSummariser;
  /** Every name so far. */
  readonly names: string[];
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
  const lengthOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0);
  return lengthOf(batch.texts) + lengthOf(batch.newNames);
}
