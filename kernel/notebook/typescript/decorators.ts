import ts from "typescript";

export interface MisplacedDecorator {
  readonly message: string;
  readonly start: number;
  readonly length: number;
}

/** What a cell has of decorators, which Node does not know yet, so that TypeScript puts plain code in their place. */
export interface Decorators {
  /** Any, or an `accessor`, which comes with them. */
  readonly used: boolean;
  readonly misplaced: readonly MisplacedDecorator[];
}

/** `file` needs no parents set. */
export function decoratorsOf(file: ts.SourceFile): Decorators {
  let used = false;
  const misplaced: MisplacedDecorator[] = [];
  const refuse = (node: ts.Node, message: string) => {
    const start = node.getStart(file);
    misplaced.push({ message, start, length: node.end - start });
  };
  const visit = (node: ts.Node): void => {
    for (const modifier of modifiersOf(node)) {
      if (modifier.kind === ts.SyntaxKind.AccessorKeyword) used = true;
      if (!ts.isDecorator(modifier)) continue;
      used = true;
      if (!isOfClass(node)) refuse(modifier, "A decorator belongs before a class or a member of one.");
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  // Replaced as well, it would take the cell's declarations into a block of its own.
  for (const statement of used ? file.statements : []) {
    if (ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Using) !== 0)
      refuse(
        statement,
        "A cell with decorators cannot have `using` outside of a block or function: split it in two cells.",
      );
  }
  return { used, misplaced };
}

function modifiersOf(node: ts.Node): readonly ts.ModifierLike[] {
  return (node as { readonly modifiers?: readonly ts.ModifierLike[] }).modifiers ?? [];
}

function isOfClass(node: ts.Node): boolean {
  return ts.isClassLike(node) || (ts.isClassElement(node) && !ts.isConstructorDeclaration(node));
}
