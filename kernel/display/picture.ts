import type { JsonObject } from "../model/index.ts";

/**
 * Draws a Vega-Lite spec as an SVG text, without a browser. The drawing libraries load with the first picture,
 * so that who draws none waits for none.
 */
export async function svgOf(spec: JsonObject): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  // Vega writes into what it is given.
  const own = structuredClone(spec) as unknown as Parameters<typeof vegaLite.compile>[0];
  const compiled = vegaLite.compile(own, { logger: silent }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  view.logLevel(vega.Error);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Remarks on a spec are for its author, not for the cell that shows it. */
const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
} as never;
