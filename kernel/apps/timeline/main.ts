import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { StoredTimelines } from "../../notebook/storedTimelines.ts";
import { replaceFile } from "../../platform/replaceFile.ts";
import { serveThread } from "../../runner/threadServer.ts";
import { StoredTraces } from "../../runner/trace/storedTraces.ts";
import type { TraceQuestion } from "../../runner/trace/traceQuestion.ts";
import { SqliteStore } from "../../store/index.ts";

/** Entry of the thread that reads stored traces, so that a long one holds up no execution. It writes nothing into the store. */
const { workspace } = workerData as { readonly workspace: string };
const ports = {
  openStore: () => new SqliteStore(join(workspace, ".wfnb", "executions.db"), { readOnly: true }),
  now: () => performance.now(),
  nextTurn: () => setImmediate(),
  writeFile: replaceFile,
};
const timelines = new StoredTimelines(ports);
const traces = new StoredTraces(ports);

serveThread(parentPort!, (asked) => {
  const { type, question } = asked as TraceQuestion;
  switch (type) {
    case "timeline":
      return timelines.timeline(question);
    case "records":
      return traces.records(question);
    case "difference":
      return traces.difference(question);
    case "export":
      return traces.export(question);
  }
});
