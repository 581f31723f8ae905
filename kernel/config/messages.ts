import type { ConfigCode, ConfigDiagnostic } from "./code.ts";
import { syntaxSentence } from "./syntaxSentence.ts";
import { groupedNumber, inWords, list, quoted, shown, withUnit } from "./wording.ts";

/** The sentence for people: what is wrong, what was expected, and what was probably meant. */
export function messageOf({ code, data }: Pick<ConfigDiagnostic, "code" | "data">): string {
  return sentences[code](data as Facts);
}

/** The sentence for the role of a related place. */
export function roleSentence(role: string): string {
  return roles[role] ?? role;
}

const roles: Readonly<Record<string, string>> = {
  "first-definition": "First defined here",
  "also-zero": "This one is 0 as well",
  "first-error": "The first of them",
  "varies-together": "This one varies together with it",
  overridden: "This is the value that it repeats",
  declaration: "Declared here",
  "workflow-that-runs": "The one that runs",
  "workflow-that-never-runs": "The one that never runs",
  "workflow-fault": "This keeps it from loading",
};

/** The facts that diagnostics carry, by name. Which of them a code has is told where it is made; a test renders every code. */
interface Facts {
  readonly [fact: string]: unknown;
  readonly key: string;
  readonly table: string;
  readonly name: string;
  readonly version: string;
  readonly known: readonly string[];
  readonly suggestion?: string;
  readonly belongsTo?: string;
  readonly reason?: string;
  readonly expected: string;
  readonly found: string;
  readonly value: unknown;
  readonly choices: readonly string[];
  readonly keys: readonly string[];
  readonly chain: readonly string[];
  readonly places: readonly string[];
  readonly detail: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly failure: string;
  readonly message?: string;
  readonly description?: string;
  readonly file?: string;
  readonly length: number;
  readonly limit: number;
  readonly statement: number;
  readonly nesting: number;
  readonly firstTable: string;
  readonly of: string;
  readonly path: string;
  readonly uri: string;
  readonly config: string;
  readonly override: string;
  readonly overrides: string;
  readonly loop: string;
  readonly errors: number;
  readonly item?: number;
  readonly written?: string;
  readonly called: string;
  readonly executions: number;
  readonly group: string;
  readonly other: string;
  readonly otherLength: number;
}

