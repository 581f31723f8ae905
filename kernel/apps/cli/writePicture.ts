import { extname } from "node:path";
import { Option } from "@commander-js/extra-typings";
import type { JsonObject } from "../../model/index.ts";
import { replaceFile } from "../../platform/replaceFile.ts";
import { printNote } from "./print.ts";
import { refuseUnwritable } from "./refuseUnwritable.ts";

export function pictureOption() {
  return new Option("-o, --output <file>", "write it as a picture: .svg, or .png").conflicts(["json", "csv"]);
}

/** Draws a Vega-Lite view into a file. Throws where its name tells of no kind of picture, or where it cannot be written. */
export async function writePicture(file: string, spec: JsonObject): Promise<void> {
  const ending = extname(file).toLowerCase();
  if (ending !== ".svg" && ending !== ".png") {
    throw new Error(`A picture is written as .svg or .png: --output ${file} is neither.`);
  }
  await refuseUnwritable(file);
  const { pngOf, svgOf } = await import("../../display/picture.ts");
  const svg = await svgOf(spec);
  await replaceFile(file, ending === ".svg" ? svg : await pngOf(svg));
  printNote(`Written to ${file}`);
}
