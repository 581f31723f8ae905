import { existsSync, statSync } from "node:fs";
import { findWorkspace as find } from "../../platform/findWorkspace.ts";

/** The folder that keeps the executions. One that the user names must be there: a mistyped path would be made, empty, and looked at. */
export function findWorkspace(given: string | undefined): string {
  const folder = find(given);
  if (!existsSync(folder))
    throw new Error(`--workspace: there is no such folder ${folder}: check the spelling, or make it first.`);
  if (!statSync(folder).isDirectory())
    throw new Error(`--workspace: ${folder} is a file: name the folder that it is in.`);
  return folder;
}
