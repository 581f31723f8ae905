import type { ParameterValues } from "../model/index.ts";
import { plainValue } from "../toml/index.ts";
import { expectation } from "./checkValue.ts";
import type { ConfigDiagnostic } from "./code.ts";
import type { DeclaredParameter, DeclaredParameters } from "./declared.ts";
import type { Layer, LoadedLayers } from "./layers.ts";
import { nowhere } from "./overrides.ts";
import type { Setting } from "./settings.ts";
import { axesOf, type SweptParameter } from "./sweepPoints.ts";

/** A configuration whose values are known one by one. */
export interface WholeConfig {
  readonly declared: DeclaredParameters;
  readonly loaded: LoadedLayers;
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
  readonly values: ParameterValues;
  readonly sweep: readonly SweptParameter[];
}

/** What no single value shows: parameters without a value, loops that cannot end, settings that change nothing. */
export function checkWhole(config: WholeConfig): ConfigDiagnostic[] {
  return [...missingParameters(config), ...standingClocks(config), ...redundantSettings(config)];
}

function* missingParameters({ declared, loaded: { main }, settings }: WholeConfig): Generator<ConfigDiagnostic> {
  for (const parameter of declared.values()) {
    const hasDefault = parameter.default !== undefined;
    if (!parameter.required || hasDefault || settings.has(parameter.name)) continue;
    yield {
      uri: main.uri,
      code: "missing-parameter",
      severity: "error",
      range: parametersHeader(main),
      data: { key: parameter.name, description: parameter.description, ...expectation(parameter) },
    };
  }
}

/** Where a missing parameter would be written: the header of `[parameters]`, else of `[workflow]`, else the beginning. */
function parametersHeader({ document: { headers } }: Layer): ConfigDiagnostic["range"] {
  const named = (name: string) => headers.find(({ path }) => path.length === 1 && path[0]!.name === name);
  return (named("parameters") ?? named("workflow"))?.range ?? nowhere;
}

/** A loop whose delays are all 0 turns for ever at one moment: SimPy hangs there. */
function* standingClocks(config: WholeConfig): Generator<ConfigDiagnostic> {
  const { declared, settings } = config;
  const { main } = config.loaded;
  const loops = Map.groupBy([...declared.values()].filter(hasLoop), ({ loop }) => loop!);
  for (const [loop, delays] of loops) {
    const keys = delays.map(({ name }) => name);
    if (!mayAllBeZero(keys, config)) continue;
    const places = keys.map((key) => settings.get(key)?.at(-1)).filter((setting) => setting !== undefined);
    const written = places.filter(({ role }) => role !== "override");
    const last = written.at(-1) ?? places.at(-1);
    yield {
      uri: last?.uri ?? main.uri,
      code: "clock-cannot-advance",
      severity: "error",
      range: last?.node.range ?? parametersHeader(main),
      data: { loop, keys },
      related: written
        .filter((place) => place !== last)
        .map(({ uri, node }) => ({ location: { uri, range: node.range }, role: "also-zero" })),
    };
  }
}

/** Every combination of a sweep is run, so also the one in which all of those are 0 that have a 0 among their values; of a group, at the same place. */
function mayAllBeZero(keys: readonly string[], { values, sweep }: WholeConfig): boolean {
  const swept = sweep.filter(({ key }) => keys.includes(key));
  const sweptKeys = swept.map(({ key }) => key);
  return (
    keys.every((key) => sweptKeys.includes(key) || values[key] === 0) &&
    axesOf(swept).every((axis) => axis[0]!.values.some((_, index) => axis.every((each) => each.values[index] === 0)))
  );
}

function hasLoop({ loop }: DeclaredParameter): boolean {
  return loop !== undefined;
}

/** A setting over another document's equal value, or a caller's over whatever equal value there was: it looks as if it did something. */
function* redundantSettings({ declared, settings }: WholeConfig): Generator<ConfigDiagnostic> {
  for (const [key, chain] of settings) {
    for (const [index, setting] of chain.entries()) {
      const before = chain[index - 1];
      const fallback = declared.get(key)?.default;
      if (before === undefined && (setting.role !== "override" || fallback === undefined)) continue;
      if (setting.swept !== undefined || before?.swept !== undefined) continue;
      const value = plainValue(setting.node);
      if (!setting.valid || !equal(value, before === undefined ? fallback : plainValue(before.node))) continue;
      const data = { key, value, overrides: before?.uri ?? "default" };
      const related = before && [{ location: { uri: before.uri, range: before.keyRange }, role: "overridden" }];
      yield {
        uri: setting.uri,
        code: "redundant-override",
        severity: "information",
        range: setting.keyRange,
        data,
        ...(related && { related }),
      };
    }
  }
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
