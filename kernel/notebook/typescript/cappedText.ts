/** Lines and characters kept at each end of a text that is too long. */
const keptLines = 400;
const keptCharacters = 40_000;

/** A text that grows without end, kept as its first and last lines and the number of lines between. */
export class CappedText {
  #head = "";
  #headLines = 0;
  #tail = "";
  #leftOut = 0;

  append(text: string): void {
    const rest = this.#tail === "" && this.#leftOut === 0 ? this.#fillHead(text) : text;
    if (rest === "") return;
    this.#tail += rest;
    if (this.#tail.length > keptCharacters * 4) this.#trim();
  }

  get text(): string {
    this.#trim();
    if (this.#leftOut === 0) return this.#head + this.#tail;
    const gap = this.#head.endsWith("\n") ? "" : "\n";
    return `${this.#head}${gap}... ${this.#leftOut.toLocaleString("en")} lines left out ...\n${this.#tail}`;
  }

  /** Takes whole lines while there is room; gives back what is left. */
  #fillHead(text: string): string {
    let from = 0;
    while (from < text.length && this.#headLines < keptLines && this.#head.length < keptCharacters) {
      const end = text.indexOf("\n", from);
      const room = keptCharacters - this.#head.length;
      const to = Math.min(end < 0 ? text.length : end + 1, from + room);
      this.#head += text.slice(from, to);
      if (end >= 0 && to === end + 1) this.#headLines += 1;
      from = to;
    }
    return text.slice(from);
  }

  #trim(): void {
    const tail = this.#tail;
    let from = Math.max(0, tail.length - keptCharacters);
    if (from > 0) {
      // From the start of a line, unless that line alone fills it.
      const lineEnd = tail.indexOf("\n", from);
      if (lineEnd >= 0 && lineEnd + 1 < tail.length) from = lineEnd + 1;
    }
    from = Math.max(from, startOfLastLines(tail, keptLines));
    if (from === 0) return;
    this.#leftOut += Math.max(1, countLines(tail, from));
    this.#tail = tail.slice(from);
  }
}

function startOfLastLines(text: string, lines: number): number {
  let at = text.endsWith("\n") ? text.length - 1 : text.length;
  for (let left = lines; left > 0; left -= 1) {
    at = text.lastIndexOf("\n", at - 1);
    if (at <= 0) return 0;
  }
  return at + 1;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
