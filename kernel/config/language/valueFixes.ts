import { comparePositions } from "../../text/index.ts";
import { type Assignment, formatTomlValue, plainValue, type TomlNode } from "../../toml/index.ts";
import { checkValue } from "../checkValue.ts";
import type { ConfigDiagnostic } from "../code.ts";
import type { DeclaredParameter } from "../declared.ts";
import { placeholderFor } from "./placeholder.ts";
import { type ProposedFix, replace } from "./proposedFix.ts";
import { type ConfigView, keysOfTable } from "./view.ts";

/** Mends a value: what was meant, the nearest allowed, the default. */
export function* fixValue(view: ConfigView, { range, data, code }: ConfigDiagnostic): Generator<ProposedFix> {
  const assignment = assignmentAt(view, range.start);
  const declared = assignment && declaredFor(view, assignment);
  if (assignment === undefined || declared === undefined) return;
  const node = valueAt(assignment, range.start);
  const whole =
    comparePositions(node.range.start, range.start) === 0 && comparePositions(node.range.end, range.end) === 0;
  const candidates: unknown[] = [data.suggestion, ...(whole ? converted(node, declared) : [])];
  if (code === "out-of-range") candidates.push(...nearestLimit(data));
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    if (whole && !declared.check.safeParse(candidate).success) continue;
    yield replace(range, formatTomlValue(candidate));
  }
  const fallback = placeholderFor(declared);
  yield {
    title: `Change to ${declared.default === undefined ? "" : "the default "}${fallback}`,
    edits: [{ range: node.range, newText: fallback }],
  };
}

/** Makes a list of what `[sweep]` was given: of one value the list of it, else of the default. */
export function* fixSwept(view: ConfigView, { range }: ConfigDiagnostic): Generator<ProposedFix> {
  const assignment = assignmentAt(view, range.start);
  const declared = assignment && declaredFor(view, assignment);
  if (assignment === undefined || declared === undefined) return;
  const value = plainValue(assignment.value);
  const isValue = checkValue(assignment.value, declared).length === 0;
  yield replace(assignment.value.range, isValue ? formatTomlValue([value]) : `[${placeholderFor(declared)}]`);
}

/** The value of a parameter at a place: in `[sweep]` one of the list. */
function valueAt({ header, value }: Assignment, place: ConfigDiagnostic["range"]["start"]): TomlNode {
  if (header?.path[0]?.name !== "sweep" || value.kind !== "array") return value;
  const isAt = ({ range }: TomlNode) =>
    comparePositions(range.start, place) <= 0 && comparePositions(place, range.end) <= 0;
  return value.elements.find(isAt) ?? value;
}

function assignmentAt({ document }: ConfigView, place: ConfigDiagnostic["range"]["start"]): Assignment | undefined {
  return document.assignments.find(({ range }) => {
    return comparePositions(range.start, place) <= 0 && comparePositions(place, range.end) <= 0;
  });
}

function declaredFor(view: ConfigView, { header, path }: Assignment): DeclaredParameter | undefined {
  return keysOfTable(view, header?.path.map(({ name }) => name) ?? [])?.get(path[0]!.name);
}

/** The same meaning in the type that is wanted. */
function converted(node: TomlNode, { type }: DeclaredParameter): unknown[] {
  const value = plainValue(node);
  switch (type) {
    case "string":
      return ["text" in node ? node.text : typeof value === "string" ? value : JSON.stringify(value)];
    case "array":
      return [[value]];
    case "boolean":
      return [
        new Map<unknown, boolean>([
          ["true", true],
          [1, true],
          ["false", false],
          [0, false],
        ]).get(value),
      ];
    case "number":
    case "integer": {
      const number = typeof value === "string" ? Number.parseFloat(value) : Number(value);
      return Number.isFinite(number) ? [number, Math.round(number)] : [];
    }
    case "object":
    case "any":
      return [];
  }
}

/** The limit that was crossed, or one beyond where the limit itself is not allowed. */
function nearestLimit({ minimum, maximum, inclusive }: ConfigDiagnostic["data"]): unknown[] {
  const step = inclusive === false ? 1 : 0;
  if (typeof minimum === "number") return [minimum + step];
  return typeof maximum === "number" ? [maximum - step] : [];
}
