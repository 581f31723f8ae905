import { type StackPart, stackParts } from "./stackPlaces.ts";

/** An error as an output keeps it. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** The id of the cell that it stands below, where that is known. */
  readonly cell?: string;
}

/** An error for the eye: what went wrong, and below it where. */
export interface ErrorText {
  readonly title: readonly StackPart[];
  /** Frames, and whatever else the stack says beyond the title. */
  readonly frames: readonly StackPart[];
}

/** More is in the notebook's file, and nobody reads it here. */
const mostLines = 200;
const mostCharacters = 20_000;

/** Our own names of failures say less than what follows them. */
const unspokenNames: ReadonlySet<string> = new Set([
  "ExecutionFailed",
  "InvalidConfiguration",
  "CellInterruptedError",
  "ThreadLostError",
  "Thrown",
  "",
]);

/** Colours of a terminal, which other programs' tracebacks have. */
const terminalColours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g");

/** Says nothing twice: a stack begins with its message. */
export function errorText(error: ToldError): ErrorText {
  const [name, message, stack] = [error.name, error.message, error.stack].map((text) =>
    text.replaceAll(terminalColours, ""),
  ) as [string, string, string];
  const title = unspokenNames.has(name) || message.startsWith(`${name}:`) ? message : `${name}: ${message}`;
  const frames = stack.slice(lengthOfTold(stack, [title, `${name}: ${message}`, message])).replace(/^\n/, "");
  return {
    title: stackParts(shortened(title), name === "InvalidConfiguration" ? error.cell : undefined),
    frames: stackParts(shortened(frames)),
  };
}

function lengthOfTold(stack: string, told: readonly string[]): number {
  return told.find((text) => stack === text || stack.startsWith(`${text}\n`))?.length ?? 0;
}

function shortened(text: string): string {
  const lines = text.length > mostCharacters ? text.slice(0, mostCharacters).split("\n") : text.split("\n");
  const shown = lines.slice(0, mostLines).join("\n");
  return shown.length === text.length ? text : `${shown}\n… ${text.length - shown.length} more characters`;
}
