import { elapsedMs, elapsedText } from "../../views/index.ts";
import type { NotebookCell, NotebookDocument } from "../document.ts";
import { timingOf } from "../timing.ts";
import { attachmentsOf } from "./attachments.ts";
import { markdown } from "./htmlMarkdown.ts";
import { outputHtml } from "./htmlOutput.ts";
import { htmlStyle } from "./htmlStyle.ts";
import { escaped, policy } from "./htmlText.ts";
import type { DrawOutput } from "./pictures.ts";
import { titleOf } from "./titles.ts";

export interface HtmlOptions {
  /** For a notebook without a heading. */
  readonly title: string;
  readonly draw: DrawOutput;
  /** Leave out the code. Default false. */
  readonly withoutCode?: boolean;
}

/** A notebook as one HTML file that needs nothing else: pictures inside, light or dark as the reader's system is. */
export async function toHtml(document: NotebookDocument, options: HtmlOptions): Promise<string> {
  const cells: string[] = [];
  for (const cell of document.cells) cells.push(await cellHtml(cell, options));
  const title = titleOf(document, options.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>
${htmlStyle}
</style>
</head>
<body>
<main>
${cells.join("\n")}
</main>
</body>
</html>
`;
}

async function cellHtml(cell: NotebookCell, options: HtmlOptions): Promise<string> {
  if (cell.kind === "markdown")
    return `<section class="prose">\n${markdown(cell.source, attachmentsOf(cell))}</section>`;
  if (cell.kind === "raw") return "";
  const outputs: string[] = [];
  for (const output of cell.outputs) outputs.push(await outputHtml(output, options.draw));
  const shown = outputs.filter((it) => it !== "");
  const code = options.withoutCode === true ? "" : codeHtml(cell);
  const outputArea = shown.length === 0 ? "" : `<div class="outputs">\n${shown.join("\n")}\n</div>`;
  return code === "" && outputArea === ""
    ? ""
    : `<section class="code" id="cell-${escaped(cell.id)}">\n${code}${outputArea}\n</section>`;
}

function codeHtml({ executionCount, language, source, metadata }: NotebookCell): string {
  const timing = timingOf(metadata);
  const elapsed = timing === undefined ? null : elapsedMs(timing.started, timing.ended);
  const count = executionCount === null ? "" : `<span>[${executionCount}]</span> `;
  const took = elapsed === null ? "" : ` <span class="took">${elapsedText(elapsed)}</span>`;
  return `<div class="about">${count}${escaped(language)}${took}</div>\n<pre class="source"><code>${highlighted(source, language)}</code></pre>\n`;
}

/** Comments, texts and numbers: enough for the eye, in any of the languages. */
function highlighted(source: string, language: string): string {
  const comment = language === "toml" ? "#.*" : "\\/\\/.*|\\/\\*[\\s\\S]*?\\*\\/";
  const heading = language === "toml" ? "|(?<heading>^\\s*\\[.*?\\]\\]?\\s*$)" : "";
  const pattern = new RegExp(
    `(?<comment>${comment})|(?<text>"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'|\`(?:[^\`\\\\]|\\\\.)*\`)${heading}|(?<number>\\b\\d[\\d_.]*(?:e[+-]?\\d+)?\\b)`,
    "gm",
  );
  let html = "";
  let at = 0;
  for (const found of source.matchAll(pattern)) {
    const [kind] = Object.entries(found.groups!).find(([, text]) => text !== undefined)!;
    html += `${escaped(source.slice(at, found.index))}<span class="${kind}">${escaped(found[0])}</span>`;
    at = found.index + found[0].length;
  }
  return html + escaped(source.slice(at));
}
