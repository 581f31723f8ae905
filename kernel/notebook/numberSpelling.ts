import { type Json, ownValue } from "../model/index.ts";
import { isObject } from "./document.ts";

/** A number of a text whose value alone does not say how it was written: `1.0`, `1e400`, `12345678901234567890`. */
class Spelling {
  readonly written: string;
  readonly value: number;

  constructor(written: string, value: number) {
    this.written = written;
    this.value = value;
  }

  /** What JSON cannot say, as beyond the largest number, it says as null. */
  isOf(value: Json): boolean {
    return value === null ? !Number.isFinite(this.value) : Object.is(value, this.value);
  }
}

/** A value of a text, with spellings in the place of numbers that need one. */
type Spelled = Json | Spelling | readonly Spelled[] | { readonly [key: string]: Spelled };

/** Of ES2026; TypeScript does not declare these yet. */
const sourceJson = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: Spelled, context: { readonly source?: string }) => Spelled,
  ): Spelled;
  rawJSON(text: string): Json;
};

/**
 * A value for `JSON.stringify`, in which each number that is in `text` too, at the same place, is spelled as it is there: what JavaScript
 * reads as the same number may be another one for another program. In lists with ids the place is found by them.
 *
 * @param text is known to be JSON.
 */
export function spelledAsIn(text: string, value: Json): Json {
  return respelled(value, spellingsOf(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text));
}

function spellingsOf(text: string): Spelled {
  return sourceJson.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined && JSON.stringify(value) !== source
      ? new Spelling(source, value)
      : value,
  );
}

function respelled(value: Json, before: Spelled | undefined): Json {
  if (before instanceof Spelling) return before.isOf(value) ? sourceJson.rawJSON(before.written) : value;
  if (Array.isArray(value)) return Array.isArray(before) ? respelledItems(value, before) : value;
  if (!isObject(value) || !isObject(before as Json)) return value;
  const entries = before as { readonly [key: string]: Spelled };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, respelled(inner, ownValue(entries, key))]),
  );
}

function respelledItems(items: readonly Json[], before: readonly Spelled[]): Json {
  const byId = new Map(before.flatMap((item) => (idOf(item) === undefined ? [] : [[idOf(item), item]])));
  return items.map((item, index) => respelled(item, byId.get(idOf(item)) ?? before[index]));
}

function idOf(item: Spelled): string | undefined {
  const id = isObject(item as Json) ? (item as { readonly id?: Spelled }).id : undefined;
  return typeof id === "string" ? id : undefined;
}
