import * as l10n from "@vscode/l10n";
import { groupedNumber } from "../../../kernel/timeline/index.ts";
import type { DefinitionDetail, ShownDefinition } from "../../../kernel/views/index.ts";
import { button, make, table } from "../make.ts";
import type { DetailsRequest, RevisionRow } from "../messages.ts";
import { highlighted } from "./highlighted.ts";

/** The code that ran, and the revisions before and after it. Both come when somebody looks. */
export class DefinitionSection {
  readonly root: HTMLDetailsElement;
  readonly #ask: (request: DetailsRequest) => void;
  readonly #title = make("h2", {}, l10n.t("Definition"));
  readonly #name = make("span", { class: "muted" });
  readonly #tools = make("div", { class: "tools" });
  readonly #revisions = make("div");
  readonly #text = make("div");
  #definition: DefinitionDetail | undefined;
  #hasAsked = false;

  constructor(ask: (request: DetailsRequest) => void) {
    this.#ask = ask;
    this.root = make(
      "details",
      { hidden: true },
      make("summary", {}, this.#title, this.#name),
      this.#tools,
      this.#revisions,
      this.#text,
    );
    this.root.addEventListener("toggle", () => {
      if (!this.root.open || this.#hasAsked) return;
      this.#hasAsked = true;
      ask({ type: "definition" });
      ask({ type: "revisions" });
    });
  }

  show(definition: DefinitionDetail): void {
    if (JSON.stringify(definition) === JSON.stringify(this.#definition)) return;
    this.#definition = definition;
    this.root.hidden = false;
    this.#name.textContent = ` ${definition.title}`;
    const { definitionId, file } = definition;
    this.#tools.replaceChildren(
      button(l10n.t("Open as It Ran"), () => this.#ask({ type: "openDefinition", definitionId })),
      ...(file === ""
        ? []
        : [button(l10n.t("Open {0}", file), () => this.#ask({ type: "openFile" }), { title: l10n.t("As it is now") })]),
    );
  }

  showText(definition: ShownDefinition | null): void {
    if (definition === null) {
      this.#text.replaceChildren(make("p", { class: "muted" }, l10n.t("The definition is not stored any more.")));
      return;
    }
    const { text, leftOut } = definition;
    const code = make(
      "pre",
      { class: "code", tabindex: "0", role: "region", "aria-label": l10n.t("Code") },
      ...highlighted(text),
    );
    const rest = l10n.t("{0} more lines are not shown here: open the definition to see all.", groupedNumber(leftOut));
    this.#text.replaceChildren(code, ...(leftOut > 0 ? [make("p", { class: "muted" }, rest)] : []));
  }

  showRevisions(revisions: readonly RevisionRow[]): void {
    const rows = revisions.map(({ definitionId, version, revision, created, createdBy, hash, isThis }) =>
      make(
        "tr",
        { class: isThis ? "set" : "" },
        make("th", { scope: "row" }, l10n.t("{0}, revision {1}", version, revision)),
        make("td", {}, created),
        make("td", {}, createdBy),
        make("td", { class: "hash" }, hash),
        make(
          "td",
          {},
          isThis
            ? l10n.t("ran here")
            : button(l10n.t("Difference"), () => this.#ask({ type: "compareDefinition", definitionId }), {
                class: "link",
              }),
          " ",
          button(l10n.t("Open"), () => this.#ask({ type: "openDefinition", definitionId }), { class: "link" }),
        ),
      ),
    );
    const content = table(
      l10n.t("Revisions"),
      [l10n.t("revision"), l10n.t("first ran"), l10n.t("ran by"), l10n.t("hash"), ""],
      rows,
    );
    this.#revisions.replaceChildren(
      make("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": l10n.t("Revisions") }, content),
    );
  }
}
