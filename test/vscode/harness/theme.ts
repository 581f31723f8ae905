import { changeSettings } from "../../host/settings.ts";
import type { Workbench } from "./workbench.ts";

const themes = { dark: { name: "Dark 2026", base: "vs-dark" }, light: { name: "Light 2026", base: "vs" } } as const;

/** Changes the colour theme by way of the settings file, and waits until the window shows it. */
export async function switchTheme({ page, server }: Workbench, kind: keyof typeof themes): Promise<void> {
  const theme = themes[kind];
  await changeSettings(server.serverData, { "workbench.colorTheme": theme.name });
  await page.locator(`.monaco-workbench.${theme.base}`).waitFor();
}
