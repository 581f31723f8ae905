import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The folder that keeps the executions: the one given, else the nearest above that has `.wfnb`, `workflows` or `.git`, else this one. */
export function findWorkspace(given: string | undefined, from = process.cwd()): string {
  if (given !== undefined) return resolve(given);
  for (let folder = from; ; folder = dirname(folder)) {
    if ([".wfnb", "workflows", ".git"].some((mark) => existsSync(join(folder, mark)))) return folder;
    if (dirname(folder) === folder) return from;
  }
}
