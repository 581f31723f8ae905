import type { Timeline } from "../summary/timeline.ts";
import { groupedNumber, shortSeconds } from "./seconds.ts";

/** The drawing in one sentence, for those who do not see it. */
export function describeTimeline(timeline: Timeline): string {
  const until = timeline.ended ? "Timeline of" : "Timeline so far:";
  const parts = [`${until} ${shortSeconds(timeline.end - timeline.start)} simulated time`];
  if (timeline.stateCount > 0)
    parts.push(`${groupedNumber(timeline.stateCount)} state ${plural("interval", timeline.stateCount)}`);
  if (timeline.lanes.length > 0)
    parts.push(`${groupedNumber(timeline.lanes.length)} ${plural("lane", timeline.lanes.length)}`);
  if (timeline.messageCount > 0)
    parts.push(`${groupedNumber(timeline.messageCount)} ${plural("message", timeline.messageCount)}`);
  if (timeline.markCount > 0) parts.push(`${groupedNumber(timeline.markCount)} ${plural("mark", timeline.markCount)}`);
  for (const { name, total } of timeline.counts.slice(0, 3)) parts.push(`${groupedNumber(total)} ${name}`);
  return `${parts.join(", ")}.`;
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
