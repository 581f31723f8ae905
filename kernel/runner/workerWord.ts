import { kindCodes, type TraceBatch } from "../model/index.ts";
import type { RunFigures, RunOutcome, WorkerMessage } from "./workerProtocol.ts";

/** A worker sent what no worker sends. A workflow shares its thread, and may have broken what the thread is made of. */
export class BrokenWordError extends Error {
  override readonly name = "BrokenWordError";

  constructor(what: string) {
    super(
      `The recording of this execution broke: ${what}. Its code, or a package that it imports, seems to have replaced built-in functions of JavaScript. What was recorded before is kept.`,
    );
  }
}

const endReasons: ReadonlySet<unknown> = new Set<RunOutcome["endReason"]>(["finished", "until", "cancelled", "failed"]);
const mostKinds = Object.keys(kindCodes).length;

/** Throws a `BrokenWordError` unless this is a message that can be worked with; the records of a batch are looked at by `requireBatch`. */
export function requireMessage(message: WorkerMessage): void {
  const { type } = objectOf(message, "it said something that is no message") as Partial<WorkerMessage>;
  if (type === "progress") requireFigures((message as { figures?: unknown }).figures);
  else if (type === "ended") requireOutcome((message as { outcome?: unknown }).outcome);
}

/** Throws a `BrokenWordError` unless the batch holds what it should and goes on where the trace is: after so many records and names. */
export function requireBatch(batch: TraceBatch, records: number, names: number): void {
  const given = objectOf(batch, "a part of the trace is missing") as unknown as TraceBatch;
  const { first, length, kinds, times, values, texts, newNames, firstName } = given;
  expect(first === records && firstName === names, "parts of the trace are missing");
  expect(
    kinds instanceof Uint8Array &&
      times instanceof Float64Array &&
      given.names instanceof Uint32Array &&
      values instanceof Float64Array &&
      [kinds, times, given.names, values].every((column) => column.length === length),
    "columns of the trace are missing",
  );
  expect(areTexts(newNames) && areTexts(texts), "names or texts of the trace are missing");
  const known = names + newNames.length;
  let textsUsed = 0;
  for (let i = 0; i < length; i += 1) {
    const kind = kinds[i]!;
    const value = values[i]!;
    expect(kind < mostKinds && given.names[i]! < known && !Number.isNaN(times[i]!), "a record of the trace is none");
    if (kind === kindCodes.message || kind === kindCodes.log) textsUsed += 1;
    if (kind === kindCodes.state || kind === kindCodes.message || kind === kindCodes.lane)
      expect(Number.isInteger(value) && value >= 0 && value < known, "a name is missing");
    else expect(Number.isFinite(value), "a count or a gauge is no finite number");
  }
  expect(textsUsed === texts.length, "texts of the trace are missing");
}

function requireFigures(figures: unknown): asserts figures is RunFigures {
  const { now, events, wallTimeMs, peakMemoryBytes, paused, dropped } = objectOf(figures, "its figures are missing");
  const { records, counts } = objectOf(dropped, "its figures are missing");
  expect(
    [now, events, wallTimeMs, peakMemoryBytes, records].every((it) => typeof it === "number") &&
      typeof paused === "boolean" &&
      Object.values(objectOf(counts, "its figures are missing")).every((it) => typeof it === "number"),
    "its figures are no numbers",
  );
}

function requireOutcome(outcome: unknown): asserts outcome is RunOutcome {
  const { endReason, figures, error, notes } = objectOf(outcome, "it did not say how it ended");
  expect(endReasons.has(endReason) && areTexts(notes), "it did not say how it ended");
  requireFigures(figures);
  if (error === null) return;
  const { message, stack } = objectOf(error, "it did not say how it failed");
  expect(typeof message === "string" && (stack === null || typeof stack === "string"), "it did not say how it failed");
}

function objectOf(value: unknown, otherwise: string): Readonly<Record<string, unknown>> {
  expect(typeof value === "object" && value !== null, otherwise);
  return value as Readonly<Record<string, unknown>>;
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((it) => typeof it === "string");
}

function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new BrokenWordError(otherwise);
}
