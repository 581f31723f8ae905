import type { Page } from "playwright-core";
import { changeSettings } from "../../host/settings.ts";

export const themes = {
  dark: { name: "Dark 2026", base: "vs-dark" },
  light: { name: "Light 2026", base: "vs" },
  highContrast: { name: "Default High Contrast", base: "hc-black" },
  highContrastLight: { name: "Default High Contrast Light", base: "hc-light" },
} as const;

/** The part of a workbench that is needed here. */
interface Window {
  page: Page;
  server: { serverData: string };
}

/** Changes the colour theme by way of the settings file, and waits until the window shows it. */
export async function switchTheme({ page, server }: Window, kind: keyof typeof themes): Promise<void> {
  const theme = themes[kind];
  await changeSettings(server.serverData, { "workbench.colorTheme": theme.name });
  await page.locator(`.monaco-workbench.${theme.base}`).waitFor();
}
