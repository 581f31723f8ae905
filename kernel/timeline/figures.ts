import { shortened } from "./messageLabels.ts";
import { fullSeconds, groupedNumber, wallTime } from "./seconds.ts";

/** What the figures are taken from: an execution's metrics, or what is known of a running one. */
export interface FigureSource {
  /** Simulated seconds; null when the clock was never known. */
  readonly simulatedEndTime: number | null;
  readonly counts?: Readonly<Record<string, number>>;
  readonly events?: number;
  readonly eventsPerSecond?: number;
  readonly wallTimeMs?: number;
  readonly droppedRecords?: number;
}

export interface Figure {
  /** Such as `final simulated time`, or a count's own name. */
  readonly name: string;
  readonly value: string;
}

/** Counts that are shown by name; an execution may have hundreds. */
const maximumCounts = 8;

/** The figures of an execution in the order in which people ask for them; the simulated time with every digit. */
export function figures(source: FigureSource): Figure[] {
  const all: Figure[] = [];
  if (source.simulatedEndTime !== null) {
    all.push({ name: "final simulated time", value: fullSeconds(source.simulatedEndTime) });
  }
  const counts = Object.entries(source.counts ?? {});
  for (const [name, total] of counts.slice(0, maximumCounts))
    all.push({ name: shortened(name, 60), value: groupedNumber(total) });
  if (counts.length > maximumCounts) all.push({ name: "further counts", value: String(counts.length - maximumCounts) });
  if (source.events !== undefined) all.push({ name: "events", value: groupedNumber(source.events) });
  if (source.wallTimeMs !== undefined) all.push({ name: "wall time", value: wallTime(source.wallTimeMs) });
  if (source.eventsPerSecond !== undefined && source.eventsPerSecond > 0) {
    all.push({ name: "events per second", value: groupedNumber(Math.round(source.eventsPerSecond)) });
  }
  if (source.droppedRecords !== undefined && source.droppedRecords > 0) {
    all.push({ name: "records not kept", value: groupedNumber(source.droppedRecords) });
  }
  return all;
}

/**
 * In one line: `630.8000000000033 s simulated, 258 stf, 531 events, 12 ms`.
 *
 * @param timeText How the simulated time is written. Default: with every digit, as records have it; `shortSeconds` is for the eye.
 */
export function figuresLine(source: FigureSource, timeText: (seconds: number) => string = fullSeconds): string {
  return figures(source)
    .filter(({ name }) => name !== "events per second")
    .map(({ name, value }) => {
      if (name === "final simulated time") return `${timeText(source.simulatedEndTime!)} simulated`;
      return name === "wall time" ? value : `${value} ${name}`;
    })
    .join(", ");
}
