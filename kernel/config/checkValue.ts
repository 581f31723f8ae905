import type { z } from "zod";
import type { JsonObject } from "../model/index.ts";
import type { Range } from "../text/index.ts";
import type { TomlNode } from "../toml/node.ts";
import { plainValue } from "../toml/plainValue.ts";
import type { ConfigCode } from "./code.ts";
import { type DeclaredParameter, readProperty } from "./declared.ts";
import { suggestName } from "./suggest.ts";

/** What is wrong with a value, before it is known in which document. */
export interface ValueProblem {
  readonly code: ConfigCode;
  readonly range: Range;
  readonly data: Readonly<Record<string, unknown>>;
  /** Default: an error. */
  readonly severity?: "warning";
}

/** Checks a value against its declaration: first what only TOML can tell (dates, integers beyond 2^53), then the zod schema. */
export function checkValue(node: TomlNode, declared: DeclaredParameter): ValueProblem[] {
  const foreign = new Map(notJson(node, declared));
  const verdict = declared.check.safeParse(plainValue(node));
  const issues = verdict.success ? [] : verdict.error.issues;
  const found = issues
    // What no schema knows has been judged; of a union zod does not say where it fails.
    .filter(
      ({ code, path }) =>
        foreign.size === 0 || (code !== "invalid_union" && !nodesOn(node, path).some((on) => foreign.has(on))),
    )
    .map((issue) => problemOf(issue, node, declared));
  // An integer beyond 2^53 breaks two rules of its schema: what would be said twice is said once.
  return [...foreign.values(), ...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The values within a value that JSON Schema does not know, or that no parameter can hold. */
function* notJson(node: TomlNode, declared: DeclaredParameter, item?: number): Generator<[TomlNode, ValueProblem]> {
  const facts = { key: declared.name, ...(item !== undefined && { item }), ...expectation(declared) };
  const { range } = node;
  if (node.kind === "array") {
    const element = elementOf(declared);
    for (const [index, inner] of node.elements.entries()) yield* notJson(inner, element, index);
  } else if (node.kind === "table") {
    if (declared.type !== "object" && declared.type !== "any")
      yield [node, { code: "table-not-allowed", range, data: facts }];
  } else if (node.kind === "date") {
    yield [node, { code: "date-not-allowed", range, data: { ...facts, value: node.value } }];
  } else if (node.kind === "integer" && !Number.isSafeInteger(node.value)) {
    yield [node, { code: "integer-too-large", range, data: { ...facts, value: node.text } }];
  } else if (node.kind === "float" && !Number.isFinite(node.value)) {
    yield [node, { code: "not-finite", range, data: { ...facts, value: node.text } }];
  }
}

function problemOf(issue: z.core.$ZodIssue, whole: TomlNode, declared: DeclaredParameter): ValueProblem {
  const node = nodesOn(whole, issue.path).at(-1)!;
  const { range } = node;
  const value = plainValue(node);
  const [item] = issue.path;
  const judged = item === undefined ? declared : elementOf(declared);
  const about = { key: declared.name, ...(typeof item === "number" && { item }) };
  const facts = { ...about, ...expectation(judged), value };
  if (issue.code === "invalid_type") {
    // Of what is no number at all, zod says that it is no number.
    const expected = issue.expected === "int" || judged.type === "integer" ? "integer" : issue.expected;
    return {
      code: "wrong-type",
      range,
      data: { ...facts, expected, found: node.kind, ...("text" in node && { written: node.text }) },
    };
  }
  if (issue.code === "too_small" || issue.code === "too_big") {
    const { unit } = judged;
    const data = { ...about, value, ...(unit !== undefined && { unit }), ...limitOf(issue) };
    const isNumber = issue.origin === "number" || issue.origin === "int";
    return isNumber
      ? { code: "out-of-range", range, data }
      : { code: "wrong-length", range, data: { ...data, of: issue.origin } };
  }
  if (issue.code === "invalid_value") {
    const choices = issue.values.map(String);
    const suggestion = typeof value === "string" ? suggestName(value, choices) : undefined;
    return {
      code: "not-a-choice",
      range,
      data: { ...facts, choices, ...(suggestion !== undefined && { suggestion }) },
    };
  }
  return { code: "invalid-value", range, data: { ...facts, detail: issue.message } };
}

/** The declaration of a list's items, under the list's name; of anything else, itself. */
export function elementOf(declared: DeclaredParameter): DeclaredParameter {
  const { items } = declared.schema;
  return typeof items === "object" && items !== null && !Array.isArray(items)
    ? readProperty(declared.name, items as JsonObject, false, {})
    : declared;
}

function limitOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Record<string, unknown> {
  return issue.code === "too_small"
    ? { minimum: Number(issue.minimum), inclusive: issue.inclusive ?? true }
    : { maximum: Number(issue.maximum), inclusive: issue.inclusive ?? true };
}

/** The facts that a sentence needs to say what would be right. */
export function expectation({ type, unit, limits }: DeclaredParameter): Record<string, unknown> {
  return { expected: type, ...(unit !== undefined && { unit }), ...limits };
}

/** The nodes that a path leads through, the whole first; the last is the nearest to its end that there is. */
function nodesOn(whole: TomlNode, path: readonly PropertyKey[]): TomlNode[] {
  const nodes = [whole];
  for (const step of path) {
    const node = nodes.at(-1)!;
    const next =
      node.kind === "array"
        ? node.elements[Number(step)]
        : node.kind === "table"
          ? node.entries.get(String(step))?.value
          : undefined;
    if (next === undefined) break;
    nodes.push(next);
  }
  return nodes;
}
