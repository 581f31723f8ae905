import type { ValueOrigin } from "../../model/index.ts";
import { formatTomlValue, plainValue } from "../../toml/index.ts";
import type { DeclaredParameter } from "../declared.ts";
import type { Setting } from "../settings.ts";
import { list } from "../wording.ts";

/** "number, s, default 2": the one-line summary of a declaration. */
export function summaryOf({ type, unit, default: value, required }: DeclaredParameter): string {
  const parts = [
    type,
    unit,
    value !== undefined ? `default ${formatTomlValue(value)}` : required ? "required" : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

/** A declaration for people: documentation, type, unit, limits, default. */
export function describeDeclared(declared: DeclaredParameter): string {
  const facts = [limitsSentence(declared), choicesSentence(declared)].filter((fact) => fact !== "");
  return [`**${declared.name}**: ${summaryOf(declared)}`, declared.description, ...facts].filter(Boolean).join("\n\n");
}

function limitsSentence({ limits, unit }: DeclaredParameter): string {
  const measure = unit === undefined ? "" : ` ${unit}`;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  const parts = [
    minimum !== undefined && `at least ${minimum}${measure}`,
    exclusiveMinimum !== undefined && `greater than ${exclusiveMinimum}${measure}`,
    maximum !== undefined && `at most ${maximum}${measure}`,
    exclusiveMaximum !== undefined && `less than ${exclusiveMaximum}${measure}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "" : `Limits: ${list(parts)}.`;
}

function choicesSentence({ choices }: DeclaredParameter): string {
  return choices === undefined
    ? ""
    : `One of ${list(
        choices.map((choice) => formatTomlValue(choice)),
        "or",
      )}.`;
}

/** Where a value counts from and what it overrides, strongest first. */
export function describeOrigins(chain: readonly Setting[]): string {
  const [strongest, ...overridden] = chain.toReversed();
  if (strongest === undefined) return "";
  const rest = overridden.map((setting) => `${valueText(setting)} (${placeText(setting)})`);
  const value = `Value: ${valueText(strongest)}, from ${placeText(strongest)}.`;
  return rest.length === 0 ? value : `${value} It overrides ${list(rest)}.`;
}

export function valueText({ node }: Pick<Setting, "node">): string {
  return `\`${formatTomlValue(plainValue(node))}\``;
}

export function placeText({ uri, keyRange, role }: Setting): string {
  return role === "override" ? "the caller" : `${baseName(uri)}:${keyRange.start.line + 1}`;
}

/** An origin as people read it, with one-based line and column. */
export function originText(origin: ValueOrigin): string {
  if (origin.from === "file") return `${origin.uri}:${origin.line + 1}:${origin.character + 1}`;
  return origin.from === "default" ? "default" : "override";
}

export function baseName(uri: string): string {
  return uri.slice(Math.max(uri.lastIndexOf("/"), uri.lastIndexOf("\\")) + 1);
}
