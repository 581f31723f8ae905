import type { CellDependencies } from "./typescript/protocol.ts";

/** Why a cell's outputs are not what it would show now. */
export type StaleReason =
  | { readonly because: "edited" }
  /** It ran in a session that is gone, so later cells do not see what it set. */
  | { readonly because: "restarted" }
  /** A cell that it depends on ran after it. */
  | { readonly because: "input-ran"; readonly cell: string }
  /** A cell that it depends on is stale itself. */
  | { readonly because: "input-stale"; readonly cell: string }
  | { readonly because: "file-changed"; readonly file: string };

/** A cell's last run, as far as it matters for that. */
export interface TrackedRun extends CellDependencies {
  readonly source: string;
  readonly order: number;
  readonly session: number;
  /** Fingerprints of its files at the time, by path. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

export interface TrackedCell {
  readonly id: string;
  readonly source: string;
  readonly run?: TrackedRun;
}

/**
 * The cells whose inputs have changed since they ran, with the reason. Cells that never ran are not among them.
 *
 * @param session The session that lives now: TypeScript state of earlier ones is gone.
 * @param fingerprintOf What a file is like now; undefined where nobody knows.
 */
export function staleCells(
  cells: readonly TrackedCell[],
  session: number,
  fingerprintOf: (file: string) => string | undefined,
): Map<string, StaleReason> {
  const stale = new Map<string, StaleReason>();
  const declaring = declaringCells(cells);
  for (const { id, source, run } of cells) {
    const reason = run && ownReason(source, run, session, fingerprintOf);
    if (reason !== undefined) stale.set(id, reason);
  }
  // Until nothing more follows from what is known.
  for (let size = -1; size !== stale.size; ) {
    size = stale.size;
    for (const { id, run } of cells) {
      if (run === undefined || stale.has(id)) continue;
      const reason = inputReason(id, run, declaring, stale);
      if (reason !== undefined) stale.set(id, reason);
    }
  }
  return stale;
}

function ownReason(
  source: string,
  run: TrackedRun,
  session: number,
  fingerprintOf: (file: string) => string | undefined,
): StaleReason | undefined {
  if (source !== run.source) return { because: "edited" };
  if (run.declares.length > 0 && run.session !== session) return { because: "restarted" };
  const file = run.files.find((it) => {
    const now = fingerprintOf(it);
    return now !== undefined && run.fingerprints[it] !== undefined && now !== run.fingerprints[it];
  });
  return file === undefined ? undefined : { because: "file-changed", file };
}

function inputReason(
  id: string,
  run: TrackedRun,
  declaring: ReadonlyMap<string, TrackedCell>,
  stale: ReadonlyMap<string, StaleReason>,
): StaleReason | undefined {
  for (const name of run.needs) {
    const input = declaring.get(name);
    if (input?.run === undefined || input.id === id) continue;
    if (input.run.order > run.order) return { because: "input-ran", cell: input.id };
    if (stale.has(input.id)) return { because: "input-stale", cell: input.id };
  }
  return undefined;
}

/** For each name the cell that declared it last. */
function declaringCells(cells: readonly TrackedCell[]): Map<string, TrackedCell> {
  const declaring = new Map<string, TrackedCell>();
  for (const cell of cells) {
    for (const name of cell.run?.declares ?? []) {
      const known = declaring.get(name);
      if (known === undefined || known.run!.order < cell.run!.order) declaring.set(name, cell);
    }
  }
  return declaring;
}
