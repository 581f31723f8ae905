import type { ConfigDiagnostic } from "../code.ts";
import { diagnosticsOf } from "../language/diagnostics.ts";
import { ConfigLanguageService, isTestbed, isWorkflowConfig, type LanguageWorld } from "../language/service.ts";
import type { MainSource } from "../layers.ts";

export interface CheckedSource extends MainSource {
  /** Did the user name this very file, and not a folder that it is in? Then it is judged even if it looks like no configuration. */
  readonly isNamed?: boolean;
}

export interface Checked {
  readonly diagnostics: readonly ConfigDiagnostic[];
  /** The sources that were judged; TOML that has nothing to do with workflows is passed over, unless it was named. */
  readonly checked: readonly string[];
  /** Names of the workflows that they ask for. */
  readonly workflows: ReadonlySet<string>;
}

/**
 * Judges files and cells as an editor would, all in one go: what `wfnb check` reports.
 * A file that several configurations include is told of once.
 */
export async function checkConfigs(sources: readonly CheckedSource[], world: LanguageWorld): Promise<Checked> {
  const service = new ConfigLanguageService(world);
  const found = new Map<string, ConfigDiagnostic>();
  const checked: string[] = [];
  const asked = new Set<string>();
  for (const source of sources) {
    let view = await service.viewOf(source);
    if (!isWorkflowConfig(view.document) && view.config.settings.size === 0 && source.kind !== "cell") {
      if (source.isNamed !== true) continue;
      // That keys are unknown says little about a file of another program: that it names no workflow says why.
      const { diagnostics } = view.config;
      const isBroken = diagnostics.some(({ severity, code }) => severity === "error" && code !== "unknown-parameter");
      // A cell is never taken for a part of other configurations: so a file that is judged as one is told that.
      if (!isBroken && !isTestbed(source.uri)) view = await service.viewOf({ ...source, kind: "cell" });
    }
    checked.push(source.uri);
    asked.add(view.config.workflowName);
    for (const diagnostic of diagnosticsOf(view)) {
      const { uri, code, range, data } = diagnostic;
      const identity = JSON.stringify([uri, code, range, data]);
      if (!found.has(identity)) found.set(identity, diagnostic);
    }
  }
  return { diagnostics: [...found.values()], checked, workflows: asked };
}
