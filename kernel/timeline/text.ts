import { intervalEnd, type MomentGroup, type StateInterval, type Timeline } from "../summary/timeline.ts";
import { groupedNumber, shortNumber, shortSeconds } from "./seconds.ts";
import { axisLine, barLine, TerminalStates } from "./textBar.ts";
import { fitted, plain, type TextColumn, textTable } from "./textTable.ts";

export interface TimelineTextOptions {
  /** Columns of the terminal. Default 80; below 40 it is drawn for 40. */
  readonly width?: number;
  /** ANSI colours. Default false. */
  readonly colour?: boolean;
  /** State intervals shown before the middle is folded. Default 40. */
  readonly rows?: number;
}

/** The states so far to scale, and their axis below: two lines, none longer than `width`; none where there are no states. */
export function timelineBar(timeline: Timeline, options: Omit<TimelineTextOptions, "rows"> = {}): string[] {
  const width = Math.max(40, Math.floor(options.width ?? 80));
  return barLines(timeline, new TerminalStates(timeline, options.colour ?? false), width);
}

function barLines(timeline: Timeline, look: TerminalStates, width: number): string[] {
  if (timeline.states.length === 0) return [];
  return [`  ${barLine(timeline, look, width - 4)}`, `  ${look.dim(axisLine(timeline, width - 4))}`];
}

/**
 * The timeline for a terminal: a bar of all states to scale with its axis, then one line per interval with its times, what
 * was counted, and the messages sent meanwhile. No line is longer than `width`; the result ends without a newline.
 */
