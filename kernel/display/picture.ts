import type { JsonObject } from "../model/index.ts";
import { closedLoader } from "./closedLoader.ts";
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

/**
 * Draws what the spec itself holds. It may be anybody's, as in a notebook that somebody sent: its expressions are interpreted, so that nothing
 * in it becomes code, and nothing is loaded, neither files nor addresses.
 *
 * @throws Error when the spec cannot be drawn.
 */
export async function svgOf(spec: JsonObject): Promise<string> {
  const [vega, vegaLite, { expressionInterpreter }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter"),
  ]);
  // Vega writes into what it is given.
  const own = structuredClone(spec) as unknown as Parameters<typeof vegaLite.compile>[0];
  const compiled = vegaLite.compile(own, { logger: silent }).spec;
  const refused: string[] = [];
  const refuse = (address: string) => {
    refused.push(address);
    return Promise.reject(new Error(`${address} is not loaded.`));
  };
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
    logger: silent,
    loader: closedLoader(refuse),
  });
  try {
    const svg = await oneByOne(() => {
      // Ids of clips and gradients count on from picture to picture; the same chart is to be the same text.
      vega.resetSVGDefIds();
      return view.toSVG();
    });
    if (refused.length > 0)
      throw new Error(`The chart loads ${refused[0]!.slice(0, 200)}: only its own data are drawn.`);
    return svg;
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

/** On white. Throws where this machine's platform has no renderer. */
export async function pngOf(svg: string): Promise<Buffer> {
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
