import type { KnownNames } from "./complete.ts";
import { fieldNamed } from "./fields.ts";
import type { Query } from "./syntax.ts";

/** A list of this length may have left names out. */
const mostKnown = 1000;

/** The first parameter, count or gauge of a query that no execution has: a slip of the hand, since any name may be one's own. */
export function unknownNameIn({ terms }: Query, { parameters, counts, gauges }: KnownNames): string | undefined {
  for (const term of terms) {
    const field = term.kind === "field" ? fieldNamed(term.field) : undefined;
    if (term.kind !== "field" || field?.kind !== "value") continue;
    const [, kind, name] = /^(parameter|count|mean)\.(.*)$/s.exec(field.stored.value)!;
    const known = { parameter: parameters, count: counts, mean: gauges }[kind!];
    if (known !== undefined && known.length < mostKnown && !known.includes(name!)) return term.field;
  }
  return undefined;
}
