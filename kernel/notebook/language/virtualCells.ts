import ts from "typescript";
import { boundNames } from "../typescript/boundNames.ts";
import type { LanguageCell } from "./protocol.ts";

interface DeclaredName {
  readonly name: string;
  readonly isConstant: boolean;
  readonly isExported: boolean;
}

/** A cell as a module of its own: the cell's text, then what links it to the others. Offsets in the cell stay as they are. */
export interface VirtualCell extends LanguageCell {
  readonly text: string;
  readonly version: number;
  /** Names of other cells that it may assign to, although they are imports here. */
  readonly assignable: ReadonlySet<string>;
}

/**
 * Links the cells of a notebook as TypeScript modules: each exports what it declares and imports what the others declare.
 * A name means what the nearest cell above declares; declared only below, it means that.
 */
export class VirtualCells {
  readonly #declared = new Map<string, { readonly source: string; readonly names: readonly DeclaredName[] }>();
  readonly #pathOf: (id: string) => string;
  #cells = new Map<string, VirtualCell>();

  constructor(pathOf: (id: string) => string) {
    this.#pathOf = pathOf;
  }

  get all(): readonly VirtualCell[] {
    return [...this.#cells.values()];
  }

  get(id: string): VirtualCell | undefined {
    return this.#cells.get(id);
  }

  update(cells: readonly LanguageCell[]): void {
    const declared = cells.map((cell) => this.#namesOf(cell));
    const next = new Map<string, VirtualCell>();
    cells.forEach((cell, index) => {
      const own = declared[index]!;
      const others = visibleNames(cells, declared, index);
      const text = `${cell.source}\n${this.#links(own, others)}`;
      const before = this.#cells.get(cell.id);
      const assignable = new Set([...others].filter(([, { isConstant }]) => !isConstant).map(([name]) => name));
      const version = before === undefined ? 1 : before.text === text ? before.version : before.version + 1;
      next.set(cell.id, { ...cell, text, version, assignable });
    });
    this.#cells = next;
  }

  #links(own: readonly DeclaredName[], others: ReadonlyMap<string, { readonly from: string }>): string {
    const exported = own.filter(({ isExported }) => !isExported).map(({ name }) => name);
    const imports = new Map<string, string[]>();
    for (const [name, { from }] of others) imports.set(from, [...(imports.get(from) ?? []), name]);
    return [
      `export { ${[...new Set(exported)].join(", ")} };`,
      ...[...imports].map(
        ([from, names]) => `import { ${names.join(", ")} } from ${JSON.stringify(this.#pathOf(from))};`,
      ),
    ].join("\n");
  }

  #namesOf({ id, source }: LanguageCell): readonly DeclaredName[] {
    const known = this.#declared.get(id);
    if (known?.source === source) return known.names;
    const names = declaredNames(source);
    this.#declared.set(id, { source, names });
    return names;
  }
}

function visibleNames(
  cells: readonly LanguageCell[],
  declared: readonly (readonly DeclaredName[])[],
  index: number,
): Map<string, { readonly from: string; readonly isConstant: boolean }> {
  const visible = new Map<string, { readonly from: string; readonly isConstant: boolean }>();
  const own = new Set(declared[index]!.map(({ name }) => name));
  const nearestFirst = [...cells.keys()].filter((at) => at !== index).sort((a, b) => rank(a, index) - rank(b, index));
  for (const at of nearestFirst) {
    for (const { name, isConstant } of declared[at]!) {
      if (!own.has(name) && !visible.has(name)) visible.set(name, { from: cells[at]!.id, isConstant });
    }
  }
  return visible;
}

/** Cells above from the nearest up, then cells below from the nearest down. */
function rank(at: number, index: number): number {
  return at < index ? index - at : at + 1_000_000;
}

function declaredNames(source: string): DeclaredName[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, false);
  return file.statements.flatMap((statement): DeclaredName[] => {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    const isExported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    if (ts.isVariableStatement(statement)) {
      const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
      const names = statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
      return names.map((name) => ({ name, isConstant, isExported }));
    }
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings } = statement.importClause ?? {};
      const named =
        namedBindings === undefined
          ? []
          : ts.isNamespaceImport(namedBindings)
            ? [namedBindings]
            : namedBindings.elements;
      const own = name === undefined ? [] : [name.text];
      return [...own, ...named.map((element) => element.name.text)].map((each) => {
        return { name: each, isConstant: true, isExported: false };
      });
    }
    const { name } = statement as { readonly name?: ts.Node } & ts.Statement;
    return name !== undefined && ts.isIdentifier(name) && name.text !== ""
      ? [{ name: name.text, isConstant: false, isExported }]
      : [];
  });
}
