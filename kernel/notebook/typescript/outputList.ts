import type { Json } from "../../model/index.ts";
import type { CellOutput } from "../outputs.ts";
import { CappedText } from "./cappedText.ts";

/** A bundle of one thing in several MIME types. */
export type MimeBundle = Readonly<Record<string, Json>>;

/** Beyond these a cell's outputs are joined or left out: an editor draws each one, and a file keeps it. */
const mostOutputs = 200;
const mostDisplays = 100;

type Entry =
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly capped: CappedText }
  | { readonly kind: "fixed"; output: CellOutput };

/** A thing on display that can be replaced. */
export interface DisplayHandle {
  update(bundle: MimeBundle): void;
}

/** What one cell shows, in order. */
export class OutputList {
  readonly #entries: Entry[] = [];
  #displays = 0;
  #leftOut = 0;
  #firstChanged = 0;
  #isChanged = false;
  #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  write(name: "stdout" | "stderr", text: string): void {
    const last = this.#entries.at(-1);
    let index = this.#entries.length - 1;
    if (last?.kind !== "stream" || last.name !== name) {
      const earlier = this.#entries.findLastIndex((entry) => entry.kind === "stream" && entry.name === name);
      if (this.#entries.length >= mostOutputs && earlier >= 0) {
        index = earlier;
      } else {
        this.#entries.push({ kind: "stream", name, capped: new CappedText() });
        index = this.#entries.length - 1;
      }
    }
    const entry = this.#entries[index]!;
    if (entry.kind === "stream") entry.capped.append(text);
    this.#touch(index);
  }

  /** The value of the cell's last expression. */
  result(data: MimeBundle): void {
    this.#put({ kind: "display", data, isResult: true });
  }

  display(data: MimeBundle): DisplayHandle {
    this.#displays += 1;
    if (this.#displays > mostDisplays) {
      this.#leftOut += 1;
      this.#touch(this.#entries.length);
      return { update: () => {} };
    }
    return this.#put({ kind: "display", data });
  }

  error(name: string, message: string, stack: string): void {
    this.#put({ kind: "error", name, message, stack });
  }

  /** What has changed since the last call; undefined for nothing. */
  takeChanges(): { readonly first: number; readonly outputs: CellOutput[] } | undefined {
    if (!this.#isChanged) return undefined;
    const first = this.#firstChanged;
    this.#isChanged = false;
    return { first, outputs: this.all().slice(first) };
  }

  all(): CellOutput[] {
    const outputs = this.#entries.map((entry): CellOutput => {
      return entry.kind === "fixed" ? entry.output : { kind: "stream", name: entry.name, text: entry.capped.text };
    });
    const text = this.leftOut;
    return text === undefined ? outputs : [...outputs, { kind: "stream", name: "stderr", text }];
  }

  /** Says how much is not shown; undefined where all is. */
  get leftOut(): string | undefined {
    if (this.#leftOut === 0) return undefined;
    return `... ${this.#leftOut.toLocaleString("en")} more displays left out: a cell shows ${mostDisplays}.\n`;
  }

  /** Nothing is told any more: the cell has ended. */
  close(): void {
    this.#changed = () => {};
  }

  #put(output: CellOutput): DisplayHandle {
    const entry: Entry = { kind: "fixed", output };
    const index = this.#entries.push(entry) - 1;
    this.#touch(index);
    return {
      update: (data) => {
        entry.output = { kind: "display", data };
        this.#touch(index);
      },
    };
  }

  #touch(index: number): void {
    this.#firstChanged = this.#isChanged ? Math.min(this.#firstChanged, index) : index;
    this.#isChanged = true;
    this.#changed();
  }
}
