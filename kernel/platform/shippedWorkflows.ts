import { fileURLToPath } from "node:url";

/** The workflows that ship with every build, for a workspace that has none yet. */
export function shippedWorkflows(): string {
  return fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../../workflows" : "./workflows", import.meta.url));
}
