import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** `test/output/`: logs, results and pictures of the last run, not committed. */
export const outputFolder = join(import.meta.dirname, "..", "output");
mkdirSync(outputFolder, { recursive: true });
