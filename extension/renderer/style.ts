/** The editor's own look: every colour is one of its variables, so that it follows the theme by itself. */
export const style = `
.wfnb-output { color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size, 13px); padding: 6px 2px 4px; }
.wfnb-output [hidden] { display: none !important; }
.wfnb-header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; margin: 0 0 6px; }
.wfnb-id { font-weight: 600; user-select: all; overflow-wrap: anywhere; max-height: 6em; overflow: auto; }
.wfnb-status { white-space: nowrap; }
.wfnb-status[data-status=completed] .wfnb-glyph { color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); }
.wfnb-status[data-status=failed] .wfnb-glyph { color: var(--vscode-errorForeground, var(--vscode-foreground)); }
.wfnb-status[data-status=running] .wfnb-glyph { color: var(--vscode-charts-blue, var(--vscode-foreground)); }
.wfnb-status[data-status=cancelled] .wfnb-glyph { color: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
.wfnb-figures { color: var(--vscode-descriptionForeground); flex: 1 1 220px; min-width: 0; overflow-wrap: anywhere; max-height: 6em; overflow: auto; }
.wfnb-actions { display: flex; flex-wrap: wrap; gap: 4px; margin-left: auto; }
.wfnb-actions button { background: transparent; color: inherit; border: 1px solid transparent; border-radius: 4px; padding: 1px 7px; font: inherit; font-size: 0.92em; cursor: pointer; opacity: 0.85; }
.wfnb-actions button:hover { background: var(--vscode-toolbar-hoverBackground, rgba(127, 127, 127, 0.2)); opacity: 1; }
.wfnb-actions button[aria-pressed=true] { background: var(--vscode-toolbar-activeBackground, rgba(127, 127, 127, 0.3)); }
.vscode-high-contrast .wfnb-actions button { border-color: var(--vscode-contrastBorder, currentColor); opacity: 1; }
.wfnb-actions button:focus-visible, .wfnb-figure:focus-visible, .wfnb-tables:focus-visible, .wfnb-records-heading:focus-visible { outline: 1px solid var(--vscode-focusBorder, currentColor); outline-offset: 1px; }
.wfnb-figure { position: relative; border-radius: 2px; }
.wfnb-timeline { position: relative; min-height: 24px; }
.wfnb-chart { position: relative; overflow-x: auto; }
.wfnb-view { position: relative; }
.wfnb-timeline svg { display: block; max-width: 100%; }
.wfnb-note { color: var(--vscode-descriptionForeground); margin: 2px 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.wfnb-note[data-kind=error] { color: var(--vscode-errorForeground, var(--vscode-foreground)); }
.wfnb-progress { height: 2px; background: var(--vscode-progressBar-background, currentColor); width: 0; margin-bottom: 4px; }
.wfnb-window { color: var(--vscode-descriptionForeground); font-size: 0.95em; margin-top: 2px; overflow-wrap: anywhere; white-space: pre-wrap; max-height: 12em; overflow: auto; }
.wfnb-tooltip { position: absolute; z-index: 10; pointer-events: none; max-width: 340px; padding: 4px 8px; border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, #8888)); border-radius: 3px; background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background, Canvas)); color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground)); font-size: 0.92em; overflow-wrap: anywhere; }
.wfnb-tooltip div { display: grid; grid-template-columns: 5.5em 1fr; gap: 6px; }
.wfnb-tooltip span { color: var(--vscode-descriptionForeground); }
.wfnb-tooltip b { font-weight: 500; }
.wfnb-records { margin-top: 6px; border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, rgba(127, 127, 127, 0.25))); padding-top: 4px; }
.wfnb-records-heading { font-weight: 600; overflow-wrap: anywhere; max-height: 6em; overflow: auto; outline-offset: 1px; }
.wfnb-records .wfnb-actions { align-items: baseline; margin: 0; }
.wfnb-records-told { color: var(--vscode-descriptionForeground); flex: 1 1 auto; }
.wfnb-records button:disabled { opacity: 0.4; cursor: default; }
.wfnb-timeline .role-mark path[aria-label] { cursor: pointer; }
.wfnb-tables { max-height: 360px; overflow: auto; margin-top: 6px; }
.wfnb-tables table { border-collapse: collapse; margin: 0 0 12px; font-size: 0.95em; }
.wfnb-tables caption { text-align: left; font-weight: 600; padding: 2px 0; }
.wfnb-tables th, .wfnb-tables td { text-align: left; padding: 2px 14px 2px 0; font-variant-numeric: tabular-nums; max-width: 340px; overflow-wrap: break-word; vertical-align: top; border-bottom: 1px solid var(--vscode-panel-border, rgba(127, 127, 127, 0.25)); }
.wfnb-records th, .wfnb-records td:nth-child(-n+2) { white-space: nowrap; }
.wfnb-records td:last-child { min-width: 12em; }
.wfnb-tables th { font-weight: 500; color: var(--vscode-descriptionForeground); }
.wfnb-error { color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size, 13px); padding: 4px 2px; border-left: 3px solid var(--vscode-errorForeground, currentColor); padding-left: 8px; }
.wfnb-error-title { color: var(--vscode-errorForeground, var(--vscode-foreground)); white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24em; overflow: auto; }
.wfnb-stack { font-family: var(--vscode-editor-font-family, monospace); font-size: var(--vscode-editor-font-size, 12px); color: var(--vscode-descriptionForeground); margin: 4px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24em; overflow: auto; }
.wfnb-link { background: none; border: 0; padding: 0; font: inherit; color: var(--vscode-textLink-foreground, var(--vscode-foreground)); text-align: left; overflow-wrap: anywhere; cursor: pointer; }
.wfnb-link:hover { text-decoration: underline; color: var(--vscode-textLink-activeForeground, var(--vscode-foreground)); }
.vscode-high-contrast .wfnb-link { text-decoration: underline; }
.wfnb-link:focus-visible, .wfnb-stack:focus-visible { outline: 1px solid var(--vscode-focusBorder, currentColor); outline-offset: 1px; }
@media (prefers-reduced-motion: no-preference) {
  body:not(.vscode-reduce-motion) .wfnb-status[data-status=running] .wfnb-glyph { animation: wfnb-pulse 1.6s ease-in-out infinite; }
  body:not(.vscode-reduce-motion) .wfnb-progress { transition: width 0.2s linear; }
}
@keyframes wfnb-pulse { 50% { opacity: 0.35; } }
`;
