import type { AnyNode, Identifier, Pattern, Program } from "acorn";

export type AnyFunction = Extract<
  AnyNode,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

/** A name that stands for one thing: where it is declared, and every place that reads or writes it. */
export interface Binding {
  readonly name: string;
  readonly declarations: AnyNode[];
  readonly references: Identifier[];
}

/** The names of one block, function or class, as in strict mode: functions in blocks belong to their block. */
export class Scope {
  readonly #parent: Scope | null;
  readonly #holdsVariables: boolean;
  readonly #bindings = new Map<string, Binding>();

  constructor(parent: Scope | null, holdsVariables = false) {
    this.#parent = parent;
    this.#holdsVariables = holdsVariables;
  }

  declare(name: string, declaration: AnyNode): void {
    const binding = this.#bindings.get(name);
    if (binding === undefined) this.#bindings.set(name, { name, declarations: [declaration], references: [] });
    else binding.declarations.push(declaration);
  }

  /** What the name stands for here; undefined for a global. */
  resolve(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#parent?.resolve(name);
  }

  /** Where `var` puts its names. */
  get ofVariables(): Scope {
    return this.#holdsVariables || this.#parent === null ? this : this.#parent.ofVariables;
  }
}

/** Who stands in whom, and which names mean what. */
export interface ScopedProgram {
  readonly program: Program;
  readonly parents: ReadonlyMap<AnyNode, AnyNode>;
  /** The scope around each identifier that reads or writes a variable, and around each `yield*`. */
  readonly scopes: ReadonlyMap<AnyNode, Scope>;
}

export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

export function isFunction(node: AnyNode): node is AnyFunction {
  return (
    node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
  );
}

/** Resolves the names of a strict script. */
export function resolveNames(program: Program): ScopedProgram {
  const parents = new Map<AnyNode, AnyNode>();
  const scopes = new Map<AnyNode, Scope>();
  visitAll(program.body, program, new Scope(null, true));
  for (const [node, scope] of scopes) {
    if (node.type === "Identifier") scope.resolve(node.name)?.references.push(node);
  }
  return { program, parents, scopes };

  function visitAll(nodes: readonly AnyNode[], parent: AnyNode, scope: Scope): void {
    for (const node of nodes) visit(node, parent, scope);
  }

  function visit(node: AnyNode, parent: AnyNode, scope: Scope): void {
    parents.set(node, parent);
    switch (node.type) {
      case "Identifier":
        scopes.set(node, scope);
        return;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        visitFunction(node, scope);
        return;
      case "ClassDeclaration":
      case "ClassExpression": {
        const inside = new Scope(scope);
        if (node.id) {
          parents.set(node.id, node);
          if (node.type === "ClassDeclaration") scope.declare(node.id.name, node);
          inside.declare(node.id.name, node);
        }
        if (node.superClass) visit(node.superClass, node, inside);
        visit(node.body, node, inside);
        return;
      }
      case "VariableDeclaration":
        for (const declarator of node.declarations) {
          parents.set(declarator, node);
          declarePattern(declarator.id, declarator, scope, node.kind === "var" ? scope.ofVariables : scope);
          if (declarator.init) visit(declarator.init, declarator, scope);
        }
        return;
      case "CatchClause": {
        const inside = new Scope(scope);
        if (node.param) declarePattern(node.param, node, inside, inside);
        visit(node.body, node, inside);
        return;
      }
      case "SwitchStatement":
        visit(node.discriminant, node, scope);
        visitAll(node.cases, node, new Scope(scope));
        return;
      case "MemberExpression":
        visit(node.object, node, scope);
        if (node.computed) visit(node.property, node, scope);
        return;
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node.computed) visit(node.key, node, scope);
        if (node.value) visit(node.value, node, scope);
        return;
      case "LabeledStatement":
        visit(node.body, node, scope);
        return;
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
        return;
      case "StaticBlock":
        visitAll(node.body, node, new Scope(scope, true));
        return;
      case "BlockStatement":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
        visitAll(childrenOf(node), node, new Scope(scope));
        return;
      case "YieldExpression":
        scopes.set(node, scope);
        visitAll(childrenOf(node), node, scope);
        return;
      default:
        visitAll(childrenOf(node), node, scope);
    }
  }

  /** Parameters and body have a scope each: a default value does not see what the body declares. */
  function visitFunction(node: AnyFunction, scope: Scope): void {
    const ofParameters = new Scope(scope, true);
    if (node.type !== "ArrowFunctionExpression" && node.id) {
      parents.set(node.id, node);
      // The name of a function expression lies outside of its parameters; here a parameter of that name would double it, which only refuses more.
      (node.type === "FunctionDeclaration" ? scope : ofParameters).declare(node.id.name, node);
    }
    for (const parameter of node.params) declarePattern(parameter, node, ofParameters, ofParameters);
    const ofBody = new Scope(ofParameters, true);
    parents.set(node.body, node);
    if (node.body.type === "BlockStatement") visitAll(node.body.body, node.body, ofBody);
    else visit(node.body, node, ofBody);
  }

  function declarePattern(pattern: Pattern, parent: AnyNode, scope: Scope, target: Scope): void {
    parents.set(pattern, parent);
    switch (pattern.type) {
      case "Identifier":
        target.declare(pattern.name, parent);
        return;
      case "ObjectPattern":
        for (const property of pattern.properties) {
          if (property.type === "RestElement") {
            declarePattern(property, pattern, scope, target);
            continue;
          }
          parents.set(property, pattern);
          if (property.computed) visit(property.key, property, scope);
          declarePattern(property.value, property, scope, target);
        }
        return;
      case "ArrayPattern":
        for (const element of pattern.elements) if (element) declarePattern(element, pattern, scope, target);
        return;
      case "AssignmentPattern":
        declarePattern(pattern.left, pattern, scope, target);
        visit(pattern.right, pattern, scope);
        return;
      case "RestElement":
        declarePattern(pattern.argument, pattern, scope, target);
        return;
      default:
        visit(pattern, parent, scope);
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "start" in value && "type" in value;
}
