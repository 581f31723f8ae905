import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What ships, as it lies in the clone. Not `dist/node_modules/@esbuild`: its binary is another for each target. */
const shipped = [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "package.nls.json",
  "package.nls.de.json",
  "l10n",
  "dist/extension.cjs",
  "dist/kernel.js",
  "dist/worker.js",
  "dist/session.js",
  "dist/language.js",
  "dist/timeline.js",
  "dist/pictures.js",
  "dist/chunks",
  "dist/index.d.ts",
  "dist/renderer.js",
  "dist/pages.js",
  "dist/pages.css",
  "dist/workflows",
  "dist/node_modules/esbuild",
  "dist/node_modules/typescript",
  "extension/media",
  "extension/notebook/file.tmLanguage.json",
  "extension/samples",
  "extension/toml/language-configuration.json",
  "extension/typescript/cells.tmLanguage.json",
  "extension/typescript/language-configuration.json",
];

/** Fields of the manifest that mean something in the clone alone. */
const ofTheClone = ["private", "workspaces", "scripts", "devDependencies", "optionalDependencies"];

/** Puts everything that ships for one target into an empty folder, from which it is packaged. */
export async function stage(root: string, folder: string, binaryPackage: string, binary: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const isNoMap = (path: string) => !path.endsWith(".map");
  for (const path of shipped) await cp(join(root, path), join(folder, path), { recursive: true, filter: isNoMap });
  await cp(join(root, "dist/ThirdPartyNotices.txt"), join(folder, "ThirdPartyNotices.txt"));
  await cp(binary, join(folder, "dist/node_modules", binaryPackage), { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  for (const field of ofTheClone) delete manifest[field];
  // Nothing is left out here; without such a file the packager warns.
  await writeFile(join(folder, ".vscodeignore"), "");
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
