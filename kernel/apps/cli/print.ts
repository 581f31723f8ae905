import { styleText } from "node:util";
import { terminalText } from "./terminalText.ts";

/** Results go to standard output, so that they can be piped; everything said about them goes to standard error. */
export function print(text: string): void {
  write(process.stdout, text);
}

export function printNote(text: string): void {
  write(process.stderr, text);
}

/** What is piped to a program is left as it is. */
function write(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${stream.isTTY ? terminalText(text) : text}\n`);
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
