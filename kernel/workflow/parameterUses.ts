import type { ParameterUses } from "../config/index.ts";
import type { Range } from "../text/index.ts";
import { type SourceToken, typescriptTokens } from "./typescriptTokens.ts";

/**
 * Finds where a workflow's source declares and names its parameters, without running it.
 *
 * Every mention of a declared name outside the declaration counts as a read: too much rather than too little,
 * since what counts as unread is reported. `file` is passed through.
 */
export function parameterUses(source: string, file: string): ParameterUses {
  const tokens = typescriptTokens(source);
  const shape = shapeOf(tokens);
  const inside = (index: number) => index >= shape.first && index <= shape.last;
  const reads = new Map<string, Range[]>();
  const shorthands = new Map<string, Range[]>();
  tokens.forEach((token, index) => {
    if (inside(index) || !shape.declarations.has(token.text) || !mentions(tokens, index)) return;
    push(reads, token.text, token.range);
    if (isShorthand(tokens, index)) push(shorthands, token.text, token.range);
  });
  return {
    file,
    nameRange: workflowName(tokens),
    declarations: shape.declarations,
    reads,
    shorthands,
    complete: shape.closed && isComplete(tokens, shape),
  };
}

interface Shape {
  readonly declarations: ReadonlyMap<string, Range>;
  /** Indexes of its braces. */
  readonly first: number;
  readonly last: number;
  /** All keys are written out: no spread, no computed key. */
  readonly closed: boolean;
}

/** The object literal after the first `parameters:` of `defineWorkflow({ ... })`. */
function shapeOf(tokens: readonly SourceToken[]): Shape {
  const call = tokens.findIndex(({ kind, text }) => kind === "word" && text === "defineWorkflow");
  const start = tokens.findIndex((token, index) => {
    return (
      index > call && isWord(token, "parameters") && isSign(tokens[index + 1], ":") && isSign(tokens[index + 2], "{")
    );
  });
  if (call < 0 || start < 0) return { declarations: new Map(), first: -1, last: -1, closed: false };
  const declarations = new Map<string, Range>();
  let depth = 0;
  let closed = true;
  for (let index = start + 2; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    if (token.kind === "sign" && /^[{([]$/.test(token.text)) depth += 1;
    else if (token.kind === "sign" && /^[})\]]$/.test(token.text)) depth -= 1;
    if (depth === 0) return { declarations, first: start + 2, last: index, closed };
    const atKey = depth === 1 && (isSign(tokens[index - 1], "{") || isSign(tokens[index - 1], ","));
    if (depth === 1 && isSign(token, "...")) closed = false;
    if (isSign(token, "[") && depth === 2 && (isSign(tokens[index - 1], "{") || isSign(tokens[index - 1], ",")))
      closed = false;
    if (!atKey || token.kind === "sign") continue;
    if (isSign(tokens[index + 1], ":") || isSign(tokens[index + 1], ",") || isSign(tokens[index + 1], "}")) {
      declarations.set(token.text, token.range);
    }
  }
  return { declarations, first: start + 2, last: tokens.length - 1, closed: false };
}

/** `.key`, `["key"]`, or a key between braces: in a destructuring or a type. */
function mentions(tokens: readonly SourceToken[], index: number): boolean {
  const token = tokens[index]!;
  const before = tokens[index - 1];
  if (token.kind === "text") return isSign(before, "[") && isSign(tokens[index + 1], "]");
  if (token.kind !== "word") return false;
  if (isSign(before, ".") || isSign(before, "?.")) return true;
  const opens = isSign(before, "{") || isSign(before, ",") || isSign(before, ";") || isWord(before, "readonly");
  const after = tokens[index + 1];
  return opens && [":", ",", "}", "=", "?"].some((sign) => isSign(after, sign));
}

function isShorthand(tokens: readonly SourceToken[], index: number): boolean {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  return (
    (isSign(before, "{") || isSign(before, ",")) && (isSign(after, ",") || isSign(after, "}") || isSign(after, "="))
  );
}

/** Code that another file may hold, or names that are computed, leave it open what is read. */
function isComplete(tokens: readonly SourceToken[], shape: Shape): boolean {
  return !tokens.some((token, index) => {
    if (index >= shape.first && index <= shape.last) return false;
    if (isWord(token, "from") && tokens[index + 1]?.kind === "text") return tokens[index + 1]!.text !== "wfnb";
    if (!isWord(token, "parameters")) return false;
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    const computed = isSign(after, "[") && tokens[index + 2]?.kind !== "text";
    const wholly = isSign(before, "...") || (isWord(tokens[index - 4], "Object") && isSign(before, "("));
    return computed || wholly || (isWord(before, "in") && !isSign(after, "."));
  });
}

/** The text of `name:` in `defineWorkflow({ ... })`. */
function workflowName(tokens: readonly SourceToken[]): Range | undefined {
  const call = tokens.findIndex((token) => isWord(token, "defineWorkflow"));
  const open = tokens.findIndex(
    (token, index) => index > call && call >= 0 && isSign(token, "(") && isWord(tokens[index - 1], "defineWorkflow"),
  );
  let depth = 0;
  for (let index = open; open >= 0 && index < tokens.length; index += 1) {
    const token = tokens[index]!;
    if (token.kind === "sign" && /^[{([]$/.test(token.text)) depth += 1;
    else if (token.kind === "sign" && /^[})\]]$/.test(token.text)) depth -= 1;
    if (depth === 0) return undefined;
    if (depth === 2 && isWord(token, "name") && isSign(tokens[index + 1], ":") && tokens[index + 2]?.kind === "text") {
      return tokens[index + 2]!.range;
    }
  }
  return undefined;
}

function isSign(token: SourceToken | undefined, text: string): boolean {
  return token?.kind === "sign" && token.text === text;
}

function isWord(token: SourceToken | undefined, text: string): boolean {
  return token?.kind === "word" && token.text === text;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const some = map.get(key);
  if (some === undefined) map.set(key, [value]);
  else some.push(value);
}
