import { colours } from "./htmlStyle.ts";
import { escaped, policy } from "./htmlText.ts";

const style = `${colours}
body { margin: 0.5rem 0; background: var(--page); color: var(--text); font: 16px/1.6 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); pointer-events: none; }
pre, code { font: 0.85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; font-size: 0.88rem; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid var(--line); }
img { max-width: 100%; }`;

/**
 * HTML that a cell made: in a frame that may do nothing, so that it cannot send the reader elsewhere, nor hide the page or write
 * over it. The product's own tables stay in the page.
 */
export function foreignHtml(html: string): string {
  if (html.length <= longestOwn && ownTable.test(html)) return `<div class="html">${html}</div>`;
  const inner = `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<style>${style}</style>
<body>${html}`;
  return `<iframe class="foreign" title="HTML output" sandbox style="--height:${guessedHeight(html)}rem" srcdoc="${escaped(inner)}"></iframe>`;
}

const table = (() => {
  const cell = (name: string) => `<${name}(?: style="text-align:(?:left|right)")?>[^<]*</${name}>`;
  const head = `<thead><tr>(?:${cell("th")})*</tr></thead>`;
  return `<table>\\n${head}\\n<tbody>\\n(?:<tr>(?:${cell("td")})*</tr>\\n)*</tbody>\\n</table>(?:\\n<p>[^<]*</p>)?`;
})();

/** A table of the product is shorter; of a much longer text the pattern would exhaust the stack. */
const longestOwn = 5_000_000;

/**
 * What `displayTable` and `replicationsOutput` make, to the letter. Whoever wrote it: these elements in this order, with text
 * without `<` between them, can do no harm.
 */
const ownTable = new RegExp(
  `^(?:${table}|<p>[^<]*</p>\\n(?:${table})?\\n<details><summary>Executions</summary><pre>[^<]*</pre></details>)$`,
);

/** In rem. A frame without scripts cannot tell its height, so what takes a line is counted, rather too much than too little. */
function guessedHeight(html: string): number {
  const visible = html.replaceAll(/<(style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "");
  const count = (pattern: RegExp) => visible.match(pattern)?.length ?? 0;
  const rows = count(/<(?:tr|p|li|br|div|dt|dd|hr|pre|h[1-6])\b/gi);
  const inPre = (visible.match(/<pre\b[\s\S]*?(?:<\/pre|$)/gi) ?? []).reduce(
    (sum, each) => sum + each.split("\n").length,
    0,
  );
  const wrapped = Math.ceil(visible.replaceAll(/<[^<>]*>/g, "").length / 90);
  const pictures = count(/<(?:img|svg|canvas|video)\b/gi);
  return Math.min(400, 3 + 2 * Math.max(rows + inPre, wrapped) + 20 * pictures);
}
