import type { ParameterValue } from "../model/index.ts";
import type { TomlNode } from "../toml/node.ts";
import { plainValue } from "../toml/plainValue.ts";
import { checkValue, type ValueProblem } from "./checkValue.ts";
import type { ConfigDiagnostic } from "./code.ts";
import type { DeclaredParameter } from "./declared.ts";
import type { Setting } from "./settings.ts";
import { axesOf, executionsOf, mostExecutions, type Swept, type SweptParameter } from "./sweepPoints.ts";
import { rangeValues } from "./sweepRange.ts";

/**
 * What stands behind a key of `[sweep]`: a list or a range, each of its values a value of the parameter.
 * In a group a value may be repeated, since the others of the group have other values there.
 */
export function readSwept(
  node: TomlNode,
  declared: DeclaredParameter,
  group?: string,
): { readonly values: readonly TomlNode[]; readonly problems: readonly ValueProblem[] } {
  const { name: key } = declared;
  const refuse = (reason?: string) => ({
    values: [],
    problems: [{ code: "sweep-needs-list", range: node.range, data: { key, reason } } as const],
  });
  if (node.kind === "table") {
    const values = rangeValues(node);
    if (values === undefined) return refuse("range");
    // All of them stand in the same place: the first mistake tells enough.
    return { values, problems: values.flatMap((value) => checkValue(value, declared)).slice(0, 1) };
  }
  if (node.kind !== "array" || node.ofTables) return refuse();
  const { elements: values } = node;
  if (values.length === 0) return refuse("empty");
  const repeated = group === undefined ? repeatedValues(values, key) : [];
  return { values, problems: [...values.flatMap((value) => checkValue(value, declared)), ...repeated] };
}

function* repeatedValues(elements: readonly TomlNode[], key: string): Generator<ValueProblem> {
  const seen = new Set<string>();
  for (const element of elements) {
    const value = plainValue(element);
    const text = JSON.stringify(value);
    if (seen.has(text))
      yield { code: "sweep-repeats-value", range: element.range, data: { key, value }, severity: "warning" };
    seen.add(text);
  }
}

/** The parameters whose strongest setting sweeps over them, in the order in which they are written. */
export function sweptParameters(settings: readonly Setting[], strongest: (key: string) => Setting): SweptParameter[] {
  return settings
    .filter((setting) => setting.valid && setting.swept !== undefined && strongest(setting.key) === setting)
    .map(({ key, uri, table, group, swept = [] }) => ({
      key,
      ...(group !== undefined && { group }),
      values: swept.map((node) => plainValue(node) as ParameterValue),
      origins: swept.map(({ range: { start } }) => ({ from: "file", uri, ...start, table })),
    }));
}

/** Refuses parameters that are to vary together and have not equally many values: which of one's goes with which of another's? */
export function* checkGroups(
  sweep: readonly SweptParameter[],
  settings: ReadonlyMap<string, readonly Setting[]>,
): Generator<ConfigDiagnostic> {
  for (const [first, ...others] of axesOf(sweep)) {
    for (const { key, values, group } of others) {
      if (values.length === first!.values.length) continue;
      const [place, fits] = [settings.get(key)!.at(-1)!, settings.get(first!.key)!.at(-1)!];
      yield {
        uri: place.uri,
        code: "sweep-unequal-lists",
        severity: "error",
        range: place.node.range,
        data: { key, group, length: values.length, other: first!.key, otherLength: first!.values.length },
        related: [{ location: { uri: fits.uri, range: fits.node.range }, role: "varies-together" }],
      };
    }
  }
}

/** Refuses a sweep of more executions than anybody means, at the last list of it. */
export function* checkSize(
  asked: Parameters<typeof executionsOf>[0],
  settings: ReadonlyMap<string, readonly Setting[]>,
): Generator<ConfigDiagnostic> {
  const executions = executionsOf(asked);
  const place = settings.get(asked.sweep.at(-1)?.key ?? "")?.at(-1);
  if (executions <= mostExecutions || place === undefined) return;
  const { uri, keyRange: range } = place;
  yield { uri, code: "sweep-too-large", severity: "error", range, data: { executions, limit: mostExecutions } };
}

/** Says where one execution is asked for that a sweep is several; undefined where there is none. */
export function refusalOfSweep({
  sweep,
  settings,
}: Pick<Swept, "sweep"> & {
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
}): ConfigDiagnostic | undefined {
  const keys = sweep.map(({ key }) => key);
  const place = settings.get(keys[0] ?? "")?.at(-1);
  if (place === undefined) return undefined;
  const { uri, keyRange: range } = place;
  return { uri, code: "sweep-is-no-execution", severity: "error", range, data: { keys } };
}
