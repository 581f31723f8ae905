import ts from "typescript";
import type { Range } from "../../text/index.ts";
import { assignmentTarget } from "./assignmentTarget.ts";
import { boundNames } from "./boundNames.ts";
import { decoratorsOf } from "./decorators.ts";

/** A cell as JavaScript that can be evaluated again and again in one session. */
export interface RewrittenCell {
  /** An expression: an async function that takes the cell's `CellRuntime` and gives `{ value }`, or nothing. */
  readonly code: string;
  /** Source map from `code` to the cell, as JSON text. */
  readonly map: string;
  /** Names that the cell declares for later cells. */
  readonly declared: readonly string[];
}

export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
}

export type RewriteResult =
  | { readonly cell: RewrittenCell; readonly problems?: undefined }
  | { readonly cell?: undefined; readonly problems: readonly SyntaxProblem[] };

/** What the rewritten code calls. */
export interface CellRuntime {
  /** A module, as `import()` gives it, and which of its names are taken from it. */
  readonly import: (specifier: string, names?: readonly string[]) => Promise<Record<string, unknown>>;
  /** Waits as `await` does, until the cell is interrupted. */
  readonly wait: (awaited: unknown) => Promise<unknown>;
}

/** The one name that the code takes for itself. */
const runtime = "$cell";

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  sourceMap: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  removeComments: true,
};

/**
 * Rewrites a cell so that it can live in a session. Strips types, then, in the JavaScript that is left:
 *
 * | in the cell                       | becomes                                                       |
 * | --------------------------------- | ------------------------------------------------------------- |
 * | `const { a, b } = f();`           | `({ a, b } = f());`, and `a`, `b` are globals of the session   |
 * | `function f() {}`, `class C {}`   | assignments to such globals, functions first                  |
 * | `import { a as b } from "x";`     | `const m = await $cell.import("x", ["a"]); b = m.a;`          |
 * | `await x`                         | `await $cell.wait(x)`                                         |
 * | a last statement `x;`             | `return { value: await $cell.wait(x) };`                      |
 *
 * Decorators become plain code before that.
 */
export function rewriteCell(source: string): RewriteResult {
  const declared = new Set<string>();
  const read = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, false);
  const decorators = decoratorsOf(read);
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: "cell.ts",
    compilerOptions: decorators.used ? { ...compilerOptions, target: ts.ScriptTarget.ES2022 } : compilerOptions,
    reportDiagnostics: true,
    transformers: { after: [(context) => (file) => rewriteFile(file, context, declared, endsWithExpression(read))] },
  });
  const syntax = (diagnostics ?? [])
    .filter(({ category }) => category === ts.DiagnosticCategory.Error)
    .map((problem) => toProblem(problem, read));
  if (syntax.length > 0) return { problems: syntax };
  const misplaced = decorators.misplaced.map(({ message, start, length }) => ({
    message,
    range: rangeOf(start, length, read),
  }));
  if (misplaced.length > 0) return { problems: misplaced };
  const body = outputText.replace(/^\/\/# sourceMappingURL=.*$/m, "");
  return {
    cell: {
      code: `(async (${runtime}) => { "use strict";\n${body}\n})`,
      map: shiftedByOneLine(sourceMapText!),
      declared: [...declared],
    },
  };
}

function rewriteFile(
  file: ts.SourceFile,
  context: ts.TransformationContext,
  declared: Set<string>,
  showsLast: boolean,
): ts.SourceFile {
  const { factory } = context;
  const functions: ts.Statement[] = [];
  const imports: ts.Statement[] = [];
  const statements: ts.Statement[] = [];
  const waited = rewriteWaits(context);
  const rewriter = new StatementRewriter(factory, declared);
  // Where types alone were imported, TypeScript leaves an `export {}` at the end.
  const last = file.statements.findLast((statement) => !ts.isExportDeclaration(statement));
  for (const statement of file.statements) {
    const rewritten = rewriter.rewrite(statement).map((each) => ts.visitNode(each, waited) as ts.Statement);
    if (ts.isFunctionDeclaration(statement)) functions.push(...rewritten);
    else if (ts.isImportDeclaration(statement)) imports.push(...rewritten);
    else if (statement === last && showsLast) statements.push(...withValue(rewritten, factory));
    else statements.push(...rewritten);
  }
  return factory.updateSourceFile(file, [...functions, ...imports, ...statements]);
}

