import { type AnyNode, type CallExpression, type Expression, type Program, parse } from "acorn";
import type { WorkflowBundle } from "../model/index.ts";
import { findGenerators, isBoundBefore, type LocalGenerator, takesName } from "./inlineDelegationGenerators.ts";
import {
  type AnyFunction,
  type Binding,
  childrenOf,
  isFunction,
  resolveNames,
  type ScopedProgram,
} from "./inlineDelegationScopes.ts";
import { RearrangedText } from "./inlineDelegationText.ts";

/** A statement that delegates to a local generator function and does nothing else but keep what it returns. */
interface Site {
  readonly statement: AnyNode;
  readonly delegation: AnyNode;
  readonly call: CallExpression;
  readonly callee: LocalGenerator;
  readonly use: ResultUse;
  /** The generator function that it stands in. */
  readonly caller: AnyNode;
}

type ResultUse =
  | { readonly kind: "none" | "return" }
  | { readonly kind: "declaration"; readonly keyword: string; readonly target: AnyNode }
  | { readonly kind: "assignment"; readonly target: AnyNode };

export interface InlinedBundle extends WorkflowBundle {
  /** Calls of the script that were replaced. */
  readonly inlinedCalls: number;
}

/** In characters: reading a bundle takes about a millisecond per 2,000, V8 leaves very large functions unoptimised, and a bundle is stored. */
const limits = { bundle: 500_000, callee: 4_000, caller: 20_000, growth: 200_000 };

/**
 * Puts the bodies of local generator functions where a strict script delegates to them: `yield* f(a)` becomes a block that binds `a` and
 * holds what `f` does. V8 resumes every level of delegation at each resumption; this leaves one.
 *
 *   parse -> resolve names -> find generator functions that allow it -> find statements that allow it -> write the text anew
 *
 * What is not certain to do the same is left alone: docs/decisions.md tells what that is. The source map goes along.
 */
export function inlineDelegation(bundle: WorkflowBundle): InlinedBundle {
  const unchanged = { ...bundle, inlinedCalls: 0 };
  if (!bundle.code.includes("yield*") || bundle.code.length > limits.bundle) return unchanged;
  try {
    return rewritten(bundle) ?? unchanged;
  } catch (error) {
    // An expression that is nested deeper than the stack.
    if (error instanceof RangeError) return unchanged;
    throw error;
  }
}

function rewritten(bundle: WorkflowBundle): InlinedBundle | undefined {
  const program = parsed(bundle.code);
  if (program === undefined || !isStrict(program)) return undefined;
  const scoped = resolveNames(program);
  if (callsEval(scoped)) return undefined;
  const { sites } = new Plan(scoped);
  if (sites.length === 0) return undefined;
  const { code, map } = new Inlining(bundle, sites).result;
  return parsed(code) && { code, map, inlinedCalls: sites.length };
}

function parsed(code: string): Program | undefined {
  try {
    return parse(code, { ecmaVersion: "latest", sourceType: "script", allowReturnOutsideFunction: true });
  } catch {
    return undefined;
  }
}

function isStrict({ body: [first] }: Program): boolean {
  return first?.type === "ExpressionStatement" && first.directive === "use strict";
}

/** Direct `eval` sees every variable around it. */
function callsEval({ scopes, parents }: ScopedProgram): boolean {
  return [...scopes.keys()].some((node) => {
    const parent = parents.get(node);
    return (
      node.type === "Identifier" && node.name === "eval" && parent?.type === "CallExpression" && parent.callee === node
    );
  });
}

/** Decides which calls are inlined. */
class Plan {
  readonly #scoped: ScopedProgram;
  readonly #generators: ReadonlyMap<Binding, LocalGenerator>;
  readonly #delegations: readonly AnyNode[];
  readonly #candidates: readonly Site[];
  readonly #names = new Map<LocalGenerator, readonly [string, Binding | undefined][]>();
  readonly #lengths = new Map<LocalGenerator, number>();
  readonly sites: readonly Site[];

