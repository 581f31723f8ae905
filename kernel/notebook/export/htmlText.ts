import type { Json } from "../../model/index.ts";

/** Nothing is loaded, no script runs and no form is sent: what a notebook holds, others may have written. */
export const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** nbformat keeps texts as one string or as a list of lines. */
export function joined(value: Json | undefined): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map(joined).join("");
  return typeof value === "string" ? value : "";
}
