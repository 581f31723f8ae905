import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scaffoldWorkflow } from "../runner/scaffold.ts";

export interface WrittenScaffold {
  /** Paths relative to the workspace. */
  readonly written: readonly string[];
  /** Were there already, and stay as they are. */
  readonly kept: readonly string[];
}

/**
 * Makes the files of a new workflow. Nothing that is there is overwritten, but our own copy of the library's types.
 *
 * @throws RangeError for a name that a workflow cannot have; Error when there is such a workflow already.
 */
export function writeScaffold(workspace: string, name: string, declarations: string | undefined): WrittenScaffold {
  const source = join(workspace, "workflows", `${name}.ts`);
  const files = scaffoldWorkflow(name, declarations);
  if (existsSync(source)) throw new Error(`There is a workflow "${name}" already: ${source}`);
  const written: string[] = [];
  const kept: string[] = [];
  for (const { path, text } of files) {
    const file = join(workspace, path);
    if (existsSync(file) && !path.startsWith(".wfnb/")) {
      kept.push(path);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    written.push(path);
  }
  return { written, kept };
}
