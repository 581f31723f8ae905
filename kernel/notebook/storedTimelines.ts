import type { TraceBatch } from "../model/index.ts";
import type { TimelineQuestion } from "../runner/timelineQuestion.ts";
import { batchesFrom } from "../runner/trace/batchesFrom.ts";
import type { ExecutionStore } from "../store/index.ts";
import { type Timeline, TimelineLevels } from "../timeline/index.ts";

export interface StoredTimelinesPorts {
  /** Called once, and again when the file was deleted or replaced. */
  readonly openStore: () => ExecutionStore;
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves when others had their turn. */
  readonly nextTurn: () => Promise<void>;
}

/** Executions whose levels are kept: those that somebody looks at now, some ten megabytes each at most. */
const keptExecutions = 4;

/** Records that are read one by one, a twentieth of a second's work. Of more, summaries are read: finer ones come with a window. */
const mostRecordsRead = 8 * 32_768;

/** Records of a zoom that is made to practise: some milliseconds' work, once it is practised. */
const practisedRecords = 16_384;

/** Milliseconds of reading after which another question has its turn. */
const turnMs = 20;

interface KeptLevels {
  readonly levels: TimelineLevels;
  isFinished: boolean;
  /** The reading that is under way, after which the next one may begin. */
  reading: Promise<void>;
}

/** Timelines of stored executions, whole and in windows: each is read once, and then only what has come since. */
export class StoredTimelines {
  readonly #ports: StoredTimelinesPorts;
  #store: ExecutionStore | undefined;
  /** The one asked for last is the last. */
  readonly #kept = new Map<string, KeptLevels>();
  #questions = 0;
  #hasPractised = false;

  constructor(ports: StoredTimelinesPorts) {
    this.#ports = ports;
  }

  async timeline({ executionId, window, now, ended, waiting }: TimelineQuestion): Promise<Timeline> {
    this.#questions += 1;
    const store = this.#currentStore();
    const kept = this.#keptOf(executionId);
    const { levels } = kept;
    kept.reading = kept.reading.catch(() => {}).then(() => this.#readOn(store, executionId, levels, waiting));
    await kept.reading;
    if (now !== undefined && !kept.isFinished) levels.advance(now);
    if (ended !== undefined && !kept.isFinished) {
      levels.finish(ended.simulatedEndTime);
      kept.isFinished = true;
    }
    if (window === undefined) {
      if (levels.next > mostRecordsRead) void this.#practise(store, executionId, levels).catch(() => {});
      return levels.timeline();
    }
    const { from, to } = window;
    const record = levels.traceFor(from, to);
    if (record === undefined) return levels.window(from, to);
    return levels.windowFromTrace(batchesFrom(store, { executionId, waiting }, record), from, to);
  }

  /** What has come since the last time. */
  async #readOn(
    store: ExecutionStore,
    executionId: string,
    levels: TimelineLevels,
    waiting: readonly TraceBatch[],
  ): Promise<void> {
    const { now, nextTurn } = this.#ports;
    let turnStarted = now();
    for (const add of stepsToRead(store, executionId, levels)) {
      add();
      if (now() - turnStarted < turnMs) continue;
      await nextTurn();
      turnStarted = now();
    }
    const [next] = waiting;
    if (next === undefined) return;
    // What waits brings its own names only: the last stored batch brings the others.
    for (const batch of store.traceFrom(executionId, next.first - 1)) levels.add(batch);
    for (const batch of waiting) levels.add(batch);
  }

  /**
   * Zooms into a long trace that nobody asked for, while somebody looks at the whole: the first zoom would else take
   * three times as long as later ones, since it is then that its code is compiled. It gives way to any question.
   */
  async #practise(store: ExecutionStore, executionId: string, levels: TimelineLevels): Promise<void> {
    if (this.#hasPractised) return;
    const asked = this.#questions;
    const { end } = levels.timeline();
    for (const share of [0.2, 0.4, 0.6, 0.8]) {
      await this.#ports.nextTurn();
      if (this.#questions > asked) return;
      const [from, to] = [end * share, end * (share + practisedRecords / levels.next)];
      const record = levels.traceFor(from, to);
      if (record !== undefined) levels.windowFromTrace(store.traceFrom(executionId, record), from, to);
    }
    this.#hasPractised = true;
  }

  #keptOf(executionId: string): KeptLevels {
    const kept = this.#kept.get(executionId) ?? {
      levels: new TimelineLevels(),
      isFinished: false,
      reading: Promise.resolve(),
    };
    this.#kept.delete(executionId);
    this.#kept.set(executionId, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptExecutions) this.#kept.delete(oldest!);
    return kept;
  }

  /** What lies in place of a file that is gone has other executions, which may bear the same ids. */
  #currentStore(): ExecutionStore {
    if (this.#store?.isGone === true) {
      this.#store.close();
      this.#store = undefined;
      this.#kept.clear();
    }
    this.#store ??= this.#ports.openStore();
    return this.#store;
  }
}

/** Reading as steps of some milliseconds: batch by batch, or summary by summary where the way is long. */
function* stepsToRead(store: ExecutionStore, executionId: string, levels: TimelineLevels): Generator<() => void> {
  if (store.traceLength(executionId) - levels.next <= mostRecordsRead) {
    for (const batch of store.traceFrom(executionId, levels.next)) yield () => levels.add(batch);
    return;
  }
  for (const summary of store.traceSummaries(executionId, levels.next)) {
    if (summary.first === levels.next) {
      yield () => levels.addSummary(summary);
    } else {
      // Part of it is known: the rest has to be read.
      const [batch] = store.traceFrom(executionId, levels.next);
      if (batch !== undefined) yield () => levels.add(batch);
    }
  }
}
