import type { Position } from "../text/index.ts";

/** Where a stack frame lies: in a cell of the notebook, or in a file. */
export interface FramePlace {
  readonly cell?: string;
  readonly file?: string;
  readonly position: Position;
}

/** A piece of a stack, and the place that it names, if it names one. */
export interface StackPart {
  readonly text: string;
  readonly place?: FramePlace;
}

/** Where people write code and configurations; in parentheses a path may have spaces. */
const file = "(?:[cm]?[jt]sx?|toml)";
const placePattern = new RegExp(
  [
    String.raw`cell (?<cell>[^:\s()]+):(?<cellLine>\d+):(?<cellColumn>\d+)`,
    String.raw`(?<=\()(?<inside>(?:[A-Za-z]:)?[^():]+\.${file}):(?<insideLine>\d+):(?<insideColumn>\d+)(?=\))`,
    String.raw`(?<![^\s"'])(?<file>(?:[A-Za-z]:)?[^\s():"'<>]+\.${file}):(?<fileLine>\d+):(?<fileColumn>\d+)`,
    String.raw`(?<![^\s"'])(?<config>(?:[A-Za-z]:)?[^\s():"'<>,]+\.toml), line (?<configLine>\d+), column (?<configColumn>\d+)`,
  ].join("|"),
  "g",
);
/** Longer lines are no frames; nobody is to wait for them. */
const longestLine = 2_000;

/** A stack or a message, taken apart at the places that it names: the parts together are the whole text. */
export function stackParts(stack: string): StackPart[] {
  const parts: StackPart[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push({ text: plain });
    plain = "";
  };
  for (const line of stack.split(/(?<=\n)/)) {
    let told = 0;
    for (const found of line.length > longestLine ? [] : line.matchAll(placePattern)) {
      plain += line.slice(told, found.index);
      flush();
      parts.push({ text: found[0], place: placeOf(found.groups as Record<string, string | undefined>) });
      told = found.index + found[0].length;
    }
    plain += line.slice(told);
  }
  flush();
  return parts;
}

function placeOf(groups: Record<string, string | undefined>): FramePlace {
  const { cell, inside, file: bare, config } = groups;
  const line = groups.cellLine ?? groups.insideLine ?? groups.fileLine ?? groups.configLine;
  const column = groups.cellColumn ?? groups.insideColumn ?? groups.fileColumn ?? groups.configColumn;
  const position = { line: Math.max(0, Number(line) - 1), character: Math.max(0, Number(column) - 1) };
  return cell === undefined ? { file: inside ?? bare ?? config ?? "", position } : { cell, position };
}
