import * as l10n from "@vscode/l10n";
import type { ExecutionStatus } from "../../kernel/model/index.ts";
import type { ExecutionOutput } from "../../kernel/notebook/executionOutput.ts";
import { progressFigures, progressText } from "../../kernel/notebook/progressText.ts";
import {
  type FigureSource,
  figuresLine,
  groupedNumber,
  leavesOut,
  shortSeconds,
  type Timeline,
  timelinePicture,
} from "../../kernel/timeline/index.ts";
import { TimelineFigure } from "./figure.ts";
import type { ExecutionRequest, RecordsMessage, TimelineMessage } from "./messages.ts";
import { RecordsList } from "./records.ts";
import { statusLook } from "./statusLook.ts";
import { timelineTables } from "./table.ts";

/** One execution on the page: a line that says what it is and how it went, its drawing, and the same as tables. */
export class ExecutionView {
  readonly root: HTMLElement;
  #document: Document;
  #id: HTMLElement;
  #status: HTMLElement;
  #figures: HTMLElement;
  #progress: HTMLElement;
  #note: HTMLElement;
  #figure: TimelineFigure;
  #tables: HTMLElement;
  #actions: HTMLElement;
  #tableButton: HTMLButtonElement;
  #timeline: Timeline | undefined;
  /** An error output stands below it, and tells why it failed. */
  #errorFollows = false;
  /** Not every message has one. */
  #lastProgress: TimelineMessage["progress"];

  #ask: (request: ExecutionRequest) => void;
  #records: RecordsList;
  #asking: ReturnType<typeof setTimeout> | undefined;

  constructor(document: Document, ask: (request: ExecutionRequest) => void) {
    this.#document = document;
    this.#ask = ask;
    this.#id = this.#make("span", "wfnb-id");
    this.#status = this.#make("span", "wfnb-status");
    this.#figures = this.#make("span", "wfnb-figures");
    this.#tableButton = this.#button(l10n.t("Table"), l10n.t("Show the timeline as tables"), () =>
      this.#toggleTables(),
    );
    this.#tableButton.setAttribute("aria-pressed", "false");
    this.#actions = this.#make("span", "wfnb-actions");
    this.#actions.append(
      this.#button("−", l10n.t("Zoom out"), () => this.#figure.navigate("out")),
      this.#button("+", l10n.t("Zoom in"), () => this.#figure.navigate("in")),
      this.#button(l10n.t("All"), l10n.t("Show the whole time"), () => this.#figure.navigate("all")),
      this.#tableButton,
      this.#button(
        l10n.t("Records"),
        l10n.t("Show what was recorded in the time that is shown, picked or chosen"),
        () => this.#openRecords(),
      ),
      this.#button(l10n.t("Export"), l10n.t("Save the whole trace as JSON, CSV or Chrome trace (for Perfetto)"), () =>
        this.#ask({ type: "export" }),
      ),
      this.#button("SVG", l10n.t("Save the timeline as SVG"), () => this.#save("svg")),
      this.#button("PNG", l10n.t("Save the timeline as PNG"), () => this.#save("png")),
    );
    const header = this.#make("div", "wfnb-header");
    header.append(this.#status, this.#id, this.#figures, this.#actions);

    this.#progress = this.#make("div", "wfnb-progress");
    this.#progress.hidden = true;
    this.#note = this.#make("div", "wfnb-note");
    this.#note.setAttribute("role", "status");
    this.#note.hidden = true;
    this.#figure = new TimelineFigure(document, {
      windowChanged: () => this.#askLater(),
      opened: (bar) =>
        this.#records.open({
          title: bar.say,
          from: bar.start,
          to: bar.end,
          // What a process did: the records that name it.
          ...(bar.lane === "" ? {} : { text: bar.lane }),
        }),
      failed: (sentence) => this.#tell(sentence, "error"),
    });
    this.#records = new RecordsList(document, (wanted) => this.#ask({ type: "records", ...wanted }));
    this.#tables = this.#make("div", "wfnb-tables");
    this.#tables.tabIndex = 0;
    this.#tables.setAttribute("role", "region");
    this.#tables.hidden = true;
    this.root = this.#make("section", "wfnb-output");
    this.root.append(header, this.#progress, this.#note, this.#figure.root, this.#records.root, this.#tables);
  }

  /** What the saved output says, before and without a timeline. */
  describe(output: ExecutionOutput): void {
    this.#id.textContent = output.executionId;
    this.root.setAttribute("aria-label", l10n.t("Execution {0}", output.executionId));
    this.#tables.setAttribute("aria-label", l10n.t("Tables of {0}", output.executionId));
    this.#errorFollows = output.errorFollows === true;
    if (this.#timeline !== undefined) return;
    this.#showStatus(output.status);
    const { figures, summary } = output;
    // The summary has every digit; an execution that runs, or was written by another version, has nothing else.
    this.#figures.textContent =
      typeof figures?.simulatedEndTime === "number" ? figuresLine(figures, shortSeconds) : summary;
  }

  show(message: TimelineMessage): void {
    const { timeline, execution } = message;
    this.#timeline = timeline;
    if (message.progress !== undefined) this.#lastProgress = message.progress;
    const progress = this.#lastProgress;
    if (execution !== undefined) this.#showStatus(execution.status);
    const running = progress !== undefined && !timeline.ended;
    this.#figures.textContent = running
      ? runningLine(timeline, progress)
      : figuresLine(figureSource(message), shortSeconds);
    this.#progress.hidden = !running || progress.until === null;
    if (running && progress.until !== null && progress.until > 0) {
      this.#progress.style.width = `${String(Math.min(100, (100 * progress.now) / progress.until))}%`;
    }
    const error = this.#errorFollows ? undefined : execution?.errorMessage;
    this.#tell(error ?? notes(timeline), error ? "error" : "note");
    this.#figure.root.hidden = false;
    this.#actions.hidden = false;
    this.#figure.show(timelinePicture(timeline, message.clock));
    if (!this.#tables.hidden) this.#fillTables();
    if (message.window === undefined) this.#askLater();
  }

  unavailable(message: string): void {
    this.#records.close();
    // What is drawn stays, with what can be done with it: it is all that is left of it.
    if (this.#timeline === undefined) this.#figure.root.hidden = this.#actions.hidden = true;
    this.#tell(message, "note");
  }

  dispose(): void {
    clearTimeout(this.#asking);
    this.#figure.dispose();
    this.root.remove();
  }

  /** Zoomed into a timeline that left something out: asks for it once the window has settled. */
  #askLater(): void {
    clearTimeout(this.#asking);
    const shown = this.#figure.shown;
    if (shown === undefined || this.#timeline === undefined || !leavesOut(this.#timeline)) return;
    this.#asking = setTimeout(() => this.#ask({ type: "window", from: shown[0], to: shown[1] }), settledMs);
  }

  showRecords(message: RecordsMessage): void {
    this.#records.show(message);
  }

  /** Of the time that is chosen, picked or shown; else of all. */
  #openRecords(): void {
    const timeline = this.#timeline;
    if (timeline === undefined) return;
    const { chosen, picked, shown } = this.#figure;
    if (chosen !== undefined) {
      this.#figure.open(chosen);
      return;
    }
    const [from, to] = picked ?? shown ?? [timeline.start, timeline.end];
    this.#records.open({ title: l10n.t("{0} to {1}", shortSeconds(from), shortSeconds(to)), from, to });
  }

  #save(kind: "svg" | "png"): void {
    this.#figure.save(this.#id.textContent ?? "timeline", kind);
  }

  #button(text: string, label: string, press: () => void): HTMLButtonElement {
    const button = this.#make("button", "");
    button.type = "button";
    button.textContent = text;
    button.title = label;
    // Words name themselves; a sign needs a name.
    if (text.length === 1) button.setAttribute("aria-label", label);
    button.addEventListener("click", press);
    return button;
  }

  #showStatus(status: ExecutionStatus): void {
    const look = statusLook(status);
    const glyph = this.#make("span", "wfnb-glyph");
    glyph.setAttribute("aria-hidden", "true");
    glyph.textContent = look.glyph;
    this.#status.dataset.status = status;
    this.#status.replaceChildren(glyph, ` ${look.word}`);
  }

  #tell(text: string, kind: "note" | "error"): void {
    this.#note.textContent = text;
    this.#note.dataset.kind = kind;
    this.#note.hidden = text === "";
  }

  #toggleTables(): void {
    this.#tables.hidden = !this.#tables.hidden;
    this.#tableButton.setAttribute("aria-pressed", String(!this.#tables.hidden));
    if (!this.#tables.hidden) this.#fillTables();
  }

  #fillTables(): void {
    if (this.#timeline !== undefined) this.#tables.replaceChildren(...timelineTables(this.#timeline, this.#document));
  }

  #make<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string): HTMLElementTagNameMap[Name] {
    const element = this.#document.createElement(name);
    if (className !== "") element.className = className;
    return element;
  }
}