const sentences: Readonly<Record<ConfigCode, (facts: Facts) => string>> = {
  "syntax-error": syntaxSentence,
  "duplicate-key": ({ key }) => `${quoted(key)} is set twice; TOML allows each key once.`,
  "duplicate-table": ({ key }) => `Table [${key}] is defined twice; put its keys under one header.`,
  "key-conflict": ({ key }) =>
    `${quoted(key)} does not fit what stands there already: a value cannot be a table as well, nor a finished table be extended.`,
  "file-too-large": ({ length, limit }) =>
    `This text has ${length} characters; configurations are read up to ${limit}.`,
  "statement-too-long": ({ statement }) => `One key with its value may have ${statement} characters at most.`,
  "nesting-too-deep": ({ nesting }) => `Arrays and inline tables may be nested ${nesting} deep at most.`,
  "bare-carriage-return": () => "A carriage return stands alone here; TOML ends lines with LF or CRLF.",
  "invalid-character": ({ name }) =>
    name === "U+FFFD"
      ? "U+FFFD stands for bytes that were not valid UTF-8; TOML files are UTF-8."
      : `The character ${name} may not stand in TOML.`,
  "missing-workflow": ({ table, suggestion, known = [] }) =>
    `No workflow is named. ${table ? "Add" : "Add a table [workflow] with"} name = ${quoted(suggestion ?? "...")}.${suggestion ? "" : knownOnes("Known", known)}`,
  "unknown-workflow": ({ name, known, suggestion, isAbove }) =>
    isAbove
      ? `Workflow ${quoted(name)} is defined in a cell above; run that one first.`
      : `There is no workflow ${quoted(name)}.${meant(suggestion)}${suggestion ? "" : knownOnes("Known", known)}`,
  "broken-workflow": ({ name, message = "" }) =>
    `Workflow ${quoted(name)} does not load: ${message}${/[.?!]$/.test(message) ? "" : "."}`,
  "unknown-version": ({ name, version, known }) =>
    `Workflow ${quoted(name)} has no version ${quoted(version)}; there is ${list(known.map(quoted))}.`,
  "another-workflow": ({ name, called }) =>
    `This configuration is for workflow ${quoted(name)}, but ${quoted(called)} was called.`,
  "duplicate-workflow": ({ message = "" }) => message,
  "unknown-table": ({ table, suggestion, reason }) => {
    if (reason === "array-of-tables")
      return table.startsWith("sweep.")
        ? `[[${table}]] has no meaning here; parameters that vary together stand in a plain table: [${table}].`
        : `[[${table}]] has no meaning here; parameters stand in plain tables such as [parameters].`;
    if (reason === "parameters-are-flat")
      return `[${table}] has no meaning here; parameters are flat: put them in [parameters].`;
    return `There is no table [${table}].${suggestion ? ` Did you mean [${suggestion}]?` : ""}`;
  },
  "unknown-key": ({ key, table, suggestion, belongsTo, known = [], reason }) => {
    if (reason === "agents-hold-tables") return `[agents] holds one table for each agent: write [agents.${key}].`;
    if (belongsTo) return `[${table}] has no key ${quoted(key)}; it belongs in [${belongsTo}].`;
    return `[${table}] has no key ${quoted(key)}.${meant(suggestion)}${suggestion ? "" : knownOnes("It has", known)}`;
  },
  "unknown-parameter": unknownParameter,
  "unknown-override": (facts) =>
    facts.belongsTo === "run"
      ? `${unknownParameter(facts)} On the command line, options such as --until say how to run.`
      : unknownParameter(facts),
  "key-outside-table": ({ key, belongsTo }) =>
    `${quoted(key)} stands above the first table, where nothing is read.${belongsTo ? ` Put it in [${belongsTo}].` : ""}`,
  "ambiguous-parameter": ({ key, table, firstTable }) =>
    `Parameter ${quoted(key)} is set in [${firstTable}] and again in [${table}] of this file; which one counts would be a guess.`,
  "missing-parameter": ({ key, description, expected, ...limits }) =>
    `Parameter ${quoted(key)} has no value and no default: expected ${inWords(expected, limits)}.${description ? ` ${description}.` : ""}`,
  "wrong-type": ({ key, item, expected, found, value, written, ...limits }) =>
    `${subject(key, item)} takes ${inWords(expected, limits)}, not ${foundInWords(found, value, written)}.`,
  "out-of-range": outOfRange,
  "wrong-length": ({ key, item, of, minimum, maximum }) => {
    const things = of === "string" ? "character" : "item";
    const many = (count: number) => `${count} ${things}${count === 1 ? "" : "s"}`;
    return `${subject(key, item)} takes ${minimum === undefined ? `at most ${many(maximum ?? 0)}` : `at least ${many(minimum)}`}.`;
  },
  "not-a-choice": ({ key, item, choices, value, suggestion }) =>
    `${subject(key, item)} takes ${list(choices.map(shown), "or")}, not ${shown(value)}.${meant(suggestion)}`,
  "invalid-value": ({ key, item, detail }) => `${subject(key, item)}: ${detail}.`,
  "integer-too-large": ({ key, item, value }) =>
    `${subject(key, item)} is ${String(value)}, beyond 2^53 - 1 = 9007199254740991: a 64-bit float would silently round it.`,
  "not-finite": ({ key, item, value, expected, ...limits }) =>
    `${subject(key, item)} takes ${inWords(expected, limits)}, not ${String(value)}: it must be finite.`,
  "date-not-allowed": ({ key, item, expected, value, ...limits }) =>
    `${subject(key, item)} takes ${inWords(expected, limits)}, not ${isDate(value) ? `the date or time ${value}` : String(value)}.`,
  "table-not-allowed": ({ key, item, expected, ...limits }) =>
    `${subject(key, item)} takes ${inWords(expected, limits)}, not a table.`,
  "include-failed": ({ path, uri, failure, message }) =>
    `${quoted(path)} cannot be read: ${readFailureText({ failure, message })} (${uri}).`,
  "include-cycle": ({ chain }) => `Configurations include each other in a circle: ${(chain as string[]).join(" > ")}.`,
  "include-invalid": ({ uri, errors }) => `${uri} has ${errors === 1 ? "an error" : `${errors} errors`}.`,
  "config-not-found": ({ config, places }) =>
    `There is no configuration ${quoted(config)}; looked for ${list(places, "and")}.`,
  "malformed-override": ({ override }) =>
    `${quoted(override)} is no override: write key=value with a TOML value, such as stf_interval=1.5 or mode='"fast"'.`,
  "redundant-override": ({ key, value, overrides }) =>
    `${quoted(key)} = ${shown(value)} changes nothing: ${overrides === "default" ? "that is the default" : `${overrides} says the same`}.`,
  "unused-parameter": ({ key, file }) =>
    `The workflow's code never reads ${quoted(key)}${file ? ` (${file})` : ""}: setting it changes nothing.`,
  "unused-factor": () => `"factor" has no effect without realtime = true: the clock does not wait.`,
  "clock-cannot-advance": ({ loop, keys }) =>
    `The clock cannot advance: ${list(keys.map(quoted), "and")} ${keys.length > 2 ? "are all" : keys.length > 1 ? "are both" : "is"} 0, so the loop ${quoted(loop)} would turn for ever at one moment. Make ${keys.length > 1 ? "one of them" : "it"} greater than 0.`,
  "sweep-needs-list": ({ key, reason }) =>
    reason === "empty"
      ? `${quoted(key)} has no values to try: write some between the brackets, or leave the line out.`
      : reason === "range"
        ? "A range of values is { from = 1, to = 3, step = 0.5 } or { from = 1, to = 3, count = 5 }, from the smaller to the larger."
        : `[sweep] takes a list of values to try: write ${key} = [ ... ]. A single value belongs in [parameters].`,
  "sweep-unequal-lists": ({ key, group, length, other, otherLength }) =>
    `${quoted(key)} has ${valuesInWords(length)} and ${quoted(other)} ${groupedNumber(otherLength)}: parameters of [sweep.${group}] vary together, so each needs equally many. What is to be combined with all of them belongs in [sweep].`,
  "sweep-repeats-value": ({ key, value }) =>
    `${shown(value)} stands here again and is run again; ${quoted("replications")} in [run] repeats with other seeds. Values of ${quoted(key)} need to be written once.`,
  "sweep-too-large": ({ executions, limit }) =>
    `This sweep makes ${groupedNumber(executions)} executions with its replications; one configuration may ask for ${groupedNumber(limit)}.`,
  "sweep-is-no-execution": ({ keys }) =>
    `This configuration sweeps over ${list(keys.map(quoted), "and")}, and one execution was asked for: give ${keys.length > 1 ? "each of them" : "it"} one value, or run the configuration in a cell or with wfnb run.`,
};

