import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Position, Range } from "../../text/index.ts";
import { responsibleWord } from "../responsibleWord.ts";

/** A place in a cell's own text. */
export interface CellPlace {
  readonly cell: string;
  readonly position: Position;
}

interface CellScript {
  readonly cell: string;
  readonly source: string;
  readonly map: string;
  traced?: TraceMap;
}

/** The scripts that cells were rewritten to, and the way back: a stack names cells, with the lines that the user wrote. */
export class CellScripts {
  readonly #scripts = new Map<string, CellScript>();

  /** Returns the name to evaluate the script under: one for each time that a cell runs. */
  add(cell: string, source: string, map: string): string {
    const name = `wfnb-cell:${cell}:${this.#scripts.size + 1}`;
    this.#scripts.set(name, { cell, source, map });
    return name;
  }

  /** A stack that ends where the cell begins, with `cell <id>:line:column` for every place in one; so too the stacks of its causes. */
  describe(stack: string): string {
    return stack
      .split(/\n(?=Caused by: )/)
      .map((part) => this.#describePart(part))
      .join("\n");
  }

  #describePart(stack: string): string {
    const lines = stack.split("\n");
    const isFrame = (line: string) => /^\s+at /.test(line);
    const ofCells = lines.findLastIndex((line) => isFrame(line) && line.includes("wfnb-cell:"));
    return lines
      .filter((line, index) => !isFrame(line) || index <= ofCells)
      .filter(
        (line) =>
          !isFrame(line) ||
          !/node:internal|\(node:|at node:|\/kernel\/notebook\/|\/(dist|kernel)\/session\.js/.test(line),
      )
      .map((line) => line.replaceAll(framePattern, (frame) => this.#told(frame) ?? frame))
      .join("\n");
  }

  /** The innermost place of a raw stack that lies in a cell. */
  placeOf(stack: string): CellPlace | undefined {
    const [frame] = stack.match(framePattern) ?? [];
    return frame === undefined ? undefined : this.#place(frame);
  }

  /** What to mark of a place where this was thrown. */
  rangeAt({ cell, position }: CellPlace, message: string): Range {
    const script = [...this.#scripts.values()].findLast((it) => it.cell === cell);
    const line = script?.source.split("\n")[position.line] ?? "";
    return responsibleWord(line, position, message);
  }

  #told(frame: string): string | undefined {
    const place = this.#place(frame);
    if (place === undefined) return undefined;
    return `cell ${place.cell}:${place.position.line + 1}:${place.position.character + 1}`;
  }

  #place(frame: string): CellPlace | undefined {
    const { name, line, column } = /^(?<name>.*):(?<line>\d+):(?<column>\d+)$/.exec(frame)!.groups!;
    const script = this.#scripts.get(name!);
    if (script === undefined) return undefined;
    script.traced ??= new TraceMap(script.map);
    const found = originalPositionFor(script.traced, { line: Number(line), column: Number(column) - 1 });
    if (found.line === null) return undefined;
    return { cell: script.cell, position: { line: found.line - 1, character: found.column } };
  }
}

const framePattern = /wfnb-cell:[^:\s()]+:\d+:\d+:\d+/g;
