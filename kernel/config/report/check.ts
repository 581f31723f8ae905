import type { ConfigDiagnostic } from "../code.ts";
import { diagnosticsOf } from "../language/diagnostics.ts";
import { ConfigLanguageService, isWorkflowConfig, type LanguageWorld } from "../language/service.ts";
import type { MainSource } from "../layers.ts";

export interface Checked {
  readonly diagnostics: readonly ConfigDiagnostic[];
  /** The sources that were judged; TOML that has nothing to do with workflows is passed over. */
  readonly checked: readonly string[];
}

/**
 * Judges files and cells as an editor would, all in one go: what `wfnb check` reports.
 * A file that several configurations include is told of once.
 */
export async function checkConfigs(sources: readonly MainSource[], world: LanguageWorld): Promise<Checked> {
  const service = new ConfigLanguageService(world);
  const found = new Map<string, ConfigDiagnostic>();
  const checked: string[] = [];
  for (const source of sources) {
    const view = await service.viewOf(source);
    if (!isWorkflowConfig(view.document) && view.config.settings.size === 0 && source.kind !== "cell") continue;
    checked.push(source.uri);
    for (const diagnostic of diagnosticsOf(view)) {
      const { uri, code, range, data } = diagnostic;
      const identity = JSON.stringify([uri, code, range, data]);
      if (!found.has(identity)) found.set(identity, diagnostic);
    }
  }
  return { diagnostics: [...found.values()], checked };
}
