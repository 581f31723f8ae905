import type { ServerContext } from "@modelcontextprotocol/server";
import type { RunProgress } from "../../tools/index.ts";

/** Tells the client how far its request is; undefined where it has not asked for that. */
export function progressNotifier({
  _meta: meta,
  notify,
}: ServerContext["mcpReq"]): ((progress: RunProgress) => void) | undefined {
  const progressToken = meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let last = Number.NEGATIVE_INFINITY;
  return ({ done, total, sentence }) => {
    // The protocol wants it to grow each time.
    if (done <= last) return;
    last = done;
    const params = { progressToken, progress: done, ...(total === null ? {} : { total }), message: sentence };
    // A client that is gone is noticed by the transport.
    void notify({ method: "notifications/progress", params }).catch(() => {});
  };
}
