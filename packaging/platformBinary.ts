import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

interface LockEntry {
  readonly version: string;
  readonly integrity: string;
}

/**
 * The folder of an esbuild package with the binary for some platform, in the version of the lockfile: the installed one, or
 * fetched from the npm registry, checked against the lockfile, and kept.
 * @throws where the registry cannot be reached, or hands out something else than the lockfile says.
 */
export async function platformBinary(root: string, name: string): Promise<string> {
  const installed = join(root, "node_modules", name);
  if (existsSync(installed)) return installed;
  const { version, integrity } = await lockEntry(root, name);
  const kept = join(root, "node_modules/.wfnb-platforms", `${name.replace("/", "-")}-${version}`);
  if (existsSync(kept)) return kept;
  const partial = `${kept}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    const archive = await fetchArchive(`${name}@${version}`, partial);
    const algorithm = integrity.slice(0, integrity.indexOf("-"));
    const digest = createHash(algorithm).update(await readFile(archive));
    if (`${algorithm}-${digest.digest("base64")}` !== integrity)
      throw new Error(`${name}@${version} from the registry is not what package-lock.json names.`);
    await run("tar", ["-xzf", archive, "-C", partial]);
    await rename(join(partial, "package"), kept);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return kept;
}

async function lockEntry(root: string, name: string): Promise<LockEntry> {
  const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockEntry>;
  };
  const entry = packages[`node_modules/${name}`];
  if (entry === undefined) throw new Error(`package-lock.json does not name ${name}.`);
  return entry;
}

async function fetchArchive(spec: string, folder: string): Promise<string> {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { stdout } = await run(npm, ["pack", spec, "--json", "--pack-destination", folder], {
    shell: process.platform === "win32",
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}
