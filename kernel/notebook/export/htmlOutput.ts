import type { JsonObject } from "../../model/index.ts";
import { isObject } from "../document.ts";
import { shownText } from "../multilineText.ts";
import { foreignHtml } from "./foreignHtml.ts";
import { markdown } from "./htmlMarkdown.ts";
import { escaped } from "./htmlText.ts";
import { imageAddress, svgAddress } from "./imageAddress.ts";
import { outputText } from "./markdown.ts";
import type { DrawOutput } from "./pictures.ts";
import { printedText } from "./printedText.ts";

/** The first that an output holds is shown. */
const imageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

/** One output of a cell; empty where there is nothing to show. */
export async function outputHtml(output: JsonObject, draw: DrawOutput): Promise<string> {
  const text = printedText(outputText(output));
  if (output.output_type === "stream")
    return `<pre class="${output.name === "stderr" ? "stderr" : "stream"}">${escaped(text)}</pre>`;
  if (output.output_type === "error") return `<pre class="error">${escaped(text)}</pre>`;
  const data = isObject(output.data) ? output.data : {};
  const [light, dark] = await Promise.all([draw(output, "light"), draw(output, "dark")]);
  if (light !== undefined) {
    const picture = dark === undefined ? "" : `<img class="dark" alt="" src="${svgAddress(dark)}">`;
    const kind = dark === undefined ? "" : ' class="light"';
    const caption = text === "" || text.startsWith("(a chart") ? "" : `<figcaption>${escaped(text)}</figcaption>`;
    const pictures = `<img${kind} alt="${escaped(text)}" src="${svgAddress(light)}">${picture}`;
    return `<figure><div class="picture">${pictures}</div>${caption}</figure>`;
  }
  for (const type of imageTypes) {
    if (data[type] !== undefined) return image(type, shownText(data[type]), text);
  }
  if (data["image/svg+xml"] !== undefined)
    return `<img alt="${escaped(text)}" src="${svgAddress(shownText(data["image/svg+xml"]))}">`;
  if (data["text/html"] !== undefined) return foreignHtml(shownText(data["text/html"]));
  if (data["text/markdown"] !== undefined) return markdown(shownText(data["text/markdown"]));
  const latex = printedText(shownText(data["text/latex"]));
  if (latex !== "") return `<pre>${escaped(latex)}</pre>`;
  return text === "" ? otherHtml(data) : `<pre>${escaped(text)}</pre>`;
}

/** Of an output without a text: JSON as it is written; of anything else, what it is. */
function otherHtml(data: JsonObject): string {
  if (data["application/json"] !== undefined)
    return `<pre>${escaped(JSON.stringify(data["application/json"], undefined, 2))}</pre>`;
  const types = Object.keys(data).filter((type) => type !== "text/plain" && type !== "text/latex");
  return types.length === 0 ? "" : leftOut(`An output (${types.join(", ")}) is left out: this page cannot show it.`);
}

function image(type: string, data: string, text: string): string {
  const address = imageAddress(type, data);
  return address === undefined
    ? leftOut(`An image (${type}) is left out: its data is not base64.`)
    : `<img alt="${escaped(text)}" src="${address}">`;
}

function leftOut(why: string): string {
  return `<p class="left-out">${escaped(why)}</p>`;
}
