import type { Position, TextEdit } from "../../text/index.ts";
import { entryAt, formatTomlKey, formatTomlValue } from "../../toml/index.ts";
import { elementOf } from "../checkValue.ts";
import type { DeclaredParameter } from "../declared.ts";
import { groupDescription, reservedTables } from "../reserved.ts";
import { type TypingContext, typingContext } from "./context.ts";
import { describeDeclared, summaryOf } from "./markdown.ts";
import { placeholderFor } from "./placeholder.ts";
import { type ConfigView, keysOfTable } from "./view.ts";

export interface CompletionItem {
  readonly label: string;
  readonly kind: "table" | "key" | "value" | "file" | "workflow";
  /** One line beside the label: type, unit, default. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly edit: TextEdit;
  /** Orders the list: declared order, required first. */
  readonly sortText: string;
}

/** Offers what can stand at a place: tables, keys that are still free, values. Works on half-typed lines. */
export function completionsAt(view: ConfigView, position: Position): CompletionItem[] {
  const context = typingContext(view.document, position);
  if (context === undefined) return [];
  switch (context.kind) {
    case "header":
      return headerItems(view, position, context.start);
    case "key":
      return context.table.length === 0
        ? headerItems(view, position, context.start)
        : keyItems(view, position, context.table, context.start);
    case "value":
      return valueItems(view, position, context);
  }
}

function headerItems(view: ConfigView, { line, character }: Position, start: number): CompletionItem[] {
  const rest = view.document.lines.line(line).slice(character);
  // What stands there is a key with its value, which no header can take the place of.
  if (rest.includes("=")) return [];
  const end = character + (/^[\w.\s-]*\]*/.exec(rest)?.[0].length ?? 0);
  const range = { start: { line, character: start }, end: { line, character: end } };
  const tables = [
    { name: "workflow", description: reservedTables.workflow.description },
    { name: "parameters", description: "Values of the workflow's parameters" },
    ...Object.values(reservedTables).filter(({ name }) => name !== "workflow"),
    { name: "sweep.group", description: groupDescription },
  ];
  return tables
    .filter(
      ({ name }) =>
        name === "agents" || name === "sweep.group" || !view.document.headers.some((each) => isNamed(each, name, line)),
    )
    .map(({ name, description }, index) => {
      const header = name === "agents" ? "[agents.name]" : `[${name}]`;
      return {
        label: header,
        kind: "table",
        documentation: description,
        edit: { range, newText: header },
        sortText: order(index),
      };
    });
}

/** Another header than the one on this line. */
function isNamed({ path, range }: ConfigView["document"]["headers"][number], name: string, line: number): boolean {
  return path.length === 1 && path[0]!.name === name && range.start.line !== line;
}

