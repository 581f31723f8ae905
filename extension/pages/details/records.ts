import * as l10n from "@vscode/l10n";
import type { RecordFilter, RecordRow, RecordsPage } from "../../../kernel/runner/trace/recordsQuery.ts";
import { groupedNumber, shortSeconds } from "../../../kernel/timeline/index.ts";
import { button, make } from "../make.ts";
import type { DetailsRequest } from "../messages.ts";

/** Height of a row in pixels; the style sheet says the same. */
const rowHeight = 22;
/** Rows that are asked for at once: more than a screen shows, so that scrolling a little needs no question. */
const pageRows = 200;
/** Browsers cannot lay out elements of more than some ten million pixels: beyond, the bar moves in larger steps. */
const mostPixels = 5_000_000;
const typingMs = 150;

function choices(): readonly { readonly title: string; readonly filter: RecordFilter }[] {
  return [
    { title: l10n.t("All but counts and gauges"), filter: { kinds: ["state", "lane", "message", "log", "mark"] } },
    { title: l10n.t("Messages"), filter: { kinds: ["message"] } },
    { title: l10n.t("Log"), filter: { kinds: ["log"] } },
    { title: l10n.t("Log: warnings and errors"), filter: { kinds: ["log"], levels: ["warning", "error"] } },
    { title: l10n.t("States"), filter: { kinds: ["state"] } },
    { title: l10n.t("Lanes"), filter: { kinds: ["lane"] } },
    { title: l10n.t("Marks"), filter: { kinds: ["mark"] } },
    { title: l10n.t("Counts"), filter: { kinds: ["count"] } },
    { title: l10n.t("Gauges"), filter: { kinds: ["gauge"] } },
    { title: l10n.t("All"), filter: {} },
  ];
}

/**
 * Messages, log and the rest of the trace, with a search over all of it. The kernel searches; the page holds the rows around those
 * that are seen, however many there are.
 */