  constructor(scoped: ScopedProgram) {
    this.#scoped = scoped;
    this.#generators = findGenerators(scoped);
    this.#delegations = [...scoped.scopes.keys()].filter((it) => it.type === "YieldExpression" && it.delegate);
    const inlinable = new Set([...this.#generators.values()].filter((it) => this.#isInlinable(it)));
    this.#candidates = this.#delegations
      .map((delegation) => this.#siteOf(delegation))
      .filter((site) => site !== undefined)
      .filter((site) => inlinable.has(site.callee))
      .sort((a, b) => a.statement.start - b.statement.start);
    this.sites = this.#withinLimits(this.#candidates.filter((site) => this.#meansTheSame(site)));
  }

  #isInlinable(generator: LocalGenerator): boolean {
    return generator.isMovable && !this.#isRecursive(generator) && this.#endsItsCaller(generator);
  }

  /** Whether it delegates to itself in the end; its closures count. */
  #isRecursive(generator: LocalGenerator): boolean {
    const reached = new Set<LocalGenerator>();
    const next = [generator];
    for (let from = next.pop(); from !== undefined; from = next.pop()) {
      for (const delegation of this.#delegations) {
        const to = isWithin(delegation, from.node) ? this.#generatorOf(delegation) : undefined;
        if (to === generator) return true;
        if (to === undefined || reached.has(to)) continue;
        reached.add(to);
        next.push(to);
      }
    }
    return false;
  }

  /**
   * Whether `return()` does the same with one level of delegation less: nothing that it delegates to is unknown, since other iterables
   * may count how often each level reads their results, and nothing throws into a `catch` of it while it is being returned.
   */
  #endsItsCaller(generator: LocalGenerator): boolean {
    if (this.#reaches(generator, (it) => it === undefined)) return false;
    return generator.catching.every((block) =>
      generator.delegations
        .filter((it) => isWithin(it, block))
        .every((it) => !this.#reaches(this.#generatorOf(it), (to) => to === undefined || to.reactsToReturn)),
    );
  }

  /** Whether it, or one of those that it delegates to, is such a one; undefined stands for the unknown. */
  #reaches(
    from: LocalGenerator | undefined,
    isSuch: (generator: LocalGenerator | undefined) => boolean,
    seen = new Set<LocalGenerator>(),
  ): boolean {
    if (isSuch(from)) return true;
    if (from === undefined || seen.has(from)) return false;
    seen.add(from);
    return from.delegations.some((it) => this.#reaches(this.#generatorOf(it), isSuch, seen));
  }

  /** The local generator function that is called and delegated to. */
  #generatorOf(delegation: AnyNode): LocalGenerator | undefined {
    const call = delegation.type === "YieldExpression" ? delegation.argument : undefined;
    if (call?.type !== "CallExpression" || call.callee.type !== "Identifier") return undefined;
    const binding = this.#scoped.scopes.get(call.callee)!.resolve(call.callee.name);
    return binding && this.#generators.get(binding);
  }

  #siteOf(delegation: AnyNode): Site | undefined {
    const callee = this.#generatorOf(delegation);
    const found = this.#useOf(delegation);
    if (callee === undefined || found === undefined || delegation.type !== "YieldExpression") return undefined;
    const call = delegation.argument as CallExpression;
    if (call.arguments.some((it) => it.type === "SpreadElement")) return undefined;
    const caller = this.#functionAround(delegation);
    if (caller.async || !isBoundBefore(callee, found.statement, this.#scoped)) return undefined;
    return { ...found, delegation, call, callee, caller };
  }

  #useOf(delegation: AnyNode): Pick<Site, "statement" | "use"> | undefined {
    const { parents, scopes } = this.#scoped;
    const parent = parents.get(delegation)!;
    const statement = parents.get(parent)!;
    if (parent.type === "ExpressionStatement") return { statement: parent, use: { kind: "none" } };
    if (parent.type === "ReturnStatement") return { statement: parent, use: { kind: "return" } };
    if (parent.type === "AssignmentExpression") {
      const { left: target, operator } = parent;
      if (statement.type !== "ExpressionStatement" || operator !== "=" || target.type !== "Identifier")
        return undefined;
      const isLocal = scopes.get(target)!.resolve(target.name) !== undefined;
      return isLocal ? { statement, use: { kind: "assignment", target } } : undefined;
    }
    if (parent.type !== "VariableDeclarator" || statement.type !== "VariableDeclaration") return undefined;
    const { kind: keyword, declarations } = statement;
    if (declarations.length > 1 || parent.id.type !== "Identifier") return undefined;
    if (parents.get(statement)!.type !== "BlockStatement" || !["const", "let", "var"].includes(keyword))
      return undefined;
    return { statement, use: { kind: "declaration", keyword, target: parent.id } };
  }

  #functionAround(node: AnyNode): AnyFunction {
    let around = this.#scoped.parents.get(node)!;
    while (!isFunction(around)) around = this.#scoped.parents.get(around)!;
    return around;
  }

