/** A fence of tildes may have backticks behind it. */
const openingFence = /^(?<indent> {0,3})(?<fence>`{3,}(?=[^`]*$)|~{3,})(?<info>[^\n]*)$/;

/** A line of prose, or a fenced block. */
export interface MarkdownBlock {
  /** Undefined for prose. */
  readonly info: string | undefined;
  readonly body: string;
  readonly whole: string;
}

/** The blocks of a text with plain line ends, in their order. */
export function blocksOf(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  const all = text.split("\n");
  // Fences that nothing closes any more: each is looked for once only.
  const unclosed = new Set<string>();
  for (let at = 0; at < all.length; ) {
    const open = openingFence.exec(all[at]!)?.groups as { indent: string; fence: string; info: string } | undefined;
    const end = open === undefined || unclosed.has(open.fence) ? -1 : closingLine(all, at, open.fence);
    if (open !== undefined && end < 0) unclosed.add(open.fence);
    if (open === undefined || end < 0) {
      blocks.push({ info: undefined, body: all[at]!, whole: all[at]! });
      at += 1;
    } else {
      const indent = new RegExp(`^ {0,${open.indent.length}}`);
      const body = all.slice(at + 1, end).map((line) => line.replace(indent, ""));
      blocks.push({ info: open.info.trim(), body: body.join("\n"), whole: all.slice(at, end + 1).join("\n") });
      at = end + 1;
    }
  }
  return blocks;
}

/** Whether a line opens a fence, closed or not. */
export function opensFence(line: string): boolean {
  return openingFence.test(line);
}

/** The line that closes the fence of a line; -1 if none does. */
function closingLine(all: readonly string[], at: number, fence: string): number {
  for (let line = at + 1; line < all.length; line += 1) if (closes(all[line]!, fence)) return line;
  return -1;
}

/** As CommonMark has it: a fence of the same characters, as long as the first or longer, with nothing behind it. */
function closes(line: string, fence: string): boolean {
  const closing = /^ {0,3}(?<closing>`{3,}|~{3,})\s*$/.exec(line)?.groups?.closing;
  return closing?.startsWith(fence) === true;
}