export class RecordsSection {
  readonly root: HTMLElement;
  readonly #ask: (request: DetailsRequest) => void;
  readonly #choice = make("select", { "aria-label": l10n.t("Kind of records") });
  readonly #search = make("input", {
    type: "search",
    placeholder: l10n.t("Search"),
    "aria-label": l10n.t("Search the records"),
  });
  readonly #found = make("span", { class: "muted", role: "status" });
  readonly #view = make("div", { class: "records", tabindex: "0", role: "region", "aria-label": l10n.t("Records") });
  readonly #space = make("div", { class: "space" });
  readonly #rows = make("table", { class: "rows" });
  readonly #choices = choices();
  #filter: RecordFilter = this.#choices[0]!.filter;
  #request = 0;
  #page: RecordsPage | undefined;
  #asked: { readonly offset: number } | undefined;
  #recorded = 0;
  #missing = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (request: DetailsRequest) => void) {
    this.#ask = ask;
    for (const [value, { title }] of this.#choices.entries())
      this.#choice.append(make("option", { value: String(value) }, title));
    this.#choice.addEventListener("change", () => this.#filterAnew());
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#filterAnew(), typingMs);
    });
    this.#view.addEventListener("scroll", () => this.#scrolled());
    this.#view.append(this.#space, this.#rows);
    this.#rows.append(
      make("caption", { class: "spoken" }, l10n.t("Records")),
      make("colgroup", {}, ...["when", "kind", "name", "", "do"].map((name) => make("col", { class: name }))),
      make(
        "thead",
        { class: "spoken" },
        make(
          "tr",
          {},
          ...[l10n.t("time"), l10n.t("kind"), l10n.t("name"), l10n.t("text"), l10n.t("copy")].map((name) =>
            make("th", { scope: "col" }, name),
          ),
        ),
      ),
      make("tbody"),
    );
    this.root = make(
      "section",
      { "aria-label": l10n.t("Messages and Log"), hidden: true },
      make(
        "div",
        { class: "title" },
        make("h2", {}, l10n.t("Messages and Log")),
        make("div", { class: "tools" }, this.#found, this.#choice, this.#search),
      ),
      this.#view,
    );
  }

  /** How many records there are now: when there are more than before, they are asked for. */
  recorded(records: number, missing: number): void {
    const isNew = records !== this.#recorded || this.#page === undefined;
    this.#recorded = records;
    this.#missing = missing;
    this.root.hidden = records === 0;
    if (isNew && records > 0) this.#askFor(this.#page?.offset ?? 0);
  }

  receive(request: number, page: RecordsPage): void {
    // An answer to a question of before.
    if (request !== this.#request) return;
    this.#asked = undefined;
    this.#page = page;
    const isAtEnd =
      this.#view.scrollTop + this.#view.clientHeight >= this.#view.scrollHeight - rowHeight && page.offset > 0;
    const height = Math.min(mostPixels, page.found * rowHeight);
    this.#space.style.height = `${String(height)}px`;
    this.#view.style.setProperty("--records", `${String(height)}px`);
    if (isAtEnd) this.#view.scrollTop = this.#view.scrollHeight;
    const missing = this.#missing === 0 ? "" : l10n.t(", {0} missing from the trace", groupedNumber(this.#missing));
    this.#found.textContent = page.isComplete
      ? l10n.t("{0} of {1}", groupedNumber(page.found), groupedNumber(page.read)) + missing
      : l10n.t("{0} in {1} so far", groupedNumber(page.found), groupedNumber(page.read));
    this.#draw();
    if (!page.isComplete) this.#askFor(page.offset);
    else this.#scrolled();
  }

  #filterAnew(): void {
    const text = this.#search.value.trim();
    this.#filter = { ...this.#choices[Number(this.#choice.value)]!.filter, ...(text === "" ? {} : { text }) };
    this.#page = undefined;
    this.#asked = undefined;
    this.#view.scrollTop = 0;
    this.#askFor(0);
  }

  #askFor(offset: number): void {
    this.#request += 1;
    this.#asked = { offset };
    this.#ask({ type: "records", request: this.#request, filter: this.#filter, offset, limit: pageRows });
  }

  /** Which row is at the top, and how many are in sight. */
  #inSight(found: number): { readonly first: number; readonly count: number } {
    const { scrollTop, clientHeight } = this.#view;
    const count = Math.ceil(clientHeight / rowHeight) + 1;
    const pixels = found * rowHeight;
    if (pixels <= mostPixels) return { first: Math.floor(scrollTop / rowHeight), count };
    const share = scrollTop / Math.max(1, mostPixels - clientHeight);
    return { first: Math.round(share * Math.max(0, found - count + 1)), count };
  }

  #scrolled(): void {
    const page = this.#page;
    if (page === undefined) return;
    const { first, count } = this.#inSight(page.found);
    const last = Math.min(page.found, first + count);
    if (first < page.offset || last > page.offset + page.rows.length) {
      const offset = Math.max(0, Math.floor(first - (pageRows - count) / 2));
      if (this.#asked?.offset !== offset && offset !== page.offset) this.#askFor(offset);
    }
    this.#draw();
  }

  #draw(): void {
    const page = this.#page;
    if (page === undefined) return;
    const { first, count } = this.#inSight(page.found);
    const rows = page.rows.slice(Math.max(0, first - page.offset), Math.max(0, first - page.offset + count));
    const body = this.#rows.tBodies[0]!;
    const at = Math.max(0, page.offset - first);
    const isFar = page.found * rowHeight > mostPixels;
    const top = isFar ? this.#view.scrollTop : (first + at) * rowHeight;
    this.#rows.style.top = `${String(top)}px`;
    body.replaceChildren(...rows.map((row, i) => this.#row(row, page.offset + Math.max(0, first - page.offset) + i)));
  }

  #row(row: RecordRow, index: number): HTMLElement {
    const copy = button("⧉", () => this.#ask({ type: "copyRecord", filter: this.#filter, index }), {
      class: "copy",
      "aria-label": l10n.t("Copy the record"),
      title: l10n.t("Copy"),
    });
    const text =
      row.text === "" ? String(row.value) : row.kind === "message" ? `${String(row.value)} ${row.text}` : row.text;
    return make(
      "tr",
      { "data-kind": row.kind, "data-level": row.kind === "log" ? row.name : undefined },
      make("td", { class: "number" }, shortSeconds(row.time)),
      make("td", { class: "muted" }, row.kind),
      make("td", { title: row.name.slice(0, 500) }, row.name),
      make(
        "td",
        { class: "text", title: text.slice(0, 1_000) },
        text.replace(/\s+/g, " "),
        ...(row.isCut ? [` ${l10n.t("(cut)")}`] : []),
      ),
      make("td", {}, copy),
    );
  }
}
