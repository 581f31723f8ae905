import * as l10n from "@vscode/l10n";
import type { RecordRow } from "../../kernel/runner/trace/recordsQuery.ts";
import { groupedNumber, shortNumber, shortSeconds } from "../../kernel/timeline/index.ts";
import type { RecordsMessage, RecordsRequest } from "./messages.ts";
import { table } from "./table.ts";

/** Which records are wanted. */
export interface RecordsWanted {
  /** What they are records of: `run / physics from 18 s to 199.6 s`. */
  readonly title: string;
  /** Simulated seconds, both included. */
  readonly from: number;
  readonly to: number;
  readonly text?: string;
}

/** Where an answer that was not complete is asked for again: the search goes on where it was. */
const askAgainMs = 100;

/** What was recorded between two simulated times, a page at a time: the rest is told, and comes when it is asked for. */
export class RecordsList {
  readonly root: HTMLElement;
  readonly #document: Document;
  readonly #ask: (wanted: Omit<RecordsRequest, "type" | "executionId">) => void;
  readonly #heading: HTMLElement;
  readonly #told: HTMLElement;
  readonly #earlier: HTMLButtonElement;
  readonly #later: HTMLButtonElement;
  readonly #rows: HTMLElement;
  #wanted: RecordsWanted | undefined;
  #offset = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #focusBefore: HTMLElement | undefined;

  constructor(document: Document, ask: (wanted: Omit<RecordsRequest, "type" | "executionId">) => void) {
    this.#document = document;
    this.#ask = ask;
    this.root = document.createElement("section");
    this.root.className = "wfnb-records";
    this.root.hidden = true;
    this.#heading = document.createElement("div");
    this.#heading.className = "wfnb-records-heading";
    this.#heading.tabIndex = -1;
    this.#told = document.createElement("span");
    this.#told.className = "wfnb-records-told";
    this.#told.setAttribute("role", "status");
    this.#earlier = this.#button(l10n.t("Earlier"), () => this.#turn(-1));
    this.#later = this.#button(l10n.t("Later"), () => this.#turn(1));
    const bar = document.createElement("div");
    bar.className = "wfnb-actions";
    bar.append(
      this.#told,
      this.#earlier,
      this.#later,
      this.#button(l10n.t("Close"), () => this.close()),
    );
    this.#rows = document.createElement("div");
    this.#rows.className = "wfnb-tables";
    this.#rows.tabIndex = 0;
    this.#rows.setAttribute("role", "region");
    this.root.append(this.#heading, bar, this.#rows);
    this.root.addEventListener("keydown", (event) => {
      // The notebook would take the keys for itself.
      event.stopPropagation();
      if (event.key === "Escape") this.close();
    });
  }

  /** Asks for records, and takes the focus when they were asked for by keyboard or click. */
  open(wanted: RecordsWanted): void {
    this.#wanted = wanted;
    this.#offset = 0;
    this.root.hidden = false;
    const root = this.root.getRootNode() as Document | ShadowRoot;
    if (!this.root.contains(root.activeElement)) this.#focusBefore = root.activeElement as HTMLElement | undefined;
    this.#heading.textContent = wanted.title;
    this.#rows.setAttribute("aria-label", l10n.t("Records of {0}", wanted.title).slice(0, 200));
    this.#told.textContent = l10n.t("Reading the records…");
    this.#rows.replaceChildren();
    this.#heading.focus({ preventScroll: true });
    this.#askNow();
  }

  show({ request, page }: RecordsMessage): void {
    const wanted = this.#wanted;
    const isAsked =
      wanted !== undefined &&
      request.from === wanted.from &&
      request.to === wanted.to &&
      request.text === wanted.text &&
      request.offset === this.#offset;
    if (!isAsked) return;
    const { rows, found, offset, isComplete } = page;
    const leftOut = found - rows.length;
    if (found > 0) {
      const shown = [groupedNumber(offset + 1), groupedNumber(offset + rows.length), groupedNumber(found)] as const;
      const told = isComplete
        ? l10n.t("{0} to {1} of {2} records", ...shown)
        : l10n.t("{0} to {1} of at least {2} records", ...shown);
      this.#told.textContent = told + (leftOut > 0 ? l10n.t(", {0} not shown", groupedNumber(leftOut)) : "");
    } else {
      this.#told.textContent = isComplete ? l10n.t("No records.") : l10n.t("Reading the records…");
    }
    this.#earlier.disabled = offset === 0;
    this.#later.disabled = offset + rows.length >= found;
    const filled = table(
      this.#document,
      l10n.t("Records"),
      [l10n.t("time"), l10n.t("kind"), l10n.t("name"), l10n.t("value"), l10n.t("text")],
      rows,
      cells,
    );
    this.#rows.replaceChildren(...(filled === undefined ? [] : [filled]));
    this.#rows.scrollTop = 0;
    if (!isComplete && rows.length === 0) this.#again = setTimeout(() => this.#askNow(), askAgainMs);
  }

  close(): void {
    clearTimeout(this.#again);
    this.#wanted = undefined;
    this.root.hidden = true;
    this.#focusBefore?.focus({ preventScroll: true });
  }

  #turn(direction: 1 | -1): void {
    this.#offset = Math.max(0, this.#offset + direction * pageLength);
    this.#askNow();
  }

  #askNow(): void {
    clearTimeout(this.#again);
    if (this.#wanted === undefined) return;
    const { from, to, text } = this.#wanted;
    this.#ask({ from, to, offset: this.#offset, limit: pageLength, ...(text === undefined ? {} : { text }) });
  }

  #button(text: string, press: () => void): HTMLButtonElement {
    const button = this.#document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", press);
    return button;
  }
}

/** Rows of one page. */
const pageLength = 100;

function cells({ time, kind, name, value, text }: RecordRow): string[] {
  return [shortSeconds(time), kind, name, typeof value === "number" ? shortNumber(value) : value, text];
}
