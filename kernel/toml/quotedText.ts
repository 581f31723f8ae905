/**
 * Offset after the quoted text that begins at `start`; undefined where it is never closed. One of a single line is looked for up to the end of
 * its line alone.
 */
export function endOfQuotedText(text: string, start: number, endOfLine: number): number | undefined {
  const quote = text[start]!;
  const multiLine = text.startsWith(quote.repeat(3), start);
  const delimiter = multiLine ? quote.repeat(3) : quote;
  const end = multiLine ? text.length : endOfLine;
  for (let at = start + delimiter.length; at < end; at += 1) {
    if (quote === '"' && text[at] === "\\") at += 1;
    else if (text.startsWith(delimiter, at)) {
      let after = at + delimiter.length;
      // Up to two quotes may stand right before the closing three.
      for (let extra = 0; multiLine && extra < 2 && text[after] === quote; extra += 1) after += 1;
      return after;
    }
  }
  return undefined;
}
