import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { succeed } from "./program.ts";

export const root = join(import.meta.dirname, "../..");

/** `npm pack` and `npm install` of the result in an empty folder, as a user would. */
export async function installPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wfnb-package-"));
  const quiet = ["--ignore-scripts", "--silent"];
  const archive = (await succeed("npm", ["pack", join(root, "kernel"), ...quiet], { cwd: folder, env: ownNpm })).trim();
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  const options = ["--prefer-offline", "--no-audit", "--no-fund", ...quiet];
  await succeed("npm", ["install", ...options, `./${archive}`], { cwd: folder, env: ownNpm, timeoutMs: 90_000 });
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** An npm that runs the tests tells its children about its own package. */
const ownNpm = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^npm_(package|lifecycle|command|config_local_prefix|config_workspace)/i.test(name))
    .map((name) => [name, undefined]),
);
