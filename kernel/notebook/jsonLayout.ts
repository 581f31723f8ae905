/** A JSON value with the place where it is written. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  /** Of an object, in the order in which they are written. */
  readonly entries?: readonly { readonly key: string; readonly keyStart: number; readonly value: JsonNode }[];
  /** Of a list. */
  readonly items?: readonly JsonNode[];
}

/** Finds where everything is written in a text that is known to be JSON. `depth`: how deep to look inside; what lies deeper is one piece. */
export function layoutOf(text: string, depth: number): JsonNode {
  return new LayoutReader(text).value(text.charCodeAt(0) === 0xfeff ? 1 : 0, depth);
}

class LayoutReader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(from: number, depth: number): JsonNode {
    const start = this.#skipSpace(from);
    const first = this.#text[start];
    if (first === '"') return { start, end: this.#endOfText(start) };
    if (first === "{" && depth > 0) return this.#object(start, depth);
    if (first === "[" && depth > 0) return this.#list(start, depth);
    if (first === "{" || first === "[") return { start, end: this.#endOfBrackets(start) };
    let end = start;
    while (end < this.#text.length && !/[\s,\]}]/.test(this.#text[end]!)) end += 1;
    return { start, end };
  }

  #object(start: number, depth: number): JsonNode {
    const entries: { key: string; keyStart: number; value: JsonNode }[] = [];
    let at = this.#skipSpace(start + 1);
    while (this.#text[at] !== "}") {
      const keyEnd = this.#endOfText(at);
      const value = this.value(this.#skipSpace(keyEnd) + 1, depth - 1);
      entries.push({ key: JSON.parse(this.#text.slice(at, keyEnd)) as string, keyStart: at, value });
      at = this.#next(value.end);
    }
    return { start, end: at + 1, entries };
  }

  #list(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    let at = this.#skipSpace(start + 1);
    while (this.#text[at] !== "]") {
      const item = this.value(at, depth - 1);
      items.push(item);
      at = this.#next(item.end);
    }
    return { start, end: at + 1, items };
  }

  #next(end: number): number {
    const at = this.#skipSpace(end);
    return this.#text[at] === "," ? this.#skipSpace(at + 1) : at;
  }

  #skipSpace(from: number): number {
    let at = from;
    while (at < this.#text.length && this.#text.charCodeAt(at) <= 32) at += 1;
    return at;
  }

  #endOfText(start: number): number {
    for (let at = start + 1; ; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === 92) at += 1;
      else if (code === 34) return at + 1;
    }
  }

  #endOfBrackets(start: number): number {
    let depth = 0;
    for (let at = start; ; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === 34) at = this.#endOfText(at) - 1;
      else if (code === 123 || code === 91) depth += 1;
      else if (code === 125 || code === 93) {
        depth -= 1;
        if (depth === 0) return at + 1;
      }
    }
  }
}
