import type { Range } from "../text/index.ts";
import type { TableNode, TomlEntry, TomlNode } from "../toml/index.ts";
import { checkValue, type ValueProblem } from "./checkValue.ts";
import type { ConfigDiagnostic } from "./code.ts";
import type { DeclaredParameters } from "./declared.ts";
import type { Layer } from "./layers.ts";
import { isReserved, type ReservedName, reservedTables, synonyms } from "./reserved.ts";
import { someKeys, suggestKey, suggestName } from "./suggest.ts";
import { readSwept } from "./sweep.ts";

/** One key set in one document. */
export interface Setting {
  readonly key: string;
  readonly node: TomlNode;
  readonly keyRange: Range;
  readonly uri: string;
  readonly role: Layer["role"] | "override";
  readonly table: string;
  /** It has the right type and lies within its limits; in `[sweep]`, each of its values does. */
  readonly valid: boolean;
  /** In `[sweep]`: the values to try one after another. */
  readonly swept?: readonly TomlNode[];
  /** In `[sweep.<group>]`: its name. Parameters of one group vary together. */
  readonly group?: string;
}

/** What one document sets: parameters, and the keys of the reserved tables. */
export interface LayerSettings {
  readonly parameters: readonly Setting[];
  readonly workflow: ReadonlyMap<string, Setting>;
  readonly run: ReadonlyMap<string, Setting>;
  readonly diagnostics: readonly ConfigDiagnostic[];
}

/** What may be declared where: the chosen workflow's parameters, and those of all workflows, which shared files may set too. */
export interface Declarations {
  /** Undefined while the workflow is unknown: then parameters are not judged. */
  readonly parameters: DeclaredParameters | undefined;
  readonly elsewhere: readonly DeclaredParameters[];
}

/** Reads and judges one document of a configuration. */
export function readSettings(layer: Layer, declarations: Declarations): LayerSettings {
  const reader = new SettingsReader(layer, declarations);
  reader.readAll();
  return reader;
}

class SettingsReader implements LayerSettings {
  readonly parameters: Setting[] = [];
  readonly workflow = new Map<string, Setting>();
  readonly run = new Map<string, Setting>();
  readonly diagnostics: ConfigDiagnostic[] = [];
  readonly #layer: Layer;
  readonly #declarations: Declarations;
  readonly #first = new Map<string, Setting>();

  constructor(layer: Layer, declarations: Declarations) {
    this.#layer = layer;
    this.#declarations = declarations;
  }

  readAll(): void {
    const { uri, document } = this.#layer;
    this.diagnostics.push(...document.diagnostics.map((diagnostic) => placed(diagnostic, uri)));
    for (const entry of document.root.entries.values()) {
      const { value } = entry;
      if (value.kind !== "table") this.#refuseOutsideTable(entry);
      else if (entry.key === "agents") this.#readAgents(value);
      else if (entry.key === "sweep") this.#readSweep(value);
      else if (isReserved(entry.key)) this.#readReserved(entry.key, value);
      else this.#readParameters(entry, value);
    }
  }

