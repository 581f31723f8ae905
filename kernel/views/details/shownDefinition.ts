/** The beginning of a text of code, as much as a page can colour and lay out at once. */
export interface ShownDefinition {
  readonly text: string;
  /** Lines after it. */
  readonly leftOut: number;
}

const mostLines = 2_000;
const mostCharacters = 300_000;

/** Of a definition, however long: whole lines where they are short enough. */
export function shownDefinition(source: string): ShownDefinition {
  const lines = source.split("\n");
  const text = lines.slice(0, mostLines).join("\n").slice(0, mostCharacters);
  return { text, leftOut: lines.length - text.split("\n").length };
}
