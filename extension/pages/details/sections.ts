import * as l10n from "@vscode/l10n";
import { groupedNumber, shortSeconds, type Timeline } from "../../../kernel/timeline/index.ts";
import type { CopiedSection, DescriptionRow, ExecutionDetails, ParameterDetail } from "../../../kernel/views/index.ts";
import { button, make, table } from "../make.ts";
import type { DetailsRequest } from "../messages.ts";

type Ask = (request: DetailsRequest) => void;

/** Rows of a table at once: more are made when somebody asks for them. */
const rowsAtOnce = 200;

export function errorSection(error: ExecutionDetails["error"], ask: Ask): HTMLElement | undefined {
  if (error === null) return undefined;
  const stack = error.stack.map(({ text, place }, line) =>
    make(
      "li",
      {},
      place === undefined
        ? text
        : button(text, () => ask({ type: "openStackLine", line }), {
            class: "link",
            title: l10n.t("Open in the editor"),
          }),
    ),
  );
  return section(
    l10n.t("Error"),
    [copyAll("error", ask)],
    make("pre", { class: "error", tabindex: "0" }, error.message),
    ...stackParts(stack, error.stack.findLastIndex(({ place }) => place !== undefined) + 1),
  );
}

/** What the workflow's author wrote; the lines below the last of it are the engine's. */
function stackParts(lines: readonly HTMLElement[], own: number): HTMLElement[] {
  const list = (some: readonly HTMLElement[], name: string) =>
    make("ol", { class: "stack", "aria-label": name }, ...some);
  if (lines.length === 0) return [];
  if (own === 0 || own === lines.length) return [list(lines, l10n.t("Stack"))];
  const rest = lines.slice(own);
  const more = l10n.t("{0} more, of the engine", rest.length);
  return [
    list(lines.slice(0, own), l10n.t("Stack")),
    make("details", { class: "stack" }, make("summary", {}, more), list(rest, l10n.t("Stack of the engine"))),
  ];
}

export function parametersSection(parameters: readonly ParameterDetail[], ask: Ask): HTMLElement | undefined {
  if (parameters.length === 0) return undefined;
  const rows = parameters.map(({ name, value, unit, description, origin, hasPlace, insteadOf }, index) => {
    const set = insteadOf !== null || origin !== "default";
    const place = hasPlace
      ? button(origin, () => ask({ type: "openOrigin", parameter: index }), {
          class: "link",
          title: l10n.t("Open where it is set"),
        })
      : origin;
    return make(
      "tr",
      { class: set ? "set" : "" },
      make("th", { scope: "row", title: description }, name),
      valueCell(value, unit, () => ask({ type: "copy", section: "parameters", row: index })),
      make(
        "td",
        { class: "muted" },
        place,
        ...(insteadOf === null ? [] : [make("div", {}, l10n.t("instead of {0}", insteadOf))]),
      ),
    );
  });
  return section(
    l10n.t("Parameters"),
    [copyAll("parameters", ask)],
    growing(rows, (some) => table(l10n.t("Parameters"), [l10n.t("name"), l10n.t("value"), l10n.t("set in")], some)),
  );
}

export function factsSection(
  title: string,
  name: Extract<CopiedSection, "overview" | "metrics" | "environment">,
  facts: readonly DescriptionRow[],
  ask: Ask,
  { closed = false } = {},
): HTMLElement | undefined {
  if (facts.length === 0) return undefined;
  const rows = facts.map(({ name: fact, value, detail }, row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, fact),
      valueCell(value, "", () => ask({ type: "copy", section: name, row })),
      make("td", { class: "muted" }, detail ?? ""),
    ),
  );
  const content = growing(rows, (some) => table(title, [l10n.t("name"), l10n.t("value"), l10n.t("more")], some));
  content.classList.add("facts");
  return closed
    ? make(
        "details",
        {},
        make("summary", {}, make("h2", {}, title)),
        make("div", { class: "tools" }, copyAll(name, ask)),
        content,
      )
    : section(title, [copyAll(name, ask)], content);
}

