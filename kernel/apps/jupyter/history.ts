import type { Json, JsonObject } from "../../model/index.ts";

interface Entry {
  readonly line: number;
  readonly source: string;
  output: string | null;
}

/** This kernel keeps the inputs of its own life, which counts as one session. */
const session = 1;

/** Inputs that were executed, for clients that offer them again. */
export class History {
  readonly #entries: Entry[] = [];

  add(line: number, source: string): void {
    this.#entries.push({ line, source, output: null });
  }

  /** The text of what the last input came to. */
  setOutput(text: string): void {
    const last = this.#entries.at(-1);
    if (last !== undefined) last.output = text;
  }

  /** Answers a `history_request`. */
  find(request: JsonObject): Json[] {
    const withOutput = request.output === true;
    return this.#select(request).map(({ line, source, output }) => [
      session,
      line,
      withOutput ? [source, output] : source,
    ]);
  }

  #select(request: JsonObject): Entry[] {
    const n = typeof request.n === "number" ? request.n : this.#entries.length;
    switch (request.hist_access_type) {
      case "range": {
        const { session: asked = 0, start = 0, stop } = request;
        if (asked !== 0 && asked !== session) return [];
        const end = typeof stop === "number" ? stop : Number.POSITIVE_INFINITY;
        return this.#entries.filter(({ line }) => line >= Number(start) && line < end);
      }
      case "search": {
        const pattern = globPattern(typeof request.pattern === "string" ? request.pattern : "*");
        const found = this.#entries.filter(({ source }) => pattern.test(source));
        const latest = (entry: Entry) => found.findLast(({ source }) => source === entry.source) === entry;
        return (request.unique === true ? found.filter(latest) : found).slice(-n);
      }
      default:
        return n <= 0 ? [] : this.#entries.slice(-n);
    }
  }
}

/** `*` for any text, `?` for one character. */
function globPattern(glob: string): RegExp {
  const escaped = glob.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