function keyItems(
  view: ConfigView,
  { line, character }: Position,
  table: readonly string[],
  start: number,
): CompletionItem[] {
  const declared = keysOfTable(view, table);
  if (declared === undefined) return [];
  const rest = view.document.lines.line(line).slice(character);
  const word = /^[\w-]*/.exec(rest)![0];
  const hasValue = /^\s*=/.test(rest.slice(word.length));
  // What follows on the line is another key, or no key at all.
  if (!hasValue && /^\s*[^\s#]/.test(rest.slice(word.length))) return [];
  const range = { start: { line, character: start }, end: { line, character: character + word.length } };
  const isSet = (key: string) => {
    const entry = entryAt(view.document.root, [...table, key]);
    return entry !== undefined && entry.keyRange.start.line !== line;
  };
  const assignment = table[0] === "sweep" ? sweptAssignmentOf : assignmentOf;
  const free = [...declared.values()].filter(({ name }) => !isSet(name));
  return free.map((each, index) => ({
    label: each.name,
    kind: "key",
    detail: summaryOf(each),
    documentation: describeDeclared(each),
    edit: { range, newText: hasValue ? formatTomlKey(each.name) : assignment(each) },
    sortText: order(each.required ? index : index + 1000),
  }));
}

/** `key = default`, ready to be changed. */
export function assignmentOf(declared: DeclaredParameter): string {
  return `${formatTomlKey(declared.name)} = ${placeholderFor(declared)}`;
}

/** `key = [default]`, to be followed by other values. */
function sweptAssignmentOf(declared: DeclaredParameter): string {
  return `${formatTomlKey(declared.name)} = [${placeholderFor(declared)}]`;
}

function valueItems(
  view: ConfigView,
  { line, character }: Position,
  context: TypingContext & { kind: "value" },
): CompletionItem[] {
  const declared = keysOfTable(view, context.table)?.get(context.key);
  const rest = view.document.lines.line(line).slice(character);
  const length = lengthOfReplaced(rest, context);
  if (length === undefined) return [];
  const end = character + length;
  const range = { start: { line, character: context.start }, end: { line, character: end } };
  const isSwept = context.table[0] === "sweep";
  const item = (value: unknown, kind: CompletionItem["kind"], index: number, detail?: string): CompletionItem => {
    const isItem = isSwept || (declared?.type === "array" && !Array.isArray(value));
    const isUnlisted = isItem && !context.isInList;
    const newText = formatTomlValue(isUnlisted ? [value] : value);
    return {
      label: newText,
      kind,
      ...(detail !== undefined && { detail }),
      edit: { range, newText },
      sortText: order(index),
    };
  };
  if (context.table.length === 1 && context.table[0] === "workflow") {
    const special = workflowValues(view, context.key);
    if (special !== undefined) return special.map(({ value, kind, detail }, index) => item(value, kind, index, detail));
  }
  if (declared === undefined) return [];
  const judged = context.isInList && !isSwept ? elementOf(declared) : declared;
  return valuesFor(judged).map(({ value, detail }, index) => item(value, "value", index, detail));
}

/** How many characters after the cursor belong to what is written anew; undefined before what no value can stand beside. */
function lengthOfReplaced(rest: string, { typed, isInList }: TypingContext & { kind: "value" }): number | undefined {
  const quote = /^["']/.exec(typed)?.[0];
  const closing = quote === undefined ? -1 : rest.indexOf(quote);
  if (closing >= 0 && !/[,\]]/.test(rest.slice(0, closing))) return closing + 1;
  const follows = /^\s*[^\s,\]#}]/.test(rest);
  if (typed !== "" || !follows) return /^[^\s,[\]#{}]*/.exec(rest)![0].length;
  // Before the one value that stands there, it is that value which is chosen anew.
  return isInList ? undefined : /^\s*(?:"[^"]*"|'[^']*'|[^\s,[\]#{}"']+)/.exec(rest)?.[0].length;
}

interface OfferedValue {
  readonly value: unknown;
  readonly kind: CompletionItem["kind"];
  readonly detail?: string;
}

/** What only the workspace knows: workflows, their versions, other configurations. */
function workflowValues(
  { workflows, config, nearbyConfigs = [] }: ConfigView,
  key: string,
): OfferedValue[] | undefined {
  switch (key) {
    case "name":
      return [...new Map(workflows.map((each) => [each.name, each])).values()].map(({ name, description }) => {
        return { value: name, kind: "workflow", detail: description };
      });
    case "version":
      return workflows
        .filter(({ name }) => name === config.workflowName)
        .map(({ version }) => ({ value: version, kind: "value" }));
    case "includes":
    case "config":
      return nearbyConfigs.map((path) => ({ value: path, kind: "file" }));
    default:
      return undefined;
  }
}

function valuesFor({
  type,
  choices,
  default: value,
  limits,
}: DeclaredParameter): { value: unknown; detail?: string }[] {
  if (choices !== undefined)
    return choices.map((choice) => ({ value: choice, ...(choice === value && { detail: "default" }) }));
  if (type === "boolean")
    return [true, false].map((each) => ({ value: each, ...(each === value && { detail: "default" }) }));
  const offered = [
    { value, detail: "default" },
    { value: limits.minimum, detail: "smallest" },
    { value: limits.maximum, detail: "largest" },
  ];
  return offered.filter((each, index) => {
    return each.value !== undefined && offered.findIndex((other) => other.value === each.value) === index;
  });
}

function order(index: number): string {
  return String(index).padStart(4, "0");
}