export function timelineText(timeline: Timeline, options: TimelineTextOptions = {}): string {
  const width = Math.max(40, Math.floor(options.width ?? 80));
  const rows = Math.max(4, options.rows ?? 40);
  const look = new TerminalStates(timeline, options.colour ?? false);
  const lines: string[] = [];
  if (timeline.states.length > 0) {
    lines.push(...barLines(timeline, look, width), "");
    lines.push(...stateLines(timeline, look, width, rows));
  } else {
    lines.push(fitted(`  No states recorded. ${shortSeconds(timeline.end)} of simulated time.`, width));
    if (timeline.messages.length > 0) lines.push(...momentLines(timeline.messages, "messages", width, rows));
  }
  if (timeline.lanes.length > 0) lines.push(...laneLines(timeline, width));
  if (timeline.marks.length > 0) lines.push(...momentLines(timeline.marks, "marks", width, rows));
  lines.push(...noteLines(timeline, width).map((line) => look.dim(line)));
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** What each lane did for how long: `machine 1   working 62 s, broken 10 s`. */
function laneLines({ lanes, start, end }: Timeline, width: number): string[] {
  const longest = Math.min(Math.floor(width / 3), Math.max(...lanes.map(({ name }) => plain(name).length)));
  const lines = lanes.map(({ name, timeInState }) => {
    const did = timeInState
      .filter(({ state }) => state !== "")
      .sort((a, b) => b.seconds - a.seconds)
      .map(({ state, seconds }) => {
        const share = end > start ? ` (${shortNumber(Number(((100 * seconds) / (end - start)).toFixed(1)))} %)` : "";
        return `${plain(state)} ${shortSeconds(seconds)}${share}`;
      });
    const [first = "", ...further] = wrapped(did, width - longest - 4);
    const lead = `  ${fitted(plain(name), longest).padEnd(longest)}  `;
    return [lead + first, ...further.map((line) => " ".repeat(lead.length) + line)].map((line) => fitted(line, width));
  });
  return ["", "  lanes", ...lines.flat()];
}

/** A list over as many lines as it needs: what a lane did is nowhere else in the text. */
function wrapped(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const text = index < items.length - 1 ? `${item},` : item;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

interface Row {
  readonly interval: StateInterval;
  readonly messages: readonly MomentGroup[];
}

function stateLines(timeline: Timeline, look: TerminalStates, width: number, maximum: number): string[] {
  const all = withMessages(timeline);
  const folded = all.length > maximum;
  const head = folded ? Math.ceil(maximum * 0.7) : all.length;
  const tail = folded ? maximum - head : 0;
  const shown = folded ? [...all.slice(0, head), ...all.slice(all.length - tail)] : all;
  const anySubstate = shown.some(({ interval }) => interval.substate !== "");
  const name = Math.max(8, Math.floor(width / 5));
  const columns: TextColumn<Row>[] = [
    {
      title: "",
      cell: ({ interval }) => look.glyph(interval),
      paint: (text, { interval }) => look.paint(text, interval),
    },
    { title: "state", maximum: name, cell: ({ interval }) => interval.state },
    ...(anySubstate ? [{ title: "substate", maximum: name, cell: ({ interval }: Row) => interval.substate }] : []),
    { title: "start", right: true, cell: ({ interval }) => shortSeconds(interval.start) },
    { title: "end", right: true, spare: true, cell: ({ interval }) => endText(interval, timeline) },
    {
      title: "duration",
      right: true,
      cell: ({ interval }) => shortSeconds(intervalEnd(interval, timeline) - interval.start),
    },
    {
      title: "counted",
      right: true,
      spare: true,
      maximum: Math.max(10, Math.floor(width * 0.3)),
      cell: ({ interval }) => countedText(interval),
    },
    { title: "messages", least: 13, cell: messagesText },
  ];
  const [title, ...rows] = textTable(shown, columns, width - 4);
  const lines = [look.dim(title!), ...rows].map((line) => `  ${line}`);
  if (folded) {
    const hidden = all.slice(head, all.length - tail);
    const messages = hidden.reduce((sum, row) => sum + row.messages.reduce((own, group) => own + group.count, 0), 0);
    const note = `⋮  ${groupedNumber(hidden.length)} more intervals${messages > 0 ? ` with ${groupedNumber(messages)} messages` : ""}`;
    lines.splice(head + 1, 0, `  ${look.dim(note)}`);
  }
  return lines;
}

/** Each interval with the messages from its beginning up to the next one's. */
function withMessages(timeline: Timeline): Row[] {
  const rows: { interval: StateInterval; messages: MomentGroup[] }[] = timeline.states.map((interval) => ({
    interval,
    messages: [],
  }));
  let at = 0;
  for (const message of timeline.messages) {
    while (at + 1 < rows.length && rows[at + 1]!.interval.start <= message.time) at += 1;
    rows[at]?.messages.push(message);
  }
  return rows;
}

function endText(interval: StateInterval, timeline: Timeline): string {
  if (interval.end === null && !timeline.ended) return "now";
  return shortSeconds(intervalEnd(interval, timeline));
}

function countedText(interval: StateInterval): string {
  // The most frequent first: where there is no room for all, that is what the interval was about.
  const counted = Object.entries(interval.counts ?? {})
    .sort(([, a], [, b]) => b - a)
    .map(([name, by]) => `${groupedNumber(by)} ${name}`);
  if (interval.merged !== undefined) counted.unshift(`${groupedNumber(interval.merged)} merged`);
  return counted.join(", ");
}

function messagesText({ interval, messages }: Row): string {
  const shown = messages.slice(0, 12).map(({ name, time, count }) => {
    const many = count > 1 ? ` ×${groupedNumber(count)}` : "";
    return `${name}${many}${time === interval.start ? "" : ` at ${shortNumber(time)}`}`;
  });
  const more = messages.length - shown.length;
  return more > 0 ? `${shown.join(", ")}, ${groupedNumber(more)} more` : shown.join(", ");
}

function momentLines(moments: readonly MomentGroup[], title: string, width: number, maximum: number): string[] {
  const shown = moments.slice(0, maximum);
  const lines = shown.map(({ name, time, count }) =>
    fitted(
      `  ${shortSeconds(time).padStart(12)}  ${plain(name)}${count > 1 ? ` ×${groupedNumber(count)}` : ""}`,
      width,
    ),
  );
  if (shown.length < moments.length)
    lines.push(`  ${"⋮".padStart(12)}  ${groupedNumber(moments.length - shown.length)} more ${title}`);
  return ["", `  ${title}`, ...lines];
}

function noteLines(timeline: Timeline, width: number): string[] {
  const notes: string[] = [];
  if (timeline.stateCount > timeline.states.length) {
    const merged = groupedNumber(timeline.stateCount - timeline.states.length);
    notes.push(`${merged} of ${groupedNumber(timeline.stateCount)} intervals are merged with their neighbours.`);
  }
  if (timeline.missingRecords > 0)
    notes.push(`${groupedNumber(timeline.missingRecords)} records are missing from the trace.`);
  if (timeline.invalidValues > 0)
    notes.push(`Left out because they are no finite numbers: ${groupedNumber(timeline.invalidValues)}.`);
  if (timeline.otherLaneChanges > 0)
    notes.push(`${groupedNumber(timeline.otherLaneChanges)} changes in further lanes are not shown.`);
  const { warning, error } = timeline.logs;
  if (warning + error > 0)
    notes.push(`The log holds ${groupedNumber(error)} errors and ${groupedNumber(warning)} warnings.`);
  return notes.length === 0 ? [] : ["", ...notes.map((note) => fitted(`  ${note}`, width))];
}
