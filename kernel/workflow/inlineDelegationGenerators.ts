import type { AnyNode, BlockStatement, Expression, Identifier, ReturnStatement, TryStatement } from "acorn";
import {
  type AnyFunction,
  type Binding,
  childrenOf,
  isFunction,
  type ScopedProgram,
} from "./inlineDelegationScopes.ts";

/** A generator function that a name of the script is bound to once and for all. */
export interface LocalGenerator {
  readonly binding: Binding;
  readonly node: AnyFunction;
  readonly body: BlockStatement;
  /** Whether its body may stand in a block of another generator function, as far as it alone can tell. */
  readonly isMovable: boolean;
  readonly parameters: readonly GeneratorParameter[];
  readonly returns: readonly ReturnStatement[];
  /** Whatever it delegates to itself, closures left out. */
  readonly delegations: readonly AnyNode[];
  /** Every variable that it reads or writes, closures included. */
  readonly mentions: readonly Identifier[];
  /** Its blocks of `try` with a `catch`. */
  readonly catching: readonly BlockStatement[];
  /** Whether `return()` on the generator may run code of its own: `finally`, or the end of a loop over an iterator. */
  readonly reactsToReturn: boolean;
}

export interface GeneratorParameter {
  readonly name: string;
  readonly byDefault: Expression | null;
}

/** The local generator functions of a script, by what they are called. */
export function findGenerators(scoped: ScopedProgram): Map<Binding, LocalGenerator> {
  const generators = new Map<Binding, LocalGenerator>();
  const looked = new Set<Binding>();
  for (const [node, scope] of scoped.scopes) {
    const binding = node.type === "Identifier" ? scope.resolve(node.name) : undefined;
    if (binding === undefined || looked.has(binding)) continue;
    looked.add(binding);
    const generator = generatorOf(binding, scoped);
    if (generator !== undefined) generators.set(binding, generator);
  }
  return generators;
}

/** Whether a function that the name is bound to once and for all has got its value wherever `site` runs. */
export function isBoundBefore(generator: LocalGenerator, site: AnyNode, { parents }: ScopedProgram): boolean {
  if (generator.node.type === "FunctionDeclaration") return true;
  const declaration = parents.get(parents.get(generator.node)!)!;
  const list = parents.get(declaration);
  let statement: AnyNode | undefined = site;
  while (statement !== undefined && parents.get(statement) !== list) statement = parents.get(statement);
  return statement !== undefined && statement.start >= declaration.end && statement.type !== "FunctionDeclaration";
}

function generatorOf(binding: Binding, scoped: ScopedProgram): LocalGenerator | undefined {
  const node = functionBoundTo(binding, scoped);
  if (node === undefined || !node.generator || node.async || node.body.type !== "BlockStatement") return undefined;
  if (!binding.references.every((reference) => isCalledOrExported(reference, scoped))) return undefined;
  const own = [...ownNodes(node)];
  const all = [...nodesIn(node)];
  const parameters = node.params.map(parameterOf);
  const tries = own.filter((it): it is TryStatement => it.type === "TryStatement");
  const catching = tries.filter((it) => it.handler).map((it) => it.block);
  return {
    binding,
    node,
    body: node.body,
    isMovable:
      parameters.every((it) => it !== undefined) &&
      !own.some(isTiedToItsFunction) &&
      !nodesOutsideFunctions(node).some(refersToItsCall) &&
      // Each of its places in a text has an array of strings of its own.
      !all.some((it) => it.type === "TaggedTemplateExpression") &&
      !tries.some((it) => it.finalizer && leavesOrWaits(it.finalizer)) &&
      // Being returned, it might throw, catch that and go on: delegated to, its caller ends all the same; inlined, it would go on.
      !catching.some((block) => [...ownNodes(block)].some(actsWhenReturned)),
    parameters: parameters.filter((it) => it !== undefined),
    returns: own.filter((it) => it.type === "ReturnStatement"),
    delegations: own.filter((it) => it.type === "YieldExpression" && it.delegate),
    mentions: all.filter((it): it is Identifier => it.type === "Identifier" && scoped.scopes.has(it)),
    catching,
    reactsToReturn: own.some(actsWhenReturned),
  };
}

