import { type ThemeName, type TimelineTheme, themes } from "../../kernel/timeline/index.ts";

/** The editor's own colours and type, over the base that fits its kind of theme. */
export function editorTheme(body: HTMLElement): TimelineTheme {
  const base = themes[themeName(body)];
  const style = getComputedStyle(body);
  const variable = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
  const colour = (name: string, otherwise: string): string => opaque(variable(name)) ?? otherwise;
  const paper = colour("notebook-editorBackground", colour("editor-background", base.paper));
  return {
    ...base,
    paper,
    foreground: colour("foreground", colour("editor-foreground", base.foreground)),
    muted: base.outlines ? base.muted : colour("descriptionForeground", base.muted),
    font: variable("font-family") || base.font,
  };
}

/** When the user changes the theme, the editor changes the classes and the style of the body. */
export function onThemeChange(body: HTMLElement, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(body, { attributes: true, attributeFilter: ["class", "style", "data-vscode-theme-id"] });
  observer.observe(body.ownerDocument.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return () => observer.disconnect();
}

function themeName(body: HTMLElement): ThemeName {
  const is = (name: string): boolean => body.classList.contains(name);
  if (is("vscode-high-contrast-light")) return "highContrastLight";
  if (is("vscode-high-contrast")) return "highContrast";
  return is("vscode-dark") ? "dark" : "light";
}

/** Colours that Vega can read and that need nothing behind them; others are left to the base. */
function opaque(colour: string): string | undefined {
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) || /^rgb\(/.test(colour) ? colour : undefined;
}
