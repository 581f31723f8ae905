import type { RunOptions } from "../model/index.ts";
import { plainValue } from "../toml/index.ts";
import type { ConfigDiagnostic } from "./code.ts";
import { readOverrides } from "./overrides.ts";
import { reservedTables } from "./reserved.ts";
import type { LayerSettings } from "./settings.ts";

const keys = ["until", "seed", "replications", "realtime", "factor"] as const;

/** The caller's run options, judged like the keys of `[run]`. */
export function readRunOverrides(run: RunOptions): { run: RunOptions; diagnostics: readonly ConfigDiagnostic[] } {
  const given = Object.fromEntries(Object.entries(run).filter(([, value]) => value !== undefined));
  const { settings, diagnostics } = readOverrides(given, reservedTables.run.keys);
  const valid = settings.filter((setting) => setting.valid).map(({ key }) => [key, given[key]] as const);
  return { run: Object.fromEntries(valid), diagnostics };
}

/** A factor slows down or speeds up the wall clock's pace: without that pace it does nothing, which whoever wrote it does not expect. */
export function* unusedFactor(layers: readonly LayerSettings[], run: RunOptions): Generator<ConfigDiagnostic> {
  const setting = layers.findLast(({ run: options }) => options.has("factor"))?.run.get("factor");
  if (setting === undefined || run.realtime === true) return;
  const { uri, keyRange: range } = setting;
  yield { uri, code: "unused-factor", severity: "warning", range, data: { key: "factor" } };
}

/** `[run]` of all layers, weakest first, then the caller's; `realtime` may also stand in `[workflow]`, as upstream has it. */
export function runOptionsOf(layers: readonly LayerSettings[], caller: RunOptions): RunOptions {
  const run: Record<string, unknown> = {};
  for (const layer of layers) {
    const inWorkflow = layer.workflow.get("realtime");
    if (inWorkflow?.valid) run.realtime = plainValue(inWorkflow.node);
    for (const key of keys) {
      const setting = layer.run.get(key);
      if (setting?.valid) run[key] = plainValue(setting.node);
    }
  }
  return { ...run, ...caller };
}
