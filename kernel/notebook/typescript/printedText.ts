import type { PrintedMessage } from "./protocol.ts";

/** Characters in one message. */
const chunkSize = 64_000;
/** Characters of one cell in all: what no client can show is not sent. */
const mostCharacters = 16_000_000;
const intervalMs = 50;

/** Tells what a cell prints, whole and in few messages. */
export class PrintedText {
  readonly #cell: string;
  readonly #tell: (message: PrintedMessage) => void;
  #name: "stdout" | "stderr" = "stdout";
  #text = "";
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(cell: string, tell: (message: PrintedMessage) => void) {
    this.#cell = cell;
    this.#tell = tell;
  }

  write(name: "stdout" | "stderr", text: string): void {
    if (this.#sent > mostCharacters) return;
    if (name !== this.#name) this.flush();
    this.#name = name;
    this.#text += text;
    if (this.#text.length >= chunkSize) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), intervalMs);
  }

  /** Tells what has not been told yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === "") return;
    this.#sent += this.#text.length;
    const isLast = this.#sent > mostCharacters;
    const text = isLast
      ? `${this.#text}\n... the rest is left out: a cell prints ${mostCharacters / 1e6} MB.\n`
      : this.#text;
    this.#text = "";
    this.#tell({ type: "printed", cell: this.#cell, name: this.#name, text });
  }
}
