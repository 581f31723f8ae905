import type { JsonObject } from "../model/index.ts";
import type { RecordRow, RecordsPage } from "../runner/trace/recordsQuery.ts";
import { known } from "./known.ts";
import type { ToolPorts } from "./ports.ts";
import type { ToolInput } from "./toolInputs.ts";
import { windowOf } from "./window.ts";

/** Characters of a name or a text. */
const textLength = 500;
/** Of an execution that records faster than it is read, the end never comes. */
const mostQuestions = 100;

/** Some of what an execution recorded: messages, states, logs and the rest, in the order of the trace. */
export async function records(
  { id, kinds, levels, text, from, to, offset = 0, limit = 50 }: ToolInput<"wfnb_get_records">,
  ports: ToolPorts,
): Promise<JsonObject> {
  const { kernel, signal } = ports;
  await known(id, ports);
  const window = windowOf(from, to);
  const query = {
    offset,
    limit,
    textLength,
    ...(kinds && { kinds }),
    ...(levels && { levels }),
    ...(text === undefined ? {} : { text }),
    ...(window && { window }),
  };
  let page = await kernel.records(id, query);
  // Each question goes on where the last one was; a long trace takes several.
  for (let asked = 1; !page.isComplete && asked < mostQuestions && signal?.aborted !== true; asked += 1) {
    page = await kernel.records(id, query);
  }
  return { id, found: page.found, ...rest(page), records: page.rows.map(recordOf) };
}

function rest({ found, offset, rows, isComplete, read }: RecordsPage): JsonObject {
  if (!isComplete) return { searched: read, next: "The search is not at the end: ask the same again." };
  const next = offset + rows.length;
  return next < found ? { next: `More with offset ${String(next)}, or fewer with a filter.` } : {};
}

function recordOf({ time, kind, name, value, text, isCut }: RecordRow): JsonObject {
  return {
    time,
    kind,
    name,
    ...(value === "" ? {} : { value }),
    ...(text === "" ? {} : { text }),
    ...(isCut ? { isCut } : {}),
  };
}
