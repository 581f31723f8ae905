import { cp, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../package/installedPackage.ts";

/** A workspace of its own, with the repository's workflows and notebooks and its `node_modules`. */
export async function copyWorkspace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wfnb-workspace-"));
  const filter = (path: string) => !path.includes(".wfnb/") && !path.endsWith(".wfnb-journal");
  for (const name of ["workflows", "notebooks"]) {
    await cp(join(root, name), join(folder, name), { recursive: true, filter });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}
