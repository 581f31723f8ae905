import type { Json } from "../model/index.ts";

/** One thing in several MIME types: a client draws the richest that it can. */
export type MimeBundle = Readonly<Record<string, Json>>;

/** What JupyterLab and VS Code's Jupyter renderers draw; version 6 stays blank there. */
export { vegaLiteMime } from "../notebook/chartMimes.ts";
export const pngMime = "image/png";
export const svgMime = "image/svg+xml";
export const textMime = "text/plain";
export const markdownMime = "text/markdown";
