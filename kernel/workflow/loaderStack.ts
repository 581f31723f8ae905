import { resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

export interface SourcePlace {
  readonly file: string;
  /** Zero-based. */
  readonly line: number;
  readonly character: number;
}

/** Turns places in a bundle into places in the TypeScript files that it was made from. */
export class StackMapper {
  readonly #scriptName: string;
  readonly #mapText: string;
  readonly #workspace: string;
  #map: TraceMap | undefined;

  constructor(scriptName: string, mapText: string, workspace: string) {
    this.#scriptName = scriptName;
    this.#mapText = mapText;
    this.#workspace = workspace;
  }

  /** A stack with `path.ts:line:column` in place of the bundle's own, one-based as editors make them clickable. */
  map(stack: string): string {
    return stack.replaceAll(this.#pattern, (place, line: string, column: string) => {
      const original = this.#place(Number(line), Number(column));
      return original === undefined ? place : `${original.file}:${original.line + 1}:${original.character + 1}`;
    });
  }

  /** The TypeScript places that a mapped stack names, innermost first. */
  places(mappedStack: string): SourcePlace[] {
    return [...mappedStack.matchAll(/(?:\(|at )((?:\/|[A-Za-z]:\\)[^()\n]*?):(\d+):(\d+)\)?$/gm)]
      .filter(([, file]) => file!.startsWith(this.#workspace))
      .map(([, file, line, column]) => ({ file: file!, line: Number(line) - 1, character: Number(column) - 1 }));
  }

  get #pattern(): RegExp {
    const escaped = this.#scriptName.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    return new RegExp(`${escaped}:(\\d+):(\\d+)`, "g");
  }

  #place(line: number, column: number): SourcePlace | undefined {
    this.#map ??= new TraceMap(this.#mapText);
    const original = originalPositionFor(this.#map, { line, column: column - 1 });
    if (original.source === null) return undefined;
    return {
      file: resolve(this.#workspace, pathOf(original.source)),
      line: original.line - 1,
      character: original.column,
    };
  }
}

/** Sources in a map are addresses: a space in a file's name stands there as `%20`. Source: ECMA-426, section 10. */
function pathOf(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}
