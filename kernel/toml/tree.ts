import type { Range } from "../text/index.ts";
import type { TomlCode, TomlDiagnostic } from "./code.ts";
import type { ArrayNode, KeyPart, TableNode, TomlEntry, TomlNode } from "./node.ts";

/**
 * Grows the tables of a document, header by header and key by key, under TOML's rules of what may be defined twice
 * (TOML 1.0, "Keys", "Table", "Array of Tables"). What breaks them is reported and left out; the first definition stays.
 */
export class TreeBuilder {
  readonly root: GrowingTable;
  readonly diagnostics: TomlDiagnostic[] = [];
  #current: GrowingTable;
  /** The empty uri stands for the document itself. */
  readonly #uri = "";

  constructor(start: Range) {
    this.root = table("root", start);
    this.#current = this.root;
  }

  /** `[path]`: the table for the keys that follow. */
  header(path: readonly KeyPart[], range: Range): { table: TableNode; repeated: boolean } {
    const parent = this.#walk(path);
    const last = path.at(-1)!;
    const existing = parent?.entries.get(last.name);
    if (parent === undefined) return this.#orphan(range);
    if (existing === undefined) return this.#enter(add(parent, last, table("header", range)));
    const value = existing.value as GrowingTable;
    if (value.kind === "table" && value.form === "implicit") {
      value.form = "header";
      value.range = range;
      return this.#enter(value);
    }
    if (value.kind === "table" && value.form !== "inline") {
      this.#report("duplicate-table", range, path, value.form === "header" ? value.range : existing.keyRange);
      return { ...this.#enter(value), repeated: true };
    }
    this.#report("key-conflict", range, path, existing.keyRange);
    return this.#orphan(range);
  }

  /** A header that cannot be read but whose name can: its table goes on where there is one, and nothing more is said. */
  resume(path: readonly KeyPart[], range: Range): { table: TableNode; repeated: boolean } {
    const said = this.diagnostics.length;
    const entered = this.header(path, range);
    this.diagnostics.length = said;
    return entered;
  }

  /** `[[path]]`: one more table at the end of an array. */
  arrayHeader(path: readonly KeyPart[], range: Range): { table: TableNode; repeated: boolean } {
    const parent = this.#walk(path);
    const last = path.at(-1)!;
    const existing = parent?.entries.get(last.name);
    if (parent === undefined) return this.#orphan(range);
    const element = table("header", range);
    if (existing === undefined) {
      add(parent, last, { kind: "array", elements: [element], range, ofTables: true });
      return this.#enter(element);
    }
    if (existing.value.kind === "array" && existing.value.ofTables) {
      (existing.value as GrowingArray).elements.push(element);
      return this.#enter(element);
    }
    this.#report("key-conflict", range, path, existing.keyRange);
    return this.#orphan(range);
  }

  /** `path = value` in the current table; false when it is refused. */
  assign(path: readonly KeyPart[], value: TomlNode): boolean {
    let at = this.#current;
    for (const part of path.slice(0, -1)) {
      const existing = at.entries.get(part.name);
      if (existing === undefined) at = add(at, part, table("dotted", part.range));
      else if (existing.value.kind === "table" && existing.value.form === "dotted") at = existing.value as GrowingTable;
      else return this.#refuse("key-conflict", path, existing);
    }
    const last = path.at(-1)!;
    const existing = at.entries.get(last.name);
    if (existing !== undefined) return this.#refuse("duplicate-key", path, existing);
    add(at, last, value);
    return true;
  }

  /** The table that holds the last part of a header's path; undefined when a value is in the way. */
  #walk(path: readonly KeyPart[]): GrowingTable | undefined {
    let at = this.root;
    for (const part of path.slice(0, -1)) {
      const existing = at.entries.get(part.name);
      if (existing === undefined) {
        at = add(at, part, table("implicit", part.range));
        continue;
      }
      const { value } = existing;
      const next = value.kind === "array" && value.ofTables ? value.elements.at(-1)! : value;
      if (next.kind !== "table" || next.form === "inline") {
        this.#report("key-conflict", part.range, path, existing.keyRange);
        return undefined;
      }
      at = next as GrowingTable;
    }
    return at;
  }

  #enter(value: GrowingTable): { table: TableNode; repeated: boolean } {
    this.#current = value;
    return { table: value, repeated: false };
  }

  /** Keys below a refused header are still read, into a table that nothing reaches. */
  #orphan(range: Range): { table: TableNode; repeated: boolean } {
    return { ...this.#enter(table("header", range)), repeated: true };
  }

  #refuse(code: TomlCode, path: readonly KeyPart[], existing: TomlEntry): false {
    const range = { start: path[0]!.range.start, end: path.at(-1)!.range.end };
    this.#report(code, range, path, existing.keyRange);
    return false;
  }

  #report(code: TomlCode, range: Range, path: readonly KeyPart[], first: Range): void {
    this.diagnostics.push({
      code,
      severity: "error",
      range,
      data: { key: path.map(({ name }) => name).join(".") },
      related: [{ location: { uri: this.#uri, range: first }, role: "first-definition" }],
    });
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type GrowingTable = Omit<Mutable<TableNode>, "entries"> & { entries: Map<string, TomlEntry> };
type GrowingArray = Omit<ArrayNode, "elements"> & { elements: TomlNode[] };

function table(form: TableNode["form"], range: Range): GrowingTable {
  return { kind: "table", form, entries: new Map(), range };
}

function add<Node extends TomlNode>(parent: GrowingTable, { name, range }: KeyPart, value: Node): Node {
  parent.entries.set(name, { key: name, keyRange: range, value });
  return value;
}
