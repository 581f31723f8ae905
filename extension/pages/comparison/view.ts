import * as l10n from "@vscode/l10n";
import type { Json } from "../../../kernel/model/index.ts";
import { stackedPicture } from "../../../kernel/timeline/index.ts";
import { type ComparisonRow, comparisonSections, groupedNumber, shortened } from "../../../kernel/views/index.ts";
import { TimelineFigure } from "../../renderer/figure.ts";
import { statusLook } from "../../renderer/statusLook.ts";
import type { Editor } from "../editor.ts";
import { keepScroll } from "../keepScroll.ts";
import { button, make } from "../make.ts";
import type { ComparedColumn, ComparisonMessage, ComparisonRequest } from "../messages.ts";
import { Notices } from "../notices.ts";
import { timelineSection } from "../timelineSection.ts";

type Compared = Extract<ComparisonMessage, { type: "comparison" }>;

function titleOf(section: ComparisonRow["section"]): string {
  switch (section) {
    case "execution":
      return l10n.t("Execution");
    case "run option":
      return l10n.t("Run options");
    case "parameter":
      return l10n.t("Parameters");
    case "metric":
      return l10n.t("Metrics");
    case "environment":
      return l10n.t("Environment");
  }
}

/** Rows of a section that are made; whoever compares more reads the export. */
const mostRows = 1_000;

/** Executions side by side: what differs, how their times went, and where they part. */
export class ComparisonView {
  readonly root = make("div", { class: "page comparison" });
  readonly #editor: Editor<ComparisonRequest>;
  readonly #heading = make("h1", {}, l10n.t("Comparison"));
  readonly #all = make("input", { type: "checkbox", id: "all" });
  readonly #table = make("div", {
    class: "scrolls compared",
    tabindex: "0",
    role: "region",
    "aria-label": l10n.t("Comparison"),
  });
  readonly #figure: TimelineFigure;
  readonly #timelines: HTMLElement;
  readonly #partings = make("section", { "aria-label": l10n.t("First Different Record"), hidden: true });
  /** By column. */
  readonly #partingOf = new Map<number, HTMLElement>();
  readonly #notices = new Notices();
  readonly #restoreScroll: () => void;
  #compared: Compared | undefined;

  constructor(editor: Editor<ComparisonRequest>) {
    this.#editor = editor;
    this.#restoreScroll = keepScroll(editor);
    this.#all.checked = editor.state.page === "comparison" && editor.state.all;
    this.#all.addEventListener("change", () => {
      editor.keep({ all: this.#all.checked });
      this.#drawTable();
    });
    this.#figure = new TimelineFigure(document, {
      failed: (sentence) => this.#notices.tell(sentence),
      save: (_name, kind, content) => editor.ask({ type: "saveImage", kind, content }),
    });
    this.#timelines = timelineSection(l10n.t("Timelines"), this.#figure);
    this.root.append(
      this.#notices.banner,
      make("header", {}, make("div", { class: "heading" }, this.#heading), this.#actions()),
      this.#timelines,
      this.#table,
      this.#partings,
      this.#notices.passing,
    );
  }

  receive(message: ComparisonMessage): void {
    if (this.#notices.receive(message)) return;
    switch (message.type) {
      case "comparison":
        this.#notices.banner.hidden = true;
        this.#compared = message;
        this.#heading.textContent = l10n.t("Comparison of {0} Executions", message.columns.length);
        this.#preparePartings();
        this.#drawTable();
        break;
      case "timelines":
        this.#timelines.hidden = message.timelines.length === 0;
        this.#figure.show(stackedPicture(message.timelines));
        break;
      case "parting":
        this.#showParting(message.column, message.lines, message.difference === null ? "same" : "parted");
        break;
      case "partingFailed":
        this.#showParting(message.column, [message.message], "failed");
        break;
    }
    this.#restoreScroll();
  }

  #actions(): HTMLElement {
    const send = (type: "copy" | "export", format: "csv" | "markdown") => () =>
      this.#editor.ask({ type, format, all: this.#all.checked });
    return make(
      "div",
      { class: "actions", role: "toolbar", "aria-label": l10n.t("Comparison") },
      make("label", { for: "all", class: "check" }, this.#all, ` ${l10n.t("Also what is the same")}`),
      button(l10n.t("Add…"), () => this.#editor.ask({ type: "add" }), {
        title: l10n.t("Compare with more executions"),
      }),
      button(l10n.t("Copy as Markdown"), send("copy", "markdown")),
      make("span", { class: "label" }, l10n.t("Export")),
      button("CSV", send("export", "csv"), { "aria-label": l10n.t("Export as CSV") }),
      button("Markdown", send("export", "markdown"), { "aria-label": l10n.t("Export as Markdown") }),
    );
  }

  #drawTable(): void {
    if (this.#compared === undefined) return;
    const { comparison, columns } = this.#compared;
    const rows = comparison.rows.filter(({ differs, section }) => this.#all.checked || differs || section === "metric");
    const bodies = comparisonSections.flatMap((section) => {
      const own = rows.filter((row) => row.section === section);
      if (own.length === 0) return [];
      const title = make("th", { scope: "rowgroup", colspan: String(columns.length + 1) }, titleOf(section));
      const left = own.length - mostRows;
      const more = make(
        "td",
        { colspan: String(columns.length + 1), class: "muted" },
        l10n.t("{0} more in the export", groupedNumber(left)),
      );
      return [
        make(
          "tbody",
          {},
          make("tr", { class: "section" }, title),
          ...own.slice(0, mostRows).map((row) => comparedRow(row, columns)),
          ...(left > 0 ? [make("tr", {}, more)] : []),
        ),
      ];
    });
    const head = make(
      "thead",
      {},
      make("tr", {}, make("td"), ...columns.map((column, i) => this.#columnHead(column, i))),
    );
    this.#table.replaceChildren(
      make("table", {}, make("caption", { class: "spoken" }, l10n.t("Comparison")), head, ...bodies),
    );
  }

  #columnHead(column: ComparedColumn, index: number): HTMLElement {
    const { title, status, statusText, definition, differsInDefinition } = column;
    const ask = (request: ComparisonRequest) => () => this.#editor.ask(request);
    const { glyph } = statusLook(status);
    return make(
      "th",
      { scope: "col" },
      button(title, ask({ type: "open", column: index }), { class: "link", title: l10n.t("Open the execution") }),
      make("div", { class: "status", "data-status": status }, `${glyph} ${statusText}`),
      make("div", { class: "muted" }, definition),
      make(
        "div",
        { class: "tools" },
        ...(index === 0
          ? [make("span", { class: "muted" }, l10n.t("the others are compared with this one"))]
          : [
              button(l10n.t("Make First"), ask({ type: "makeFirst", column: index }), {
                title: l10n.t("Compare the others with this one"),
              }),
              ...(differsInDefinition
                ? [
                    button(l10n.t("Code Difference"), ask({ type: "compareDefinition", column: index }), {
                      title: l10n.t("How its code differs from the first one's"),
                    }),
                  ]
                : []),
            ]),
        ...(this.#compared!.columns.length > 2
          ? [
              button("×", ask({ type: "remove", column: index }), {
                "aria-label": l10n.t("Remove {0}", shortened(title, 60)),
                title: l10n.t("Remove"),
              }),
            ]
          : []),
      ),
    );
  }

  #preparePartings(): void {
    const [first, ...others] = this.#compared!.columns;
    this.#partingOf.clear();
    const list = others.map(({ title }, index) => {
      const item = make("li", { class: "muted" }, l10n.t("{0}: being compared…", shortened(title, 100)));
      this.#partingOf.set(index + 1, item);
      return item;
    });
    this.#partings.hidden = list.length === 0;
    this.#partings.replaceChildren(
      make("div", { class: "title" }, make("h2", {}, l10n.t("First Different Record"))),
      make(
        "p",
        { class: "muted" },
        l10n.t("Each trace, compared with that of {0}.", shortened(first?.title ?? "", 100)),
      ),
      make("ul", { class: "partings" }, ...list),
    );
  }

  #showParting(column: number, lines: readonly string[], kind: "same" | "parted" | "failed"): void {
    const item = this.#partingOf.get(column);
    if (item === undefined) return;
    item.className = kind;
    const [summary, ...rest] = lines;
    if (kind !== "parted") {
      item.textContent = summary!;
      return;
    }
    // Of many, one line each.
    const isOpen = this.#partingOf.size <= 3;
    const records = make("pre", { tabindex: "0" }, rest.map((line) => line.trim()).join("\n"));
    item.replaceChildren(
      make(
        "details",
        { open: isOpen },
        make("summary", {}, `${shortened(this.#compared!.columns[column]!.title, 100)}: ${summary!}`),
        records,
      ),
    );
  }
}

