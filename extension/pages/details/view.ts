import * as l10n from "@vscode/l10n";
import { type Timeline, timelinePicture } from "../../../kernel/timeline/index.ts";
import type { ExecutionDetails } from "../../../kernel/views/index.ts";
import { TimelineFigure } from "../../renderer/figure.ts";
import { statusLook } from "../../renderer/statusLook.ts";
import type { Editor } from "../editor.ts";
import { keepScroll } from "../keepScroll.ts";
import { button, make } from "../make.ts";
import type { DetailsMessage, DetailsRequest } from "../messages.ts";
import { Notices } from "../notices.ts";
import { timelineSection } from "../timelineSection.ts";
import { DefinitionSection } from "./definition.ts";
import { RecordsSection } from "./records.ts";
import { errorSection, factsSection, notesSection, parametersSection, statesSection } from "./sections.ts";

/** Milliseconds after which a window counts as chosen. */
const settledMs = 120;

/** One execution: how it went, what it was given, what it did, what it said. Sections are made anew only when what they show has changed. */
export class DetailsView {
  readonly root = make("div", { class: "page" });
  readonly #editor: Editor<DetailsRequest>;
  readonly #header = make("header");
  readonly #progress = make("div", {
    class: "progress",
    role: "progressbar",
    "aria-label": l10n.t("Simulated time"),
    hidden: true,
  });
  readonly #figure: TimelineFigure;
  readonly #timelineSection: HTMLElement;
  readonly #slots = new Map<string, { readonly element: HTMLElement; shown: string }>();
  readonly #records: RecordsSection;
  readonly #definition: DefinitionSection;
  readonly #notices = new Notices();
  readonly #restoreScroll: () => void;
  #timeline: Timeline | undefined;
  #isToGoToTimeline = false;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(editor: Editor<DetailsRequest>) {
    this.#editor = editor;
    this.#restoreScroll = keepScroll(editor);
    const ask = (request: DetailsRequest) => editor.ask(request);
    this.#figure = new TimelineFigure(document, {
      windowChanged: () => this.#windowChanged(),
      failed: (sentence) => this.#notices.tell(sentence),
      save: (_name, kind, content) => ask({ type: "saveImage", kind, content }),
    });
    this.#timelineSection = timelineSection(l10n.t("Timeline"), this.#figure);
    this.#records = new RecordsSection(ask);
    this.#definition = new DefinitionSection(ask);
    this.root.append(
      this.#notices.banner,
      this.#header,
      this.#progress,
      this.#slot("error"),
      this.#timelineSection,
      make(
        "div",
        { class: "columns" },
        this.#slot("parameters"),
        make("div", {}, this.#slot("overview"), this.#slot("metrics")),
      ),
      this.#slot("states"),
      this.#records.root,
      this.#slot("notes"),
      this.#definition.root,
      this.#slot("environment"),
      this.#notices.passing,
    );
  }

  receive(message: DetailsMessage): void {
    if (this.#notices.receive(message)) return;
    switch (message.type) {
      case "details":
        this.#notices.banner.hidden = true;
        this.#showDetails(message.details, message.mayAct);
        break;
      case "timeline":
        this.#showTimeline(message.timeline, message.window !== undefined);
        break;
      case "goToTimeline":
        this.#isToGoToTimeline = true;
        this.#goToTimeline();
        break;
      case "records":
        this.#records.receive(message.request, message.page);
        break;
      case "definition":
        this.#definition.showText(message.definition);
        break;
      case "revisions":
        this.#definition.showRevisions(message.revisions);
        break;
    }
    this.#restoreScroll();
  }

  #showDetails(details: ExecutionDetails, mayAct: boolean): void {
    const ask = (request: DetailsRequest) => this.#editor.ask(request);
    const { executionId, workflowName, status, statusText, isRunning, progress, labels } = details;
    this.#fill(
      "header",
      this.#header,
      [executionId, workflowName, status, statusText, isRunning, labels, mayAct],
      () => [this.#heading(details), this.#actions(isRunning, mayAct), ...labelParts(details)],
    );
    this.#progress.hidden = progress === null;
    if (progress !== null) this.#showProgress(progress);
    this.#fillSlot("error", details.error, () => errorSection(details.error, ask));
    this.#fillSlot("parameters", details.parameters, () => parametersSection(details.parameters, ask));
    this.#fillSlot("overview", details.overview, () =>
      factsSection(l10n.t("Execution"), "overview", details.overview, ask),
    );
    this.#fillSlot("metrics", details.metrics, () => factsSection(l10n.t("Metrics"), "metrics", details.metrics, ask));
    this.#fillSlot("notes", details.notes, () => notesSection(details.notes, ask));
    this.#fillSlot("environment", details.environment, () =>
      factsSection(l10n.t("Environment"), "environment", details.environment, ask, { closed: true }),
    );
    this.#definition.show(details.definition);
  }

  /** As soon as there is one. */
  #goToTimeline(): void {
    if (!this.#isToGoToTimeline || this.#timelineSection.hidden) return;
    this.#isToGoToTimeline = false;
    this.#timelineSection.scrollIntoView();
    this.#figure.focus();
  }

  #showTimeline(timeline: Timeline, isWindow: boolean): void {
    this.#timeline = timeline;
    this.#timelineSection.hidden = timeline.records === 0;
    this.#figure.show(timelinePicture(timeline));
    this.#goToTimeline();
    this.#fillSlot("states", [timeline.timeInState, timeline.end], () =>
      statesSection(timeline, (r) => this.#editor.ask(r)),
    );
    if (!isWindow) {
      this.#records.recorded(timeline.records, timeline.missingRecords);
      this.#windowChanged();
    }
  }

  #heading({ executionId, status, statusText }: ExecutionDetails): HTMLElement {
    const { glyph } = statusLook(status);
    return make(
      "div",
      { class: "heading" },
      make("h1", { class: "id" }, executionId),
      make(
        "span",
        { class: "status", "data-status": status },
        make("span", { "aria-hidden": "true", class: "glyph" }, glyph),
        ` ${statusText}`,
      ),
    );
  }

  #actions(isRunning: boolean, mayAct: boolean): HTMLElement {
    const ask = (request: DetailsRequest) => () => this.#editor.ask(request);
    return make(
      "div",
      { class: "actions", role: "toolbar", "aria-label": l10n.t("Execution") },
      ...(mayAct && isRunning
        ? [button(l10n.t("Cancel Execution"), ask({ type: "cancel" }), { class: "primary" })]
        : []),
      ...(mayAct
        ? [
            button(l10n.t("Run Again"), ask({ type: "runAgain" })),
            button(l10n.t("Run with Changes…"), ask({ type: "runWithChanges" })),
          ]
        : []),
      button(l10n.t("Tags…"), ask({ type: "tag" })),
      button(l10n.t("Note…"), ask({ type: "note" })),
      button(l10n.t("Compare…"), ask({ type: "compare" })),
      button(l10n.t("Show in Sidebar"), ask({ type: "reveal" })),
      button(l10n.t("Copy Id"), ask({ type: "copy", section: "id" })),
      make("span", { class: "label" }, l10n.t("Export")),
      button("JSON", ask({ type: "export", format: "json" }), { "aria-label": l10n.t("Export as JSON") }),
      button("CSV", ask({ type: "export", format: "csv" }), { "aria-label": l10n.t("Export the records as CSV") }),
      button(l10n.t("Chrome Trace"), ask({ type: "export", format: "chrome" }), {
        "aria-label": l10n.t("Export as Chrome trace"),
      }),
    );
  }

  #showProgress({ text, share }: NonNullable<ExecutionDetails["progress"]>): void {
    const bar = make("div", { class: share === null ? "bar unknown" : "bar" });
    if (share !== null) bar.style.width = `${String(100 * share)}%`;
    this.#progress.replaceChildren(make("div", { class: "track" }, bar), make("span", {}, text));
    this.#progress.setAttribute("aria-valuetext", text);
    if (share === null) this.#progress.removeAttribute("aria-valuenow");
    else this.#progress.setAttribute("aria-valuenow", String(Math.floor(100 * share)));
  }

  /** Zoomed in, the page asks for what the whole timeline had to leave out. */
  #windowChanged(): void {
    clearTimeout(this.#settling);
    const shown = this.#figure.shown;
    if (shown === undefined || this.#timeline === undefined) return;
    this.#settling = setTimeout(() => this.#editor.ask({ type: "window", from: shown[0], to: shown[1] }), settledMs);
  }

  #slot(name: string): HTMLElement {
    const element = make("div", { class: "slot" });
    this.#slots.set(name, { element, shown: "" });
    return element;
  }

  #fillSlot(name: string, data: unknown, fill: () => HTMLElement | undefined): void {
    this.#fill(name, this.#slots.get(name)!.element, data, () => [fill()].filter((each) => each !== undefined));
  }

  /** Selections and the focus stay where nothing has changed. */
  #fill(name: string, element: HTMLElement, data: unknown, fill: () => readonly HTMLElement[]): void {
    const slot = this.#slots.get(name) ?? { element, shown: "" };
    this.#slots.set(name, slot);
    const shown = JSON.stringify(data);
    if (slot.shown === shown) return;
    slot.shown = shown;
    element.replaceChildren(...fill());
  }
}

function labelParts({ labels }: ExecutionDetails): HTMLElement[] {
  if (labels === null) return [];
  const chips = [
    ...(labels.pinned ? [make("li", {}, l10n.t("pinned"))] : []),
    ...(labels.protected ? [make("li", {}, l10n.t("protected"))] : []),
    ...labels.tags.map((tag) => make("li", { class: "tag" }, tag)),
  ];
  return [
    ...(chips.length > 0 ? [make("ul", { class: "chips", "aria-label": l10n.t("Labels") }, ...chips)] : []),
    ...(labels.note === null || labels.note === "" ? [] : [make("p", { class: "note" }, labels.note)]),
  ];
}
