import assert from "node:assert/strict";
import { Footer } from "../../../kernel/apps/cli/footer.ts";

/** A terminal that knows as much as a footer needs. */
class Screen {
  readonly isTTY: boolean;
  readonly columns = 80;
  lines = ["$ wfnb run", ""];
  #row = 1;

  constructor(isTTY = true) {
    this.isTTY = isTTY;
  }

  readonly write = (text: string): boolean => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what a terminal reads
    for (const part of text.split(/(\u001b\[\d*[AJ]|[\r\n])/)) {
      if (part === "\u001b[J") this.lines = [...this.lines.slice(0, this.#row), ""];
      else if (part.startsWith("\u001b[")) this.#row -= Number.parseInt(part.slice(2), 10);
      else if (part === "\n") this.#row += 1;
      else if (part !== "\r") this.lines[this.#row] = part;
    }
    return true;
  };
}

describe("the foot of a terminal", () => {
  it("shows the last lines alone, however many there were before", () => {
    const screen = new Screen();
    const footer = new Footer(screen);
    footer.show(["10 %"]);
    footer.show(["▒▒▓", "0 s", "20 %"]);
    assert.deepEqual(screen.lines, ["$ wfnb run", "▒▒▓", "0 s", "20 %"]);
    footer.show(["▒▒▓▓", "0 s", "30 %"]);
    assert.deepEqual(screen.lines, ["$ wfnb run", "▒▒▓▓", "0 s", "30 %"]);
    footer.show(["40 %"]);
    assert.deepEqual(screen.lines, ["$ wfnb run", "40 %"]);
    footer.clear();
    assert.deepEqual(screen.lines, ["$ wfnb run", ""]);
  });

  it("is nothing where the output is no terminal", () => {
    const screen = new Screen(false);
    new Footer(screen).show(["10 %"]);
    assert.deepEqual(screen.lines, ["$ wfnb run", ""]);
  });
});
