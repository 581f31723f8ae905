type Child = Node | string;

interface Attributes {
  readonly class?: string | undefined;
  readonly title?: string;
  readonly [attribute: string]: string | boolean | undefined;
}

/** Makes an element. Children that are texts stay texts: nothing of a user's is ever read as markup. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(attribute, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** `label`: for a button whose text does not name it, such as a sign. */
export function button(text: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", press);
  return made;
}

/** A table with a caption that only screen readers tell. The last `numbers` columns hold numbers. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly HTMLTableRowElement[],
  { numbers = 0 } = {},
): HTMLElement {
  const classOf = (column: number) => (column >= columns.length - numbers ? "number" : undefined);
  const cells = columns.map((column, i) => make("th", { scope: "col", class: classOf(i) }, column));
  const head = make("thead", {}, make("tr", {}, ...cells));
  return make("table", {}, make("caption", { class: "spoken" }, caption), head, make("tbody", {}, ...rows));
}
