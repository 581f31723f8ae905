import type { BrowserRow, Browsing, ExecutionBrowser } from "../../kernel/browse/index.ts";

/** What nobody asks for within this time is read again. */
const goodMs = 2_000;

/** The rows at the top, read before the editor asks for them. */
export class TopAhead {
  readonly #browser: ExecutionBrowser;
  #read: { readonly rows: BrowserRow[]; readonly browsing: Browsing; readonly at: number } | undefined;

  constructor(browser: ExecutionBrowser) {
    this.#browser = browser;
  }

  /** Where it fails there are none: the editor then asks, and is told why. */
  async read(): Promise<void> {
    const { browsing } = this.#browser;
    const rows = await this.#browser.children().catch(() => undefined);
    this.#read = rows === undefined ? undefined : { rows, browsing, at: Date.now() };
  }

  /** What was read, once, if it is still what is asked for. */
  take(): BrowserRow[] | undefined {
    const read = this.#read;
    this.#read = undefined;
    const isGood = read?.browsing === this.#browser.browsing && Date.now() - read.at < goodMs;
    return isGood ? read.rows : undefined;
  }
}
