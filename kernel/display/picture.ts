import type { JsonObject } from "../model/index.ts";
import { type MimeBundle, pngMime, svgMime } from "./mimeBundle.ts";

/** Dots for each of a chart's pixels, so that it is sharp on any screen. */
const zoom = 2;

/**
 * Draws a Vega-Lite spec without a browser: as PNG, since exported notebooks strip what is inside an SVG (nbconvert does, for safety);
 * as SVG where this machine's platform has no PNG renderer. Empty when the spec cannot be drawn.
 * The drawing libraries load with the first picture, so that who draws none waits for none.
 */
export async function pictureOf(spec: JsonObject): Promise<MimeBundle> {
  try {
    const svg = await svgOf(spec);
    const png = await pngOf(svg).catch(() => undefined);
    return png === undefined ? { [svgMime]: svg } : { [pngMime]: png.toString("base64") };
  } catch {
    return {};
  }
}

/** @throws Error when the spec cannot be drawn. */
export async function svgOf(spec: JsonObject): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  // Vega writes into what it is given.
  const own = structuredClone(spec) as unknown as Parameters<typeof vegaLite.compile>[0];
  const compiled = vegaLite.compile(own, { logger: silent }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logLevel: vega.Error });
  try {
    return await oneByOne(() => {
      // Ids of clips and gradients count on from picture to picture; the same chart is to be the same text.
      vega.resetSVGDefIds();
      return view.toSVG();
    });
  } finally {
    view.finalize();
  }
}

let drawn: Promise<unknown> = Promise.resolve();

function oneByOne(draw: () => Promise<string>): Promise<string> {
  const next = drawn.then(draw, draw);
  drawn = next;
  return next;
}

async function pngOf(svg: string): Promise<Buffer> {
  const { renderAsync } = await import("@resvg/resvg-js");
  const image = await renderAsync(svg, {
    fitTo: { mode: "zoom", value: zoom },
    background: "white",
    font: { defaultFontFamily: "DejaVu Sans" },
  });
  return image.asPng();
}

/** Remarks on a spec are for its author, not for the cell that shows it. */
const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
} as never;
