import { Marked } from "marked";
import type { Json, JsonObject } from "../../model/index.ts";
import { elapsedMs, elapsedText } from "../../views/index.ts";
import { isObject, type NotebookCell, type NotebookDocument } from "../document.ts";
import { timingOf } from "../timing.ts";
import { htmlStyle } from "./htmlStyle.ts";
import { outputText } from "./markdown.ts";
import type { DrawOutput } from "./pictures.ts";
import { titleOf } from "./titles.ts";

export interface HtmlOptions {
  /** For a notebook without a heading. */
  readonly title: string;
  readonly draw: DrawOutput;
  /** Leave out the code. Default false. */
  readonly withoutCode?: boolean;
}

/** Nothing is loaded, and no script runs: what a notebook holds, others may have written. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

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
  if (cell.kind === "markdown") return `<section class="prose">\n${prose(cell)}</section>`;
  if (cell.kind === "raw") return "";
  const outputs: string[] = [];
  for (const output of cell.outputs) outputs.push(await outputHtml(output, options));
  const shown = outputs.filter((it) => it !== "");
  const code = options.withoutCode === true ? "" : codeHtml(cell);
  const outputArea = shown.length === 0 ? "" : `<div class="outputs">\n${shown.join("\n")}\n</div>`;
  return code === "" && outputArea === ""
    ? ""
    : `<section class="code" id="cell-${cell.id}">\n${code}${outputArea}\n</section>`;
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

async function outputHtml(output: JsonObject, { draw }: HtmlOptions): Promise<string> {
  const text = outputText(output);
  if (output.output_type === "stream")
    return `<pre class="${output.name === "stderr" ? "stderr" : "stream"}">${escaped(text)}</pre>`;
  if (output.output_type === "error") return `<pre class="error">${escaped(text)}</pre>`;
  const data = isObject(output.data) ? output.data : {};
  const [light, dark] = await Promise.all([draw(output, "light"), draw(output, "dark")]);
  if (light !== undefined) {
    const picture = dark === undefined ? "" : `<img class="dark" alt="" src="${asData(dark)}">`;
    const kind = dark === undefined ? "" : ' class="light"';
    const caption = text === "" || text.startsWith("(a chart") ? "" : `<figcaption>${escaped(text)}</figcaption>`;
    const pictures = `<img${kind} alt="${escaped(text)}" src="${asData(light)}">${picture}`;
    return `<figure><div class="picture">${pictures}</div>${caption}</figure>`;
  }
  for (const type of ["image/png", "image/jpeg", "image/gif"]) {
    if (data[type] !== undefined)
      return `<img alt="${escaped(text)}" src="data:${type};base64,${joined(data[type]).trim()}">`;
  }
  if (data["image/svg+xml"] !== undefined)
    return `<img alt="${escaped(text)}" src="${asData(joined(data["image/svg+xml"]))}">`;
  if (data["text/html"] !== undefined) return `<div class="html">${joined(data["text/html"])}</div>`;
  if (data["text/markdown"] !== undefined) return markdown(joined(data["text/markdown"]));
  return text === "" ? "" : `<pre>${escaped(text)}</pre>`;
}

/** As an image it cannot run anything, nor clash with the page's styles. */
function asData(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

function prose({ source, rest }: NotebookCell): string {
  const attachments = isObject(rest.attachments) ? rest.attachments : {};
  const withImages = source.replaceAll(/\(attachment:([^)\s]+)\)/g, (whole, name: string) => {
    const bundle = attachments[name];
    const [type, value] = isObject(bundle) ? (Object.entries(bundle)[0] ?? []) : [];
    return type === undefined ? whole : `(data:${type};base64,${joined(value)})`;
  });
  return markdown(withImages);
}

/** HTML inside Markdown is shown as text: a page that others open is no place for a stranger's markup. */
const renderer = new Marked({ gfm: true, renderer: { html: ({ text }) => escaped(text) } });

function markdown(source: string): string {
  return renderer.parse(source, { async: false });
}

function joined(value: Json | undefined): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map(joined).join("");
  return typeof value === "string" ? value : "";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
