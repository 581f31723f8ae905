import type { WorkflowExecution } from "../model/index.ts";
import type { ExecutionQuery } from "../store/index.ts";
import {
  type ExecutionProgress,
  executionNode,
  groupedNumber,
  groupNode,
  shortened,
  type TreeNode,
} from "../views/index.ts";
import type { BrowserFolder, BrowserRow } from "./browserRow.ts";
import { type Browsing, plainBrowsing } from "./browsing.ts";

const pageSize = 100;
const morePerStep = 400;
/** Pinned executions beyond these are found by `is:pinned`. */
const mostPinned = 50;

/** Ids are unique within a folder only; without one, any is meant. */
interface Named {
  readonly id: string;
  readonly folder?: string;
}

export interface BrowserOptions {
  readonly folders: () => readonly BrowserFolder[];
  readonly now: () => Date;
}

/**
 * The rows of a tree of executions, read as they are opened: a page of each list, the groups of a grouping, what is pinned above all.
 * A hundred thousand executions cost what a hundred cost.
 */
export class ExecutionBrowser {
  readonly #options: BrowserOptions;
  #browsing: Browsing = plainBrowsing;
  readonly #rows = new Map<string, BrowserRow>();
  readonly #progress = new Map<string, ExecutionProgress>();
  /** How many executions a list shows, where that is more than a page. */
  readonly #shown = new Map<string, number>();

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  get browsing(): Browsing {
    return this.#browsing;
  }

  /** From now on; pages begin anew. */
  browse(browsing: Browsing): void {
    this.#browsing = browsing;
    this.#shown.clear();
    this.#rows.clear();
  }