function functionBoundTo({ declarations }: Binding, { parents }: ScopedProgram): AnyFunction | undefined {
  const [declaration] = declarations;
  if (declaration === undefined || declarations.length > 1) return undefined;
  if (declaration.type === "FunctionDeclaration") {
    return isList(parents.get(declaration)!) ? declaration : undefined;
  }
  if (declaration.type !== "VariableDeclarator" || declaration.id.type !== "Identifier") return undefined;
  const { init } = declaration;
  if (init?.type !== "FunctionExpression" || init.id) return undefined;
  const statement = parents.get(declaration)!;
  const list = parents.get(statement)!;
  if (statement.type !== "VariableDeclaration" || !isList(list)) return undefined;
  const runsOnce = list.type === "Program" || isFunction(parents.get(list)!);
  return statement.kind !== "var" || runsOnce ? init : undefined;
}

function isList(node: AnyNode): boolean {
  return node.type === "Program" || node.type === "BlockStatement";
}

/** Called by name, or named in a getter of the bundler's own `__export`: nobody assigns to it or takes hold of its prototype. */
function isCalledOrExported(reference: Identifier, { parents }: ScopedProgram): boolean {
  const parent = parents.get(reference)!;
  if (parent.type === "CallExpression") return parent.callee === reference;
  if (parent.type !== "ArrowFunctionExpression" || parent.body !== reference) return false;
  const call = parents.get(parents.get(parents.get(parent)!)!);
  return call?.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === "__export";
}

function parameterOf(pattern: AnyFunction["params"][number]): GeneratorParameter | undefined {
  if (pattern.type === "Identifier") return { name: pattern.name, byDefault: null };
  if (pattern.type !== "AssignmentPattern" || pattern.left.type !== "Identifier") return undefined;
  return takesName(pattern.right) ? undefined : { name: pattern.left.name, byDefault: pattern.right };
}

/** A function or class without a name takes that of the variable that it is assigned to. */
export function takesName(expression: AnyNode): boolean {
  switch (expression.type) {
    case "ArrowFunctionExpression":
      return true;
    case "FunctionExpression":
    case "ClassExpression":
      return !expression.id;
    default:
      return false;
  }
}

/** What means something else, or is not allowed, in a block of another function. */
function isTiedToItsFunction(node: AnyNode): boolean {
  switch (node.type) {
    case "LabeledStatement":
      return true;
    case "VariableDeclaration":
      return node.kind !== "const" && node.kind !== "let";
    default:
      return false;
  }
}

function refersToItsCall(node: AnyNode): boolean {
  switch (node.type) {
    case "ThisExpression":
    case "Super":
    case "MetaProperty":
      return true;
    case "Identifier":
      return node.name === "arguments" || node.name === "eval";
    default:
      return false;
  }
}

/** `yield` in `finally`, or leaving it by a jump, turns a `return()` into going on: the delegating caller would end all the same. */
function leavesOrWaits(finalizer: AnyNode): boolean {
  return search(finalizer, false, false);

  function search(node: AnyNode, breaks: boolean, continues: boolean): boolean {
    switch (node.type) {
      case "YieldExpression":
      case "ReturnStatement":
        return true;
      case "BreakStatement":
        return !breaks;
      case "ContinueStatement":
        return !continues;
      default: {
        const loops = /^(For|While|DoWhile)/.test(node.type);
        return childrenOf(node).some(
          (child) =>
            !isFunction(child) && search(child, breaks || loops || node.type === "SwitchStatement", continues || loops),
        );
      }
    }
  }
}

/** What runs code when the generator is returned while it waits in there. */
function actsWhenReturned(node: AnyNode): boolean {
  const acts =
    (node.type === "TryStatement" && Boolean(node.finalizer)) ||
    node.type === "ForOfStatement" ||
    node.type === "ArrayPattern";
  return acts && [...ownNodes(node)].some((it) => it.type === "YieldExpression");
}

function* nodesIn(node: AnyNode): Generator<AnyNode> {
  for (const child of childrenOf(node)) {
    yield child;
    yield* nodesIn(child);
  }
}

/** Those that run as part of this function itself. */
export function* ownNodes(node: AnyNode): Generator<AnyNode> {
  for (const child of childrenOf(node)) {
    if (isFunction(child)) continue;
    yield child;
    yield* ownNodes(child);
  }
}

/** Arrow functions included: they have no `this` and `arguments` of their own. */
function nodesOutsideFunctions(node: AnyNode): AnyNode[] {
  return childrenOf(node).flatMap((child) =>
    isFunction(child) && child.type !== "ArrowFunctionExpression" ? [] : [child, ...nodesOutsideFunctions(child)],
  );
}
