import type { BrowserRow, Browsing, ExecutionBrowser } from "../../kernel/browse/index.ts";

/** What nobody asks for within this time is read again. */
const goodMs = 2_000;

/** By the id of the row that they are below; at the top by none. */
type RowsBelow = Map<string | undefined, BrowserRow[]>;

/** The rows at the top and those below the open lists, such as folders and groups, read before the editor asks for them. */
export class RowsAhead {
  readonly #browser: ExecutionBrowser;
  /** Ids of lists that the editor has asked for, and not closed since. */
  readonly #open = new Set<string>();
  #read: RowsBelow = new Map();
  #browsing: Browsing | undefined;
  #at = 0;

  constructor(browser: ExecutionBrowser) {
    this.#browser = browser;
  }

  /** Where it fails there are none: the editor then asks, and is told why. */
  async read(): Promise<void> {
    const { browsing } = this.#browser;
    const read: RowsBelow = new Map();
    await this.#readBelow(undefined, read).catch(() => {});
    this.#read = read;
    this.#browsing = browsing;
    this.#at = Date.now();
  }

  /** What was read, once, if it is still what is asked for. */
  take(row: BrowserRow | undefined): BrowserRow[] | undefined {
    const id = row?.node.id;
    if (id !== undefined) this.#open.add(id);
    const rows = this.#read.get(id);
    this.#read.delete(id);
    const isGood = this.#browsing === this.#browser.browsing && Date.now() - this.#at < goodMs;
    return isGood ? rows : undefined;
  }

  /** The editor does not show what is below this row any more. */
  close({ node }: BrowserRow): void {
    this.#open.delete(node.id);
  }

  /** What was read below this row is not good any more. */
  forget({ node }: BrowserRow): void {
    this.#read.delete(node.id);
  }

  async #readBelow(row: BrowserRow | undefined, read: RowsBelow): Promise<void> {
    const rows = await this.#browser.children(row);
    read.set(row?.node.id, rows);
    const lists = rows.filter(({ kind, node }) => kind !== "execution" && this.#open.has(node.id));
    await Promise.all(lists.map((list) => this.#readBelow(list, read)));
  }
}