  /** The rows below a row, or at the top. Throws a `QueryError` when the filter cannot be read. */
  async children(row?: BrowserRow): Promise<BrowserRow[]> {
    switch (row?.kind) {
      case undefined: {
        const folders = this.#folders();
        if (this.#options.folders().length === 1) return this.#ofFolder(folders[0]!, undefined);
        return folders.map((folder) => this.#row("folder", folder, undefined, folderNode(folder)));
      }
      case "folder":
        return this.#ofFolder(row.folder, row);
      case "pinned":
      case "group":
        return this.#list(row.folder, row, row.query ?? {});
      case "execution":
        return (row.node.children ?? []).map((node) => this.#row("detail", row.folder, row, node));
      default:
        return [];
    }
  }

  /** Shows more of the list that a `more` row ends; returns whose children are to be read again. */
  showMore(row: BrowserRow): BrowserRow | undefined {
    const key = listKey(row.folder, row.parent);
    this.#shown.set(key, (this.#shown.get(key) ?? pageSize) + morePerStep);
    return row.parent;
  }

  /** How far an execution has come; returns its rows. */
  progressed(named: Required<Named>, progress: ExecutionProgress): BrowserRow[] {
    this.#progress.set(keyOf(named), progress);
    const rows = this.rowsOf(named);
    for (const row of rows) row.node = this.#executionNode(row.folder, row.execution!, row.node.id);
    return rows;
  }

  ended(named: Required<Named>): void {
    this.#progress.delete(keyOf(named));
  }

  /** The rows of an execution that were read so far. */
  rowsOf(named: Named): BrowserRow[] {
    return [...this.#rows.values()].filter((row) => shows(row, named));
  }

  /**
   * A row that shows this execution, among the first ones of each list; undefined where it is further behind, or filtered out.
   */
  async find(named: Named): Promise<BrowserRow | undefined> {
    for (const known of this.rowsOf(named)) {
      if (await this.#isListed(known)) return known;
    }
    const open: (BrowserRow | undefined)[] = [undefined];
    for (const row of open) {
      for (const child of await this.children(row)) {
        if (shows(child, named)) return child;
        if (child.kind === "folder" || (child.kind === "group" && open.length < 20)) open.push(child);
      }
    }
    return undefined;
  }

  /** The execution below this row in its list that is none of these, else the one above; undefined where there is no other. */
  async beside(row: BrowserRow, executionIds: readonly string[]): Promise<BrowserRow | undefined> {
    const list = await this.children(row.parent);
    const isOther = ({ execution }: BrowserRow) =>
      execution !== undefined && !executionIds.includes(execution.executionId);
    const at = list.indexOf(row);
    return list.slice(at + 1).find(isOther) ?? list.slice(0, Math.max(at, 0)).findLast(isOther);
  }

  /** How many the filter finds, and how many there are. */
  async counts(): Promise<{ readonly found: number; readonly all: number }> {
    const sums = await Promise.all(
      this.#folders().map(async ({ source }) => ({
        found: await source.count(this.#filtered({})),
        all: await source.count(),
      })),
    );
    return { found: sum(sums.map(({ found }) => found)), all: sum(sums.map(({ all }) => all)) };
  }

  /** Those that are shown. */
  #folders(): readonly BrowserFolder[] {
    const folders = this.#options.folders();
    const one = folders.filter(({ id }) => id === this.#browsing.folder);
    return one.length > 0 ? one : folders;
  }

  /** A row stays known when its execution has left that list, such as the one of those that run. */
  async #isListed(row: BrowserRow): Promise<boolean> {
    const { parent } = row;
    if (parent !== undefined && !(await this.#isListed(parent))) return false;
    return (await this.children(parent)).includes(row);
  }

  async #ofFolder(folder: BrowserFolder, parent: BrowserRow | undefined): Promise<BrowserRow[]> {
    const [pinned, others] = await Promise.all([this.#pinned(folder, parent), this.#unpinned(folder, parent)]);
    return [...pinned, ...others];
  }

  async #unpinned(folder: BrowserFolder, parent: BrowserRow | undefined): Promise<BrowserRow[]> {
    const { groupedBy } = this.#browsing;
    if (groupedBy === null) return this.#list(folder, parent, {});
    const { groups, isCut } = await folder.source.groups(groupedBy, this.#filtered({}));
    const rows = groups.map((group) => {
      const node = groupNode(group, groupedBy, { now: this.#options.now() });
      const row = this.#row("group", folder, parent, group.query === undefined ? withoutChildren(node) : node);
      row.query = group.query ?? {};
      return row;
    });
    const cut = isCut ? [this.#row("detail", folder, parent, cutNode(groups.length))] : [];
    return [...rows, ...cut];
  }

  async #pinned(folder: BrowserFolder, parent: BrowserRow | undefined): Promise<BrowserRow[]> {
    const query = { matching: "is:pinned" };
    const count = await folder.source.count(this.#filtered(query));
    if (count === 0) return [];
    const row = this.#row("pinned", folder, parent, pinnedNode(count));
    row.query = query;
    return [row];
  }

  async #list(folder: BrowserFolder, parent: BrowserRow | undefined, query: ExecutionQuery): Promise<BrowserRow[]> {
    const key = listKey(folder, parent);
    const limit = parent?.kind === "pinned" ? mostPinned : (this.#shown.get(key) ?? pageSize);
    const all = this.#filtered(query);
    const { order } = this.#browsing;
    const executions = await folder.source.executions({ ...all, order, limit: limit + 1 });
    const rows = executions.slice(0, limit).map((execution) => {
      const row = this.#row("execution", folder, parent, this.#executionNode(folder, execution));
      row.execution = execution;
      return row;
    });
    if (executions.length <= limit) return rows;
    const total = await folder.source.count(all);
    return [...rows, this.#row("more", folder, parent, moreNode(limit, total))];
  }

  /** A query together with the filter. */
  #filtered(query: ExecutionQuery): ExecutionQuery {
    const matching = [this.#browsing.filter, query.matching].filter((text) => text !== undefined && text.trim() !== "");
    return matching.length === 0 ? query : { ...query, matching: matching.join(" ") };
  }

  #executionNode(folder: BrowserFolder, execution: WorkflowExecution, id?: string): TreeNode {
    const progress = this.#progress.get(keyOf({ id: execution.executionId, folder: folder.id }));
    const node = this.#nodeOf(execution, progress);
    return id === undefined ? node : { ...node, id };
  }

  /** A record that is not as this version knows it, or was damaged, is a row that says so: the others are shown all the same. */
  #nodeOf(execution: WorkflowExecution, progress: ExecutionProgress | undefined): TreeNode {
    try {
      return executionNode(execution, { now: this.#options.now(), progress });
    } catch (error) {
      const label = shortened(execution.executionId, 200);
      const why = `Its record is not as expected: ${error instanceof Error ? error.message : String(error)}`;
      const looks = { icon: "question", contextValue: "execution", accessibilityLabel: `${label}, ${why}` };
      return { id: execution.executionId, label, description: why, tooltip: why, ...looks };
    }
  }

  /** The row of this id, made when it is not there yet. Ids are paths, since an execution may stand in several lists. */
  #row(kind: BrowserRow["kind"], folder: BrowserFolder, parent: BrowserRow | undefined, node: TreeNode): BrowserRow {
    const id = `${parent?.node.id ?? folder.id}/${node.id}`;
    const known = this.#rows.get(id);
    if (known !== undefined) {
      known.node = { ...node, id };
      return known;
    }
    const row: BrowserRow = { kind, folder, parent, node: { ...node, id } };
    this.#rows.set(id, row);
    return row;
  }
}

function shows({ execution, folder }: BrowserRow, { id, folder: its = folder.id }: Named): boolean {
  return execution?.executionId === id && folder.id === its;
}

function keyOf({ id, folder }: Required<Named>): string {
  return JSON.stringify([folder, id]);
}

function listKey(folder: BrowserFolder, parent: BrowserRow | undefined): string {
  return parent?.node.id ?? folder.id;
}

function folderNode({ id, name }: BrowserFolder): TreeNode {
  const looks = { description: "", tooltip: id, icon: "root-folder", contextValue: "folder" };
  return { id: "folder", label: name, ...looks, children: [] };
}

function pinnedNode(count: number): TreeNode {
  const text = groupedNumber(count);
  return {
    id: "pinned",
    label: "Pinned",
    description: text,
    tooltip: `Pinned: ${text}`,
    icon: "pinned",
    contextValue: "pinnedGroup",
    children: [],
  };
}

function moreNode(shown: number, total: number): TreeNode {
  const [next, all] = [Math.min(morePerStep, total - shown), groupedNumber(total)];
  return {
    id: "more",
    label: `Show ${groupedNumber(next)} more`,
    description: `${groupedNumber(shown)} of ${all}`,
    tooltip: `${groupedNumber(shown)} of ${all} executions are shown.`,
    icon: "ellipsis",
    contextValue: "more",
  };
}

function cutNode(shown: number): TreeNode {
  const text = `The first ${groupedNumber(shown)} groups are shown: filter to see others.`;
  return { id: "cut", label: text, description: "", tooltip: text, icon: "info", contextValue: "detail" };
}

function withoutChildren({ children: _, ...node }: TreeNode): TreeNode {
  return node;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
