import type { JsonObject } from "../model/index.ts";
import { type MimeBundle, svgMime, textMime, vegaLiteMime } from "./mimeBundle.ts";
import { svgOf } from "./picture.ts";

/** A chart for every client: the spec, a picture of it, and a text. A spec that cannot be drawn here goes without the picture. */
export async function chartBundle(spec: JsonObject, text: string): Promise<MimeBundle> {
  const picture = await svgOf(spec).catch(() => undefined);
  return { [vegaLiteMime]: spec, ...(picture === undefined ? {} : { [svgMime]: picture }), [textMime]: text };
}
