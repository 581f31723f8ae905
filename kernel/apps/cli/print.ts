import { styleText } from "node:util";

/** Results go to standard output, so that they can be piped; everything said about them goes to standard error. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** An error as a sentence; its stack only where it is no sentence meant for users. */
export function printError(error: unknown): void {
  printNote(
    `${styleText("red", "wfnb:", { stream: process.stderr })} ${error instanceof Error ? error.message : String(error)}`,
  );
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}
