import { colours } from "./htmlStyle.ts";
import { escaped, policy } from "./htmlText.ts";
import { plainHtml } from "./plainHtml.ts";

const style = `${colours}
body { margin: 0.5rem 0; background: var(--page); color: var(--text); font: 16px/1.6 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); pointer-events: none; }
pre, code { font: 0.85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; font-size: 0.88rem; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid var(--line); }
img { max-width: 100%; }`;

/**
 * HTML that a cell made. What is no more than texts and tables stands in the page, as high as it is; all else in a frame that may do
 * nothing, so that it cannot send the reader elsewhere, nor hide the page or write over it.
 */
export function foreignHtml(html: string): string {
  const plain = html.length <= longestPlain ? plainHtml(html) : undefined;
  if (plain !== undefined) return `<div class="html">${plain}</div>`;
  const inner = `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<style>${style}</style>
<body>${html}`;
  const frame = `<iframe title="HTML output" sandbox srcdoc="${escaped(inner)}"></iframe>`;
  return `<div class="foreign" style="--height:${guessedHeight(html)}rem">${frame}</div>`;
}

/** Characters; looking through as many takes half a second. */
const longestPlain = 1_000_000;

/** In rem. A frame without scripts cannot tell its height, so what takes a line is counted, rather too much than too little. */
function guessedHeight(html: string): number {
  const visible = html.replaceAll(/<(style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "");
  const count = (pattern: RegExp) => visible.match(pattern)?.length ?? 0;
  const rows = count(/<(?:tr|li|br|div|dt|dd)\b/gi) + 1.4 * count(/<(?:p|hr|pre|h[1-6])\b/gi);
  const inPre = (visible.match(/<pre\b[\s\S]*?(?:<\/pre|$)/gi) ?? []).reduce(
    (sum, each) => sum + each.split("\n").length,
    0,
  );
  const wrapped = Math.ceil(visible.replaceAll(/<[^<>]*>/g, "").length / 90);
  const pictures = count(/<(?:img|svg|canvas|video)\b/gi);
  // With styles of its own there is more around the lines; the corner at which it is resized takes its place too.
  const around = /<style\b|\sstyle=/i.test(html) ? 6 : 4;
  return Math.min(400, around + Math.ceil(2 * Math.max(rows + inPre, wrapped)) + 20 * pictures);
}
