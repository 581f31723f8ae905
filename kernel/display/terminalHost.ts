import type { DisplayHost } from "./host.ts";
import { type MimeBundle, markdownMime, textMime } from "./mimeBundle.ts";

/** A plain Node script: the text of a bundle goes to standard output. */
export const terminalHost: DisplayHost = {
  isLive: false,
  show: (bundle) => {
    print(bundle);
    return print;
  },
};

function print(bundle: MimeBundle): void {
  const text = bundle[textMime] ?? bundle[markdownMime];
  if (typeof text === "string") process.stdout.write(`${text}\n`);
}
