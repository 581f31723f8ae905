import { isGoingOn, type JsonObject } from "../../model/index.ts";
import { isObject, type NotebookDocument } from "../document.ts";
import { executionMime } from "../executionOutput.ts";

const pictureMime = "image/svg+xml";

/** Draws an output as SVG for a light or a dark page; undefined where it is no picture. */
export type DrawOutput = (output: JsonObject, theme: "light" | "dark") => Promise<string | undefined>;

/**
 * The notebook with a picture beside each execution that has ended and each chart, for programs that draw neither.
 * An output that has a picture keeps it.
 */
export async function withPictures(document: NotebookDocument, draw: DrawOutput): Promise<NotebookDocument> {
  const cells = [];
  for (const cell of document.cells) {
    const outputs = [];
    for (const output of cell.outputs) outputs.push(await withPicture(output, draw));
    cells.push({ ...cell, outputs });
  }
  return { ...document, cells };
}

async function withPicture(output: JsonObject, draw: DrawOutput): Promise<JsonObject> {
  const { data } = output;
  if (!isObject(data) || Object.keys(data).some((mime) => mime.startsWith("image/")) || isRunning(data)) return output;
  const svg = await draw(output, "light");
  return svg === undefined ? output : { ...output, data: { ...data, [pictureMime]: onWhite(svg) } };
}

/** Its picture would be another one a moment later. */
function isRunning(data: JsonObject): boolean {
  const execution = data[executionMime];
  return isObject(execution) && isGoingOn(execution);
}

/** Dark ink on no ground cannot be read where the page is dark. */
function onWhite(svg: string): string {
  return svg.replace(/<svg\b([^>]*)>/, (tag) => `${tag}<rect width="100%" height="100%" fill="white"/>`);
}
