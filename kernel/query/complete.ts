import { fields, statuses } from "./fields.ts";
import type { Span } from "./syntax.ts";

/** What the store knows, to complete with. */
export interface KnownNames {
  readonly workflows?: readonly string[];
  readonly users?: readonly string[];
  readonly notebooks?: readonly string[];
  readonly batches?: readonly string[];
  readonly parameters?: readonly string[];
  readonly counts?: readonly string[];
  /** Gauges, by name, that have a mean. */
  readonly gauges?: readonly string[];
  readonly tags?: readonly string[];
}

export interface QueryCompletion {
  /** Put in place of `span`. */
  readonly insert: string;
  readonly span: Span;
  readonly detail: string;
}

const ages = ["1h", "today", "yesterday", "7d", "30d"];

/** What may stand where the cursor is: names of fields, or values of the field before it. */
export function completeQuery(text: string, offset: number, known: KnownNames = {}): QueryCompletion[] {
  const start = text.slice(0, offset).search(/\S*$/);
  const end = offset + text.slice(offset).search(/\s|$/);
  const word = text.slice(start, offset);
  const value = /^-?([^\s:=<>!]+)(?::|!=|<=|>=|=|<|>)(?:.*,)?([^,]*)$/.exec(word);
  if (value !== null) {
    const span = { start: offset - value[2]!.length, end };
    return valuesOf(value[1]!, known)
      .filter((each) => begins(each, value[2]!))
      .map((each) => ({ insert: quotedValue(each), span, detail: fields[value[1]!]?.description ?? "" }));
  }
  const sign = word.startsWith("-") ? 1 : 0;
  const span = { start: start + sign, end };
  const names: [name: string, detail: string][] = [
    ...Object.entries(fields).map(([name, field]): [string, string] => [
      `${name}${operatorOf(field.kind)}`,
      field.description,
    ]),
    ...(known.parameters ?? []).map((name): [string, string] => [
      `${quotedName(`${fields[name] ? "parameter." : ""}${name}`)}=`,
      "parameter",
    ]),
    ...(known.counts ?? []).map((name): [string, string] => [`${quotedName(`count.${name}`)}>`, "count"]),
    ...(known.gauges ?? []).map((name): [string, string] => [`${quotedName(`mean.${name}`)}>`, "mean of a gauge"]),
  ];
  return names
    .filter(([name]) => begins(name.replace(/^"/, ""), word.slice(sign).replace(/^"/, "")))
    .map(([insert, detail]) => ({ insert, span, detail }));
}

function valuesOf(field: string, known: KnownNames): readonly string[] {
  switch (field) {
    case "status":
      return statuses;
    case "reason":
      return ["finished", "until", "cancelled", "failed", "lost"];
    case "workflow":
      return known.workflows ?? [];
    case "user":
      return known.users ?? [];
    case "notebook":
      return known.notebooks ?? [];
    case "batch":
      return known.batches ?? [];
    case "tag":
      return known.tags ?? [];
    case "is":
      return ["pinned", "protected"];
    case "since":
    case "before":
      return ages;
    default:
      return [];
  }
}

function operatorOf(kind: string): string {
  return kind === "number" ? ">" : ":";
}

function begins(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start.toLowerCase());
}

/** As a value of a filter. */
export function quotedValue(text: string): string {
  return /[\s,"]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}

/** A name as a term can begin with it. */
function quotedName(name: string): string {
  return /[\s,":=<>!]/.test(name) || name.startsWith("-") ? `"${name.replace(/["\\]/g, "\\$&")}"` : name;
}
