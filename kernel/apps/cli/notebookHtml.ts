import { basename } from "node:path";
import { drawOutputWith } from "../../display/drawOutput.ts";
import { svgOf } from "../../display/picture.ts";
import type { NotebookDocument } from "../../notebook/document.ts";
import { toHtml } from "../../notebook/export/html.ts";
import type { DrawOutput } from "../../notebook/export/pictures.ts";
import type { Kernel } from "../../runner/kernel.ts";

/** A notebook as one HTML file; timelines are drawn from the executions in the store, where it has them. */
export function notebookHtml(
  document: NotebookDocument,
  path: string,
  kernel: Kernel,
  withoutCode = false,
): Promise<string> {
  return toHtml(document, { title: basename(path).replace(/\.\w+$/, ""), withoutCode, draw: drawnFrom(kernel) });
}

/** Pictures of outputs, without a browser. */
export function drawnFrom(kernel: Kernel): DrawOutput {
  return drawOutputWith({
    draw: svgOf,
    timeline: (executionId) => kernel.timeline(executionId),
  });
}
