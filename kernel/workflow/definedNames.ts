import type { Range } from "../text/index.ts";
import { type SourceToken, typescriptTokens } from "./typescriptTokens.ts";

/** The names of the workflows that a TypeScript source defines, `name: "..."` in `defineWorkflow({ ... })`, without running it. */
export function definedNames(source: string): string[] {
  return nameTokens(source).map(({ text }) => text);
}

/** Where a source says the name of a workflow that it defines; undefined where it computes it. */
export function placeOfName(source: string, name: string): Range | undefined {
  return nameTokens(source).find(({ text }) => text === name)?.range;
}

function nameTokens(source: string): SourceToken[] {
  const tokens = typescriptTokens(source);
  return tokens.flatMap(({ kind, text }, index) => {
    if (kind !== "word" || text !== "defineWorkflow") return [];
    const name = nameAfter(tokens, index + 1);
    return name === undefined ? [] : [name];
  });
}

/** The text after `name:` directly in the object that is the call's first argument. */
function nameAfter(tokens: readonly SourceToken[], call: number): SourceToken | undefined {
  let depth = 0;
  for (let index = call; index < tokens.length; index += 1) {
    const { kind, text } = tokens[index]!;
    if (kind === "sign" && "([{".includes(text)) depth += 1;
    else if (kind === "sign" && ")]}".includes(text)) depth -= 1;
    if (depth === 0) return undefined;
    const [colon, value] = tokens.slice(index + 1, index + 3);
    if (depth === 2 && kind === "word" && text === "name" && colon?.text === ":" && value?.kind === "text")
      return value;
  }
  return undefined;
}