export function notesSection(notes: readonly string[], ask: Ask): HTMLElement | undefined {
  if (notes.length === 0) return undefined;
  const items = notes.map((note) => make("li", {}, note));
  return section(l10n.t("Remarks"), [copyAll("notes", ask)], make("ul", {}, ...items));
}

/** Times in states, the longest first; as exact as the trace, however long it is. */
export function statesSection(timeline: Timeline, ask: Ask): HTMLElement | undefined {
  const all = timeline.timeInState;
  if (all.length === 0) return undefined;
  const whole = timeline.end - timeline.start;
  const sorted = [...all].sort((a, b) => b.seconds - a.seconds);
  const cells = ({ state, substate, seconds, visits }: (typeof all)[number]) => [
    cut(state),
    cut(substate),
    shortSeconds(seconds),
    whole > 0 ? `${((100 * seconds) / whole).toFixed(1)} %` : "",
    groupedNumber(visits),
  ];
  const columns = [l10n.t("state"), l10n.t("substate"), l10n.t("time"), l10n.t("share"), l10n.t("visits")];
  const rows = sorted.map((each) => {
    const [state, substate, ...figures] = cells(each);
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, state!),
      make("td", {}, substate!),
      ...figures.map((figure) => make("td", { class: "number" }, figure)),
    );
  });
  const text = () => `${[columns, ...sorted.map(cells)].map((row) => row.join("\t")).join("\n")}\n`;
  const copy = button(l10n.t("Copy"), () => ask({ type: "copyText", text: text() }), {
    "aria-label": l10n.t("Copy the states"),
  });
  return section(
    l10n.t("States"),
    [copy],
    growing(rows, (some) => table(l10n.t("States"), columns, some, { numbers: 3 })),
  );
}

function section(title: string, tools: readonly HTMLElement[], ...content: readonly HTMLElement[]): HTMLElement {
  return make(
    "section",
    { "aria-label": title },
    make("div", { class: "title" }, make("h2", {}, title), make("div", { class: "tools" }, ...tools)),
    ...content,
  );
}

function copyAll(name: CopiedSection, ask: Ask): HTMLElement {
  return button(l10n.t("Copy"), () => ask({ type: "copy", section: name }), {
    "aria-label": l10n.t("Copy: {0}", titleOf(name)),
  });
}

function titleOf(section: CopiedSection): string {
  switch (section) {
    case "overview":
      return l10n.t("Execution");
    case "parameters":
      return l10n.t("Parameters");
    case "metrics":
      return l10n.t("Metrics");
    case "environment":
      return l10n.t("Environment");
    case "error":
      return l10n.t("Error");
    case "notes":
      return l10n.t("Remarks");
  }
}

function valueCell(value: string, unit: string, copy: () => void): HTMLElement {
  return make(
    "td",
    { class: "value" },
    value,
    ...(unit === "" ? [] : [make("span", { class: "unit" }, ` ${unit}`)]),
    button("⧉", copy, { class: "copy", "aria-label": l10n.t("Copy the value"), title: l10n.t("Copy") }),
  );
}

/** The first rows, and a button for more: five thousand states at once would take seconds to lay out. */
function growing(
  rows: readonly HTMLTableRowElement[],
  makeTable: (some: readonly HTMLTableRowElement[]) => HTMLElement,
): HTMLElement {
  const shown = makeTable(rows.slice(0, rowsAtOnce));
  const root = make("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": l10n.t("Table") }, shown);
  let next = rowsAtOnce;
  if (rows.length > next) {
    const label = () => l10n.t("Show more ({0} left)", groupedNumber(rows.length - next));
    const more = button(label(), () => {
      shown.querySelector("tbody")!.append(...rows.slice(next, next + rowsAtOnce * 5));
      next += rowsAtOnce * 5;
      if (next >= rows.length) more.remove();
      else more.textContent = label();
    });
    root.append(more);
  }
  return root;
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
