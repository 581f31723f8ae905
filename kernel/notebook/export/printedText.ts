import { stripVTControlCharacters } from "node:util";

/** A printed text as a page can show it: without colours and movements, each line as its last carriage return left it. */
export function printedText(text: string): string {
  return stripVTControlCharacters(text).split("\n").map(lastWritten).join("\n");
}

/** Progress that writes over itself is read where it ended. */
function lastWritten(line: string): string {
  return line.split("\r").findLast((part) => part !== "") ?? "";
}