function valuesInWords(count: number): string {
  return count === 1 ? "one value" : `${groupedNumber(count)} values`;
}

function unknownParameter({ key, table, suggestion, belongsTo, known }: Facts): string {
  if (belongsTo) {
    const home = suggestion ? `${quoted(suggestion)} in [${belongsTo}]` : `[${belongsTo}]`;
    return `${quoted(key)} is no parameter of this workflow; ${suggestion ? "use" : "it belongs in"} ${home}.`;
  }
  const where = table && table !== "parameters" ? ` (in [${table}])` : "";
  return `${quoted(key)} is no parameter of this workflow${where}.${meant(suggestion)}${suggestion ? "" : knownOnes("It has", known)}`;
}

function outOfRange({ key, item, value, unit, minimum, maximum, inclusive }: Facts): string {
  const limit = minimum === undefined ? `at most ${withUnit(maximum, unit)}` : `at least ${withUnit(minimum, unit)}`;
  const strict =
    minimum === undefined ? `less than ${withUnit(maximum, unit)}` : `greater than ${withUnit(minimum, unit)}`;
  return `${subject(key, item)} must be ${inclusive === false ? strict : limit}, not ${withUnit(value, unit)}.`;
}

function subject(key: string, item: number | undefined): string {
  return item === undefined ? quoted(key) : `Item ${item + 1} of ${quoted(key)}`;
}

function foundInWords(found: string, value: unknown, written: string | undefined): string {
  if (found === "array") return "an array";
  if (found === "table") return "a table";
  if (found === "boolean") return shown(value);
  return found === "string" ? `the text ${shown(value)}` : `the number ${written ?? shown(value)}`;
}

function meant(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` Did you mean ${quoted(suggestion)}?`;
}

function knownOnes(verb: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const some = known.slice(0, 12);
  return ` ${verb}: ${some.join(", ")}${known.length > some.length ? ", ..." : ""}.`;
}

/** Why a text could not be read, as the end of a sentence. */
export function readFailureText({ failure, message }: { failure: string; message?: string | undefined }): string {
  return failures[failure] ?? message ?? failure;
}

const failures: Readonly<Record<string, string>> = {
  "not-found": "there is no such file",
  "is-folder": "it is a folder",
  "no-permission": "permission is denied",
  "not-utf8": "it is not UTF-8",
};

function isDate(value: unknown): value is string {
  return typeof value === "string" && /\d/.test(value);
}
