import { grouped, shortSeconds, type Timeline } from "../../../kernel/timeline/index.ts";
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
        : button(text, () => ask({ type: "openStackLine", line }), { class: "link", title: "Open in the editor" }),
    ),
  );
  return section(
    "Error",
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
  if (own === 0 || own === lines.length) return [list(lines, "Stack")];
  const rest = lines.slice(own);
  const more = `${String(rest.length)} more, of the engine`;
  return [
    list(lines.slice(0, own), "Stack"),
    make("details", { class: "stack" }, make("summary", {}, more), list(rest, "Stack of the engine")),
  ];
}

export function parametersSection(parameters: readonly ParameterDetail[], ask: Ask): HTMLElement | undefined {
  if (parameters.length === 0) return undefined;
  const rows = parameters.map(({ name, value, unit, description, origin, hasPlace, insteadOf }, index) => {
    const set = insteadOf !== null || origin !== "default";
    const place = hasPlace
      ? button(origin, () => ask({ type: "openOrigin", parameter: index }), {
          class: "link",
          title: "Open where it is set",
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
        ...(insteadOf === null ? [] : [make("div", {}, `instead of ${insteadOf}`)]),
      ),
    );
  });
  return section(
    "Parameters",
    [copyAll("parameters", ask)],
    growing(rows, (some) => table("Parameters", ["name", "value", "set in"], some)),
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
  const content = growing(rows, (some) => table(title, ["name", "value", "more"], some));
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
  return section("Remarks", [copyAll("notes", ask)], make("ul", {}, ...items));
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
    grouped(visits),
  ];
  const columns = ["state", "substate", "time", "share", "visits"];
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
  const copy = button("Copy", () => ask({ type: "copyText", text: text() }), { "aria-label": "Copy the states" });
  return section(
    "States",
    [copy],
    growing(rows, (some) => table("States", columns, some)),
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
  return button("Copy", () => ask({ type: "copy", section: name }), { "aria-label": `Copy: ${name}` });
}

function valueCell(value: string, unit: string, copy: () => void): HTMLElement {
  return make(
    "td",
    { class: "value" },
    value,
    ...(unit === "" ? [] : [make("span", { class: "unit" }, ` ${unit}`)]),
    button("⧉", copy, { class: "copy", "aria-label": "Copy the value", title: "Copy" }),
  );
}

/** The first rows, and a button for more: five thousand states at once would take seconds to lay out. */
function growing(
  rows: readonly HTMLTableRowElement[],
  makeTable: (some: readonly HTMLTableRowElement[]) => HTMLElement,
): HTMLElement {
  const shown = makeTable(rows.slice(0, rowsAtOnce));
  const root = make("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": "Table" }, shown);
  let next = rowsAtOnce;
  if (rows.length > next) {
    const label = () => `Show more (${grouped(rows.length - next)} left)`;
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
