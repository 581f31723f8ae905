import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { StoredTimelines } from "../../notebook/storedTimelines.ts";
import { serveThread } from "../../runner/threadServer.ts";
import type { TimelineQuestion } from "../../runner/timelineQuestion.ts";
import { SqliteStore } from "../../store/index.ts";

/** Entry of the thread that makes timelines of stored traces, so that a long one holds up no execution. It writes nothing. */
const { workspace } = workerData as { readonly workspace: string };
const timelines = new StoredTimelines({
  openStore: () => new SqliteStore(join(workspace, ".wfnb", "executions.db"), { readOnly: true }),
  now: () => performance.now(),
  nextTurn: () => setImmediate(),
});
serveThread(parentPort!, (question) => timelines.timeline(question as TimelineQuestion));