/** The value of the last statement, waited for. */
function withValue(rewritten: readonly ts.Statement[], factory: ts.NodeFactory): ts.Statement[] {
  const last = rewritten.at(-1);
  if (last === undefined || !ts.isExpressionStatement(last)) return [...rewritten];
  const value = factory.createAwaitExpression(waitFor(last.expression, factory));
  const result = factory.createObjectLiteralExpression([factory.createPropertyAssignment("value", value)]);
  return [...rewritten.slice(0, -1), ts.setTextRange(factory.createReturnStatement(result), last)];
}

function endsWithExpression(file: ts.SourceFile): boolean {
  const last = file.statements.at(-1);
  return last !== undefined && (ts.isExpressionStatement(last) || ts.isExportAssignment(last));
}

function waitFor(awaited: ts.Expression, factory: ts.NodeFactory): ts.Expression {
  const wait = factory.createPropertyAccessExpression(factory.createIdentifier(runtime), "wait");
  return ts.setTextRange(factory.createCallExpression(wait, undefined, [awaited]), awaited);
}

/** Every `await` of the cell can be interrupted, and every `import()` finds what the cell's imports find. */
function rewriteWaits(context: ts.TransformationContext): ts.Visitor {
  const { factory } = context;
  const visit: ts.Visitor = (node) => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isAwaitExpression(inner) && !isWait(inner.expression)) {
      return factory.updateAwaitExpression(inner, waitFor(inner.expression, factory));
    }
    if (ts.isCallExpression(inner) && inner.expression.kind === ts.SyntaxKind.ImportKeyword) {
      return ts.setTextRange(importCall(inner.arguments, factory), inner);
    }
    return inner;
  };
  return visit;
}

function isWait(expression: ts.Expression): boolean {
  return (
    ts.isCallExpression(expression) &&
    ts.isPropertyAccessExpression(expression.expression) &&
    ts.isIdentifier(expression.expression.expression) &&
    expression.expression.expression.text === runtime
  );
}

function importCall(given: readonly ts.Expression[], factory: ts.NodeFactory): ts.Expression {
  const load = factory.createPropertyAccessExpression(factory.createIdentifier(runtime), "import");
  return factory.createCallExpression(load, undefined, given);
}

/** Turns what declares into what assigns. */
class StatementRewriter {
  readonly #factory: ts.NodeFactory;
  readonly #declared: Set<string>;
  #modules = 0;

  constructor(factory: ts.NodeFactory, declared: Set<string>) {
    this.#factory = factory;
    this.#declared = declared;
  }

  rewrite(statement: ts.Statement): ts.Statement[] {
    if (ts.isVariableStatement(statement)) return this.#variables(statement);
    if (ts.isFunctionDeclaration(statement)) return this.#function(statement);
    if (ts.isClassDeclaration(statement)) return this.#class(statement);
    if (ts.isImportDeclaration(statement)) return this.#import(statement);
    if (ts.isExportAssignment(statement)) return [this.#at(statement, statement.expression)];
    if (ts.isExportDeclaration(statement)) return [];
    return [statement];
  }

  /** `using` keeps its own meaning: it ends with the cell. */
  #variables(statement: ts.VariableStatement): ts.Statement[] {
    const { declarationList } = statement;
    if (isUsing(declarationList)) return [statement];
    return declarationList.declarations.map((declaration) => {
      for (const name of boundNames(declaration.name)) this.#declared.add(name);
      const value = declaration.initializer ?? this.#factory.createVoidZero();
      return this.#assign(assignmentTarget(declaration.name, this.#factory), value, declaration);
    });
  }

