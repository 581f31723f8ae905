import { Marked } from "marked";
import { escaped } from "./htmlText.ts";

/** HTML inside Markdown is shown as text: a page that others open is no place for a stranger's markup. */
const renderer = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escaped(text),
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

export function markdown(source: string): string {
  return renderer.parse(source, { async: false });
}

/** Not `javascript:` and its like; parsed as browsers do, since they overlook tabs and line ends in a scheme. */
function leadsToPage(address: string): boolean {
  const protocol = URL.parse(address, "https://relative.invalid/")?.protocol;
  return protocol === "https:" || protocol === "http:" || protocol === "mailto:";
}
