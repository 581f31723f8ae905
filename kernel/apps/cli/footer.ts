/** Lines at the foot of a terminal, replaced as a whole; nothing where the output is no terminal. */
export class Footer {
  readonly #stream: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">;
  #height = 0;

  constructor(stream: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns"> = process.stderr) {
    this.#stream = stream;
  }

  /** Of the terminal; 0 where there is none. A line of this length would be wrapped. */
  get columns(): number {
    return this.#stream.isTTY ? (this.#stream.columns ?? 80) : 0;
  }

  /** None of the lines is as long as the terminal is wide. */
  show(lines: readonly string[]): void {
    if (this.columns === 0) return;
    this.#stream.write(`${this.#toTop()}\u001b[J${lines.join("\n")}`);
    this.#height = lines.length;
  }

  clear(): void {
    if (this.#height > 0) this.#stream.write(`${this.#toTop()}\u001b[J`);
    this.#height = 0;
  }

  #toTop(): string {
    return this.#height > 1 ? `\r\u001b[${this.#height - 1}A` : "\r";
  }
}