  /** Whether each name that the callee takes from around it is the same variable at the call. */
  #meansTheSame({ callee, delegation }: Site): boolean {
    const scope = this.#scoped.scopes.get(delegation)!;
    return this.#namesAround(callee).every(([name, binding]) => scope.resolve(name) === binding);
  }

  /** Those of what is inlined into it included. */
  #namesAround(generator: LocalGenerator): readonly [string, Binding | undefined][] {
    const known = this.#names.get(generator);
    if (known !== undefined) return known;
    const { node, binding: itself, mentions } = generator;
    const isOwn = (binding: Binding | undefined) =>
      binding !== undefined && binding !== itself && binding.declarations.some((it) => isWithin(it, node));
    const { scopes } = this.#scoped;
    // A global by its name, a variable by what it is.
    const around = new Map<Binding | string, [string, Binding | undefined]>();
    const add = (name: string, binding: Binding | undefined) => {
      if (!isOwn(binding)) around.set(binding ?? name, [name, binding]);
    };
    for (const it of mentions) add(it.name, scopes.get(it)!.resolve(it.name));
    for (const site of this.#candidatesWithin(node)) {
      for (const [name, binding] of this.#namesAround(site.callee)) add(name, binding);
    }
    const names = [...around.values()];
    this.#names.set(generator, names);
    return names;
  }

  #withinLimits(sites: readonly Site[]): Site[] {
    const ofCaller = new Map<AnyNode, number>();
    let ofBundle = 0;
    return sites.filter(({ callee, caller }) => {
      const length = this.#lengthOf(callee);
      const growth = (ofCaller.get(caller) ?? 0) + length;
      if (length > limits.callee || growth > limits.caller || ofBundle + length > limits.growth) return false;
      ofCaller.set(caller, growth);
      ofBundle += length;
      return true;
    });
  }

  /** With all that may be inlined into it. */
  #lengthOf(generator: LocalGenerator): number {
    let length = this.#lengths.get(generator);
    if (length === undefined) {
      const { node } = generator;
      length = node.end - node.start;
      for (const site of this.#candidatesWithin(node)) length += this.#lengthOf(site.callee);
      this.#lengths.set(generator, length);
    }
    return length;
  }

  #candidatesWithin(node: AnyNode): Site[] {
    return this.#candidates.filter((site) => isWithin(site.statement, node));
  }
}

function isWithin(node: AnyNode, around: AnyNode): boolean {
  return node.start >= around.start && node.end <= around.end;
}

/** What `return` of an inlined body becomes. */
interface Target {
  readonly callee: LocalGenerator;
  readonly label: string;
  /** The variable for what is returned; null where nobody asks for it. */
  readonly result: string | null;
}

/** Writes the script anew. Each name that it makes up is used once. */
class Inlining {
  readonly #text: RearrangedText;
  readonly #sites: readonly Site[];
  readonly #prefix: string;
  #names = 0;

  constructor(bundle: WorkflowBundle, sites: readonly Site[]) {
    this.#text = new RearrangedText(bundle);
    this.#sites = sites;
    let prefix = "inlined$";
    while (bundle.code.includes(prefix)) prefix += "$";
    this.#prefix = prefix;
    this.#write(0, bundle.code.length, null);
  }

  get result(): WorkflowBundle {
    return this.#text.result;
  }

