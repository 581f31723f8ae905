import type { JsonObject } from "../model/index.ts";
import { type MimeBundle, textMime, vegaLiteMime } from "./mimeBundle.ts";
import { pictureOf } from "./picture.ts";

/** A chart for every client: the spec, a picture of it, and a text. */
export async function chartBundle(spec: JsonObject, text: string): Promise<MimeBundle> {
  return { [vegaLiteMime]: spec, ...(await pictureOf(spec)), [textMime]: text };
}
