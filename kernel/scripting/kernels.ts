import { findWorkspace } from "../platform/findWorkspace.ts";
import { problemOfOldNode } from "../platform/nodeVersion.ts";
import { openKernel } from "../platform/openKernel.ts";
import type { Kernel } from "../runner/kernel.ts";

export interface WorkspaceOptions {
  /**
   * The folder that holds `workflows/` and keeps executions in `.wfnb/`. Default: the nearest folder above the current one
   * that has `.wfnb`, `workflows` or `.git`, else the current one.
   */
  readonly workspace?: string | undefined;
}

/** A workspace with its kernel process. */
export interface OpenWorkspace {
  readonly folder: string;
  readonly kernel: Kernel;
}

const open = new Map<string, OpenWorkspace>();

/** One kernel process for each workspace, started by the first question; it ends with this process, and keeps it from nothing. */
export function openWorkspace({ workspace }: WorkspaceOptions = {}): OpenWorkspace {
  refuseOldNode(process.versions.node);
  const folder = findWorkspace(workspace);
  let found = open.get(folder);
  if (found === undefined) {
    found = { folder, kernel: openKernel(folder) };
    open.set(folder, found);
  }
  return found;
}

function refuseOldNode(version: string): void {
  const problem = problemOfOldNode(version);
  if (problem !== undefined) throw new Error(problem);
}