  #refuseOutsideTable(entry: TomlEntry): void {
    const { key, keyRange, value } = entry;
    if (value.kind === "array" && value.ofTables) {
      this.#report("unknown-table", value.range, { table: key, reason: "array-of-tables" });
      return;
    }
    const table = this.#homeOf(key);
    this.#report("key-outside-table", keyRange, { key, ...(table !== undefined && { belongsTo: table }) });
  }

  #readReserved(name: ReservedName, table: TableNode): void {
    const declared = reservedTables[name].keys;
    const into = name === "workflow" ? this.workflow : name === "run" ? this.run : undefined;
    this.#readKeys(name, table, declared, (setting) => into?.set(setting.key, setting));
  }

  #readAgents(agents: TableNode): void {
    for (const { key, keyRange, value } of agents.entries.values()) {
      if (value.kind === "table") this.#readKeys(`agents.${key}`, value, reservedTables.agents.keys, () => {});
      else this.#report("unknown-key", keyRange, { key, table: "agents", reason: "agents-hold-tables" });
    }
  }

  #readKeys(name: string, table: TableNode, declared: DeclaredParameters, keep: (setting: Setting) => void): void {
    for (const { key, keyRange, value } of table.entries.values()) {
      const known = declared.get(key);
      if (known !== undefined) {
        const problems = checkValue(value, known);
        this.#reportAll(problems);
        keep(this.#setting(key, keyRange, value, name, problems.length === 0));
        continue;
      }
      const belongsTo = this.#homeOf(key, name);
      const synonym = synonyms[key]?.table === name ? synonyms[key].key : undefined;
      const suggestion = synonym ?? suggestKey(key, declared);
      this.#report("unknown-key", keyRange, {
        key,
        table: name,
        known: someKeys(declared),
        ...(suggestion !== undefined && { suggestion }),
        ...(belongsTo !== undefined && { belongsTo }),
      });
    }
  }

  #readParameters(entry: TomlEntry, table: TableNode): void {
    const { parameters } = this.#declarations;
    if (parameters === undefined) return;
    const meant = this.#misspelled(entry.key, table, parameters);
    if (meant !== undefined) {
      this.#report("unknown-table", entry.keyRange, { table: entry.key, suggestion: meant });
      return;
    }
    for (const { key, keyRange, value } of table.entries.values()) {
      const declared = parameters.get(key);
      if (declared !== undefined) {
        const problems = checkValue(value, declared);
        this.#reportAll(problems);
        this.#keepParameter(this.#setting(key, keyRange, value, entry.key, problems.length === 0));
      } else if (value.kind === "table" && value.form !== "inline") {
        this.#report("unknown-table", keyRange, { table: `${entry.key}.${key}`, reason: "parameters-are-flat" });
      } else if (!this.#declaredElsewhere(key)) {
        this.#report("unknown-parameter", keyRange, unknownParameterFacts(key, entry.key, parameters));
      }
    }
  }

  /** `[sweep]`, or one of its groups. */
  #readSweep(sweep: TableNode, group?: string): void {
    const { parameters } = this.#declarations;
    if (parameters === undefined) return;
    const table = group === undefined ? "sweep" : `sweep.${group}`;
    for (const { key, keyRange, value } of sweep.entries.values()) {
      const declared = parameters.get(key);
      if (declared !== undefined) {
        const { values: swept, problems } = readSwept(value, declared, group);
        this.#reportAll(problems);
        const valid = problems.every(({ severity }) => severity === "warning");
        const setting = this.#setting(key, keyRange, value, table, valid);
        this.#keepParameter({ ...setting, swept, ...(group !== undefined && { group }) });
      } else if (group === undefined && value.kind === "table" && value.form !== "inline") {
        this.#readSweep(value, key);
      } else if (value.kind === "array" && value.ofTables) {
        this.#report("unknown-table", keyRange, { table: `${table}.${key}`, reason: "array-of-tables" });
      } else if (!this.#declaredElsewhere(key)) {
        this.#report("unknown-parameter", keyRange, unknownParameterFacts(key, table, parameters));
      }
    }
  }

  /** A table of which no key is known and whose name is nearly that of a table that knows them. */
  #misspelled(name: string, table: TableNode, parameters: DeclaredParameters): string | undefined {
    const keys = [...table.entries.keys()];
    if (keys.some((key) => parameters.has(key))) return undefined;
    const meant = suggestName(name, ["parameters", ...Object.keys(reservedTables)]);
    if (meant === undefined || (meant === "parameters" && keys.length > 0)) return undefined;
    return meant;
  }

  /** Files that others include, and `testbed.toml`, may serve several workflows. */
  #declaredElsewhere(key: string): boolean {
    const shared = this.#layer.role === "include" || this.#layer.role === "testbed";
    return shared && this.#declarations.elsewhere.some((declared) => declared.has(key));
  }

  #keepParameter(setting: Setting): void {
    const first = this.#first.get(setting.key);
    if (first === undefined) {
      this.#first.set(setting.key, setting);
      this.parameters.push(setting);
      return;
    }
    this.diagnostics.push({
      uri: setting.uri,
      code: "ambiguous-parameter",
      severity: "error",
      range: setting.keyRange,
      data: { key: setting.key, table: setting.table, firstTable: first.table },
      related: [{ location: { uri: first.uri, range: first.keyRange }, role: "first-definition" }],
    });
  }

  /** The table in which a key would be right. */
  #homeOf(key: string, except?: string): string | undefined {
    if (this.#declarations.parameters?.has(key)) return "parameters";
    const reserved = (["run", "workflow", "testbed"] as const).filter((name) => name !== except);
    return reserved.find((name) => reservedTables[name].keys.has(key));
  }

  #setting(key: string, keyRange: Range, node: TomlNode, table: string, valid: boolean): Setting {
    return { key, node, keyRange, uri: this.#layer.uri, role: this.#layer.role, table, valid };
  }

  #reportAll(problems: readonly ValueProblem[]): void {
    for (const { code, range, data, severity } of problems) this.#report(code, range, data, severity);
  }

  #report(
    code: ConfigDiagnostic["code"],
    range: Range,
    data: Readonly<Record<string, unknown>>,
    severity: ConfigDiagnostic["severity"] = "error",
  ): void {
    this.diagnostics.push({ uri: this.#layer.uri, code, severity, range, data });
  }
}

/** What is known about a key that is no parameter: what was meant, or where it belongs. */
export function unknownParameterFacts(
  key: string,
  table: string,
  parameters: DeclaredParameters,
): Readonly<Record<string, unknown>> {
  const synonym = synonyms[key];
  const reserved = (["run", "workflow", "testbed"] as const).find((name) => reservedTables[name].keys.has(key));
  const belongsTo = synonym?.table ?? reserved;
  const suggestion = synonym?.key ?? (reserved === undefined ? suggestKey(key, parameters) : undefined);
  return {
    key,
    table,
    known: someKeys(parameters),
    ...(suggestion !== undefined && { suggestion }),
    ...(belongsTo !== undefined && { belongsTo }),
  };
}

/** A diagnostic of a text, at its document; related places in the same text name no document yet. */
function placed(diagnostic: Omit<ConfigDiagnostic, "uri">, uri: string): ConfigDiagnostic {
  const related = diagnostic.related?.map(({ location, role }) => {
    return { role, location: { ...location, uri: location.uri === "" ? uri : location.uri } };
  });
  return { ...diagnostic, uri, ...(related && { related }) };
}