  #name(): string {
    this.#names += 1;
    return this.#prefix + this.#names;
  }

  /** A range, with its calls inlined and, in an inlined body, its `return`s turned into jumps. */
  #write(start: number, end: number, target: Target | null): void {
    const within = (node: AnyNode) => node.start >= start && node.end <= end;
    const sites = this.#sites.filter((site) => within(site.statement));
    const taken = new Set(sites.map((site) => site.statement));
    const returns = (target?.callee.returns ?? []).filter((it) => within(it) && !taken.has(it));
    const edits = [
      ...sites.map((site) => ({ node: site.statement, write: () => this.#inline(site, target) })),
      ...returns.map((it) => ({ node: it, write: () => this.#jump(it, it.argument ?? null, target!) })),
    ].sort((a, b) => a.node.start - b.node.start);
    let at = start;
    for (const { node, write } of edits) {
      // Within one that has been written.
      if (node.start < at) continue;
      this.#text.copy(at, node.start);
      write();
      at = node.end;
    }
    this.#text.copy(at, end);
  }

  #jump(from: AnyNode, value: Expression | null, { label, result }: Target): void {
    const add = (text: string) => this.#text.add(text, from.start);
    add("{ ");
    if (value !== null) {
      add(result === null ? "void " : `${result} = `);
      this.#expression(value);
      add("; ");
    } else if (result !== null) {
      add(`${result} = void 0; `);
    }
    add(`break ${label}; }`);
  }

  #inline(site: Site, around: Target | null): void {
    const { statement, use, callee } = site;
    const add = (text: string) => this.#text.add(text, statement.start);
    const returnsInto = around?.callee.returns.some((it) => it === statement) ? around : null;
    const needsResult = use.kind !== "none" && !(returnsInto !== null && returnsInto.result === null);
    const target = { callee, label: this.#name(), result: needsResult ? this.#name() : null };
    const isList = use.kind === "declaration" || use.kind === "none";
    if (!isList) add("{ ");
    if (target.result !== null) add(`let ${target.result}; `);
    if (callee.returns.length > 0) add(`${target.label}: `);
    this.#block(site, target);
    if (use.kind === "assignment" || use.kind === "declaration") {
      add(use.kind === "declaration" ? ` ${use.keyword} ` : " ");
      this.#text.copy(use.target.start, use.target.end);
      add(` = ${target.result};`);
    } else if (returnsInto !== null) {
      if (target.result !== null) add(` ${returnsInto.result} = ${target.result};`);
      add(` break ${returnsInto.label};`);
    } else if (use.kind === "return") {
      add(` return ${target.result};`);
    }
    if (!isList) add(" }");
  }

  /** Arguments are evaluated in order, then bound to the parameters' names, then the body follows as it stands. */
  #block({ call, callee }: Site, target: Target): void {
    const add = (text: string) => this.#text.add(text, call.start);
    const { parameters, body } = callee;
    const given = call.arguments as Expression[];
    const names = new Set(parameters.map((it) => it.name));
    const isDirect =
      given.length <= parameters.length &&
      parameters.every((it) => it.byDefault === null) &&
      !given.some((argument) => mentions(argument, names));
    add("{ ");
    const bound = given.map((argument, index) => {
      const name = isDirect ? parameters[index]!.name : this.#name();
      add(`let ${name} = `);
      this.#expression(argument);
      add("; ");
      return name;
    });
    if (!isDirect) add("{ ");
    for (const [index, { name, byDefault }] of parameters.entries()) {
      if (isDirect && index < given.length) continue;
      const value = bound[index] ?? "void 0";
      add(`let ${name} = ${value}`);
      if (byDefault !== null) {
        add(` === void 0 ? `);
        this.#expression(byDefault);
        add(` : ${value}`);
      }
      add("; ");
    }
    add("{");
    this.#write(body.start + 1, body.end - 1, target);
    if (target.result !== null) this.#text.add(` ${target.result} = void 0; `, body.end - 1);
    this.#text.add(isDirect ? "} }" : "} } }", body.end - 1);
  }

  /** In brackets, and so that a function without a name goes on without one. */
  #expression(node: AnyNode): void {
    this.#text.add(takesName(node) ? "(0, " : "(", node.start);
    this.#write(node.start, node.end, null);
    this.#text.add(")", node.start);
  }
}

function mentions(node: AnyNode, names: ReadonlySet<string>): boolean {
  if (node.type === "Identifier" && names.has(node.name)) return true;
  return childrenOf(node).some((child) => mentions(child, names));
}
