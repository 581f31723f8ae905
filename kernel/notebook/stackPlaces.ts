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
const namedPlaces = [
  String.raw`cell (?<cell>[^:\s()]+):(?<cellLine>\d+):(?<cellColumn>\d+)`,
  String.raw`(?<=\()(?<inside>(?:[A-Za-z]:)?[^():]+\.${file}):(?<insideLine>\d+):(?<insideColumn>\d+)(?=\))`,
  String.raw`(?<![^\s"'])(?<file>(?:[A-Za-z]:)?[^\s():"'<>]+\.${file}):(?<fileLine>\d+):(?<fileColumn>\d+)`,
  String.raw`(?<![^\s"'])(?<config>(?:[A-Za-z]:)?[^\s():"'<>,]+\.toml), line (?<configLine>\d+), column (?<configColumn>\d+)`,
];
/** How a configuration that was refused is explained below the cell that holds it: without a name. */
const ownPlace = String.raw`^line (?<ownLine>\d+), column (?<ownColumn>\d+)(?=:)`;
const placePattern = new RegExp(namedPlaces.join("|"), "g");
const placePatternInCell = new RegExp([...namedPlaces, ownPlace].join("|"), "g");
/** Longer lines are no frames; nobody is to wait for them. */
const longestLine = 2_000;

/**
 * A stack or a message, taken apart at the places that it names: the parts together are the whole text. `cell`: the one that
 * lines without a name are lines of.
 */
export function stackParts(stack: string, cell?: string): StackPart[] {
  const pattern = cell === undefined ? placePattern : placePatternInCell;
  const parts: StackPart[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push({ text: plain });
    plain = "";
  };
  for (const line of stack.split(/(?<=\n)/)) {
    let told = 0;
    for (const found of line.length > longestLine ? [] : line.matchAll(pattern)) {
      plain += line.slice(told, found.index);
      flush();
      parts.push({ text: found[0], place: placeOf(found.groups as Record<string, string | undefined>, cell) });
      told = found.index + found[0].length;
    }
    plain += line.slice(told);
  }
  flush();
  return parts;
}

function placeOf(groups: Record<string, string | undefined>, ownCell: string | undefined): FramePlace {
  const { inside, file: bare, config, ownLine, ownColumn } = groups;
  const cell = ownLine === undefined ? groups.cell : ownCell;
  const line = groups.cellLine ?? groups.insideLine ?? groups.fileLine ?? groups.configLine ?? ownLine;
  const column = groups.cellColumn ?? groups.insideColumn ?? groups.fileColumn ?? groups.configColumn ?? ownColumn;
  const position = { line: Math.max(0, Number(line) - 1), character: Math.max(0, Number(column) - 1) };
  return cell === undefined ? { file: inside ?? bare ?? config ?? "", position } : { cell, position };
}
