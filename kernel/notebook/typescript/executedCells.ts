import ts from "typescript";
import { boundNames } from "./boundNames.ts";

/** One cell as it ran: its statements, and what each declares and needs. */
export interface ExecutedCell {
  readonly cell: string;
  readonly source: string;
  /** One for each run of the session; later ones hide earlier declarations of the same name. */
  readonly order: number;
  readonly statements: readonly CellStatement[];
}

export interface CellStatement {
  readonly cell: string;
  readonly order: number;
  readonly start: number;
  readonly end: number;
  readonly declares: readonly string[];
  /** Names that it takes from outside of itself. */
  readonly needs: ReadonlySet<string>;
  /** The `defineWorkflow({ ... })` in it, if there is one. */
  readonly definition?: WorkflowCall;
}

export interface WorkflowCall {
  /** The text of `name:`, where it is written out. */
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
  /** It is what the statement declares, or its default export, so that the statement can stand as it is. */
  readonly variable: string | undefined;
  readonly isDefaultExport: boolean;
}

/** Takes a cell apart. Nothing is run; what a name refers to is TypeScript's own judgement. */
export function analyseCell(cell: string, source: string, order: number): ExecutedCell {
  const fileName = "/cell.ts";
  const file = ts.createSourceFile(fileName, `${source}\nexport {};`, ts.ScriptTarget.ESNext, true);
  const program = ts.createProgram(
    [fileName],
    { noLib: true, noResolve: true, target: ts.ScriptTarget.ESNext },
    {
      fileExists: (path) => path === fileName,
      readFile: () => undefined,
      getSourceFile: (path) => (path === fileName ? file : undefined),
      getDefaultLibFileName: () => "lib.d.ts",
      getCurrentDirectory: () => "/",
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      writeFile: () => {},
    },
  );
  const checker = program.getTypeChecker();
  const statements = file.statements.slice(0, -1).map((statement): CellStatement => {
    const definition = workflowCall(statement);
    return {
      cell,
      order,
      start: statement.getStart(),
      end: statement.end,
      declares: declaredNames(statement),
      needs: neededNames(statement, checker),
      ...(definition === undefined ? {} : { definition }),
    };
  });
  return { cell, source, order, statements };
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const own = name === undefined ? [] : [name.text];
    if (namedBindings === undefined) return own;
    if (ts.isNamespaceImport(namedBindings)) return [...own, namedBindings.name.text];
    return [...own, ...namedBindings.elements.map((element) => element.name.text)];
  }
  const { name } = statement as { readonly name?: ts.Node } & ts.Statement;
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

function neededNames(statement: ts.Statement, checker: ts.TypeChecker): Set<string> {
  const needs = new Set<string>();
  if (ts.isImportDeclaration(statement)) return needs;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      const isLocal =
        symbol?.declarations?.some((it) => (it as ts.Node) !== statement && isInside(it, statement)) ?? false;
      if (!isLocal) needs.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  for (const name of declaredNames(statement)) needs.delete(name);
  return needs;
}

function isInside(node: ts.Node, statement: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) if (at === statement) return true;
  return false;
}

/** Whether an identifier names a thing, rather than a member of one. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  const { name } = parent as { readonly name?: ts.Node } & ts.Node;
  return name !== node || ts.isVariableDeclaration(parent);
}

function workflowCall(statement: ts.Statement): WorkflowCall | undefined {
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && calledName(node) === "defineWorkflow") found ??= node;
    else ts.forEachChild(node, visit);
  };
  visit(statement);
  if (found === undefined) return undefined;
  const call = found;
  const variable =
    ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1
      ? statement.declarationList.declarations.find(
          ({ name, initializer }) => ts.isIdentifier(name) && initializer === call,
        )
      : undefined;
  return {
    name: nameOf(call),
    start: call.getStart(),
    end: call.end,
    variable: variable === undefined ? undefined : (variable.name as ts.Identifier).text,
    isDefaultExport: ts.isExportAssignment(statement) && statement.expression === call,
  };
}

function calledName({ expression }: ts.CallExpression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

function nameOf(call: ts.CallExpression): string | undefined {
  const [options] = call.arguments;
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== "name") continue;
    return ts.isStringLiteralLike(property.initializer) ? property.initializer.text : undefined;
  }
  return undefined;
}
