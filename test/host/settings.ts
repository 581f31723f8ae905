import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export type Settings = Record<string, unknown>;

/** An editor that stays quiet: no welcome page, no AI, no network. */
export const quietSettings: Settings = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
};

/** Adds to the settings files, which a server reads at its start and, once it runs, at every change. */
export async function changeSettings(serverData: string, changes: Settings): Promise<void> {
  await editSettings(serverData, (settings) => ({ ...settings, ...changes }));
}

/** Leaves what is set as it is: somebody may have chosen it. */
export async function addMissingSettings(serverData: string, additions: Settings): Promise<void> {
  await editSettings(serverData, (settings) => ({ ...additions, ...settings }));
}

async function editSettings(serverData: string, edit: (settings: Settings) => Settings): Promise<void> {
  for (const scope of ["User", "Machine"]) {
    const file = join(serverData, "data", scope, "settings.json");
    await mkdir(dirname(file), { recursive: true });
    const settings = existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Settings) : {};
    await writeFile(file, `${JSON.stringify(edit(settings), null, 2)}\n`);
  }
}
