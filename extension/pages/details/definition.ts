import { grouped } from "../../../kernel/timeline/index.ts";
import type { DefinitionDetail, ShownDefinition } from "../../../kernel/views/index.ts";
import { button, make, table } from "../make.ts";
import type { DetailsRequest, RevisionRow } from "../messages.ts";
import { highlighted } from "./highlighted.ts";

/** The code that ran, and the revisions before and after it. Both come when somebody looks. */
export class DefinitionSection {
  readonly root: HTMLDetailsElement;
  readonly #ask: (request: DetailsRequest) => void;
  readonly #title = make("h2", {}, "Definition");
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
      button("Open as It Ran", () => this.#ask({ type: "openDefinition", definitionId })),
      ...(file === ""
        ? []
        : [button(`Open ${file}`, () => this.#ask({ type: "openFile" }), { title: "As it is now" })]),
    );
  }

  showText(definition: ShownDefinition | null): void {
    if (definition === null) {
      this.#text.replaceChildren(make("p", { class: "muted" }, "The definition is not stored any more."));
      return;
    }
    const { text, leftOut } = definition;
    const code = make(
      "pre",
      { class: "code", tabindex: "0", role: "region", "aria-label": "Code" },
      ...highlighted(text),
    );
    const rest = `${grouped(leftOut)} more lines are not shown here: open the definition to see all.`;
    this.#text.replaceChildren(code, ...(leftOut > 0 ? [make("p", { class: "muted" }, rest)] : []));
  }

  showRevisions(revisions: readonly RevisionRow[]): void {
    const rows = revisions.map(({ definitionId, version, revision, created, createdBy, hash, isThis }) =>
      make(
        "tr",
        { class: isThis ? "set" : "" },
        make("th", { scope: "row" }, `${version}, revision ${String(revision)}`),
        make("td", {}, created),
        make("td", {}, createdBy),
        make("td", { class: "hash" }, hash),
        make(
          "td",
          {},
          isThis
            ? "ran here"
            : button("Difference", () => this.#ask({ type: "compareDefinition", definitionId }), { class: "link" }),
          " ",
          button("Open", () => this.#ask({ type: "openDefinition", definitionId }), { class: "link" }),
        ),
      ),
    );
    const content = table("Revisions", ["revision", "first ran", "by", "hash", ""], rows);
    this.#revisions.replaceChildren(
      make("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": "Revisions" }, content),
    );
  }
}
