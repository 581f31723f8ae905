import { Marked, type Token } from "marked";
import type { Json, JsonObject } from "../../model/index.ts";
import { isObject } from "../document.ts";
import { shownText } from "../multilineText.ts";
import { attachmentName, isAttachmentAddress } from "./attachments.ts";
import { escaped } from "./htmlText.ts";
import { imageAddress, svgAddress } from "./imageAddress.ts";

/** HTML inside Markdown is shown as text: a page that others open is no place for a stranger's markup. */
const renderer = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escaped(text),
    // One that is left: what it means is not there, or no image.
    image: ({ href }) =>
      isAttachmentAddress(href) &&
      `<span class="left-out">An image (${escaped(href)}) is left out: the cell has no such image.</span>`,
    link({ href, title, tokens }) {
      const text = this.parser.parseInline(tokens);
      // Escaped here and as a whole: an entity in an address could otherwise spell what was not looked at.
      const address = href.replaceAll("&amp;", "&");
      if (!leadsToPage(address)) return text;
      const hint = title === null || title === undefined ? "" : ` title="${escaped(title)}"`;
      return `<a href="${escaped(address)}"${hint}>${text}</a>`;
    },
  },
});

/** `attachments`: the files that a cell brings along. */
export function markdown(source: string, attachments: JsonObject = {}): string {
  const tokens = renderer.lexer(source);
  void renderer.walkTokens(tokens, (token) => putIn(token, attachments));
  return renderer.parser(tokens);
}

/** An attached image gets an address that has its data. */
function putIn(token: Token, attachments: JsonObject): void {
  if (token.type !== "image") return;
  const name = attachmentName(attachments, (token.href as string).replaceAll("&amp;", "&"));
  const address = name === undefined ? undefined : attachedImage(attachments[name]);
  if (address !== undefined) token.href = address;
}

function attachedImage(bundle: Json | undefined): string | undefined {
  const entries = isObject(bundle) ? Object.entries(bundle) : [];
  const [type, value] = entries.find(([each]) => each.startsWith("image/")) ?? [];
  if (type === undefined) return undefined;
  const data = shownText(value);
  // An SVG may stand there as the text that it is.
  return imageAddress(type, data) ?? (type === "image/svg+xml" && data !== "" ? svgAddress(data) : undefined);
}

/** Not `javascript:` and its like; parsed as browsers do, since they overlook tabs and line ends in a scheme. */
function leadsToPage(address: string): boolean {
  const protocol = URL.parse(address, "https://relative.invalid/")?.protocol;
  return protocol === "https:" || protocol === "http:" || protocol === "mailto:";
}