const settledMs = 120;

/** Of a running one: how far it is, where, how fast, what is left, and what it has counted. */
function runningLine(timeline: Timeline, progress: NonNullable<TimelineMessage["progress"]>): string {
  const counts = figuresLine({ simulatedEndTime: null, counts: countsOf(timeline) });
  return [progressText(progressFigures(progress)), counts].filter((part) => part !== "").join(", ");
}

/** The record's figures, or what is drawn where there are none. */
function figureSource({ timeline, execution }: TimelineMessage): FigureSource {
  const simulatedEndTime = execution?.simulatedEndTime ?? timeline.end;
  return { counts: countsOf(timeline), ...execution, simulatedEndTime };
}

function countsOf({ counts }: Timeline): Record<string, number> {
  return Object.fromEntries(counts.map(({ name, total }) => [name, total]));
}

function notes(timeline: Timeline): string {
  const all: string[] = [];
  if (timeline.missingRecords > 0) {
    all.push(
      l10n.t("{0} records are missing from the trace: the timeline has gaps.", groupedNumber(timeline.missingRecords)),
    );
  }
  if (timeline.invalidValues > 0) {
    all.push(l10n.t("Left out because they are no finite numbers: {0}.", groupedNumber(timeline.invalidValues)));
  }
  if (timeline.otherLaneChanges > 0) {
    const [drawn, left] = [groupedNumber(timeline.lanes.length), groupedNumber(timeline.otherLaneChanges)];
    all.push(l10n.t("The first {0} lanes are drawn; {1} changes in further ones are not.", drawn, left));
  }
  if (timeline.stateCount > timeline.states.length) {
    const longest = Math.max(
      ...timeline.states.filter((each) => each.merged).map((each) => (each.end ?? 0) - each.start),
    );
    all.push(l10n.t("Neighbouring states within {0} are drawn as one.", shortSeconds(longest)));
  }
  return all.join(" ");
}