function comparedRow(row: ComparisonRow, columns: readonly ComparedColumn[]): HTMLTableRowElement {
  const { name, unit, values, differs, differences, ratios, section } = row;
  // A seed is written as one types it.
  const textOf = (value: Json | undefined) => (section === "run option" ? plainText(value) : text(value));
  const [first] = values.map((value) => JSON.stringify(value));
  return make(
    "tr",
    { class: differs ? "differs" : "" },
    make(
      "th",
      { scope: "row", title: shortened(name, 500) },
      shortened(name, 120),
      ...(unit === undefined ? [] : [make("span", { class: "unit" }, ` ${unit}`)]),
    ),
    ...columns.map((_, i) => {
      const value = values[i];
      const isOther = i > 0 && JSON.stringify(value) !== first;
      const isNumber = typeof value === "number";
      return make(
        "td",
        {
          class: [isNumber ? "number" : "", isOther ? "other" : ""].join(" ").trim(),
          title: shortened(textOf(value), 500),
        },
        shortened(textOf(value), 120),
        ...(isOther ? [make("div", { class: "muted" }, change(differences?.[i], ratios?.[i]))] : []),
      );
    }),
  );
}

function text(value: Json | undefined): string {
  return typeof value === "number" ? groupedNumber(Number(value.toPrecision(10))) : plainText(value);
}

function plainText(value: Json | undefined): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `+12 (× 1.05)`, or nothing. */
function change(difference: number | null | undefined, ratio: number | null | undefined): string {
  if (difference == null || difference === 0) return "";
  const sign = difference > 0 ? "+" : "−";
  const times = ratio == null ? "" : ` (×\u00a0${String(Number(ratio.toPrecision(4)))})`;
  return `${sign}${groupedNumber(Math.abs(Number(difference.toPrecision(6))))}${times}`;
}