  #function(statement: ts.FunctionDeclaration): ts.Statement[] {
    const { asteriskToken, parameters, body } = statement;
    const modifiers = this.#kept(statement.modifiers);
    const make = (name?: ts.Identifier) =>
      this.#factory.createFunctionExpression(modifiers, asteriskToken, name, undefined, parameters, undefined, body!);
    if (statement.name === undefined) return [this.#at(statement, ts.setTextRange(make(), statement))];
    this.#declared.add(statement.name.text);
    // Without a name of its own it takes the variable's, and a later definition serves its own recursion too.
    return [this.#assign(statement.name, ts.setTextRange(make(), statement), statement)];
  }

  #class(statement: ts.ClassDeclaration): ts.Statement[] {
    const { name, heritageClauses, members } = statement;
    const made = this.#factory.createClassExpression(undefined, name, undefined, heritageClauses, members);
    if (name === undefined) return [this.#at(statement, made)];
    this.#declared.add(name.text);
    return [this.#assign(name, made, statement)];
  }

  #import(statement: ts.ImportDeclaration): ts.Statement[] {
    const factory = this.#factory;
    const clause = statement.importClause;
    const names = importedNames(clause).map((name) => factory.createStringLiteral(name));
    const wanted = names.length === 0 ? [] : [factory.createArrayLiteralExpression(names)];
    const loaded = factory.createAwaitExpression(importCall([statement.moduleSpecifier, ...wanted], factory));
    if (clause === undefined) return [this.#at(statement, loaded)];
    this.#modules += 1;
    const module = factory.createIdentifier(`${runtime}_module_${this.#modules}`);
    const holds = factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList(
        [factory.createVariableDeclaration(module, undefined, undefined, loaded)],
        ts.NodeFlags.Const,
      ),
    );
    const taken: [ts.Identifier, ts.Expression][] = [];
    const exported = (name: ts.ModuleExportName) =>
      factory.createElementAccessExpression(module, literal(name, factory));
    if (clause.name !== undefined) taken.push([clause.name, factory.createPropertyAccessExpression(module, "default")]);
    const { namedBindings } = clause;
    if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings)) taken.push([namedBindings.name, module]);
    if (namedBindings !== undefined && ts.isNamedImports(namedBindings)) {
      for (const { name, propertyName } of namedBindings.elements) taken.push([name, exported(propertyName ?? name)]);
    }
    for (const [name] of taken) this.#declared.add(name.text);
    return [ts.setTextRange(holds, statement), ...taken.map(([name, value]) => this.#assign(name, value, statement))];
  }

  #kept(modifiers: ts.NodeArray<ts.ModifierLike> | undefined): ts.Modifier[] {
    return [...(modifiers ?? [])].filter(ts.isModifier).filter(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  }

  #assign(target: ts.Expression, value: ts.Expression, place: ts.Node): ts.Statement {
    return this.#at(place, this.#factory.createAssignment(target, value));
  }

  #at(place: ts.Node, expression: ts.Expression): ts.Statement {
    return ts.setTextRange(this.#factory.createExpressionStatement(ts.setTextRange(expression, place)), place);
  }
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
  const { name, namedBindings } = clause ?? {};
  const named = namedBindings !== undefined && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  return [...(name === undefined ? [] : ["default"]), ...named.map((it) => (it.propertyName ?? it.name).text)];
}

/** `await using` has that flag too. */
function isUsing({ flags }: ts.VariableDeclarationList): boolean {
  return (flags & ts.NodeFlags.Using) !== 0;
}

function literal(name: ts.ModuleExportName, factory: ts.NodeFactory): ts.Expression {
  return factory.createStringLiteral(name.text);
}

function toProblem({ messageText, start = 0, length = 0 }: ts.Diagnostic, file: ts.SourceFile): SyntaxProblem {
  return { message: ts.flattenDiagnosticMessageText(messageText, "\n"), range: rangeOf(start, length, file) };
}

function rangeOf(start: number, length: number, file: ts.SourceFile): Range {
  return {
    start: file.getLineAndCharacterOfPosition(start),
    end: file.getLineAndCharacterOfPosition(Math.min(start + length, file.text.length)),
  };
}

function shiftedByOneLine(map: string): string {
  const parsed = JSON.parse(map) as { mappings: string };
  return JSON.stringify({ ...parsed, mappings: `;${parsed.mappings}` });
}
