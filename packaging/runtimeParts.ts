// What the extension and the command line need beside their bundles when they run.
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { transform } from "esbuild";

const require = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

export async function copyRuntimeParts(root: string): Promise<void> {
  const modules = join(root, "dist/node_modules");
  await Promise.all([copyEsbuild(modules), copyTypeScript(modules), copyWorkflows(root)]);
}

/** The workflow loader needs esbuild at run time, and a packaged extension has no node_modules: its own copy goes beside. */
async function copyEsbuild(modules: string): Promise<void> {
  const platform = `@esbuild/${process.platform}-${process.arch}`;
  for (const file of ["package.json", "lib/main.js", "LICENSE.md"]) {
    await cp(join(folderOf("esbuild"), file), join(modules, "esbuild", file));
  }
  await cp(folderOf(platform), join(modules, platform), { recursive: true });
}

/**
 * TypeScript cells are rewritten and known by TypeScript itself. Its API is minified (9 MB become 3.6), and it reads the
 * declarations of the language from beside it; those of browsers and of Windows' script host are of no use in a cell.
 */
async function copyTypeScript(modules: string): Promise<void> {
  const library = folderOf("typescript");
  const target = join(modules, "typescript");
  const isNeeded = (name: string) => /^lib\.(es|decorators).*\.d\.ts$/.test(name);
  const declarations = (await readdir(join(library, "lib"))).filter(isNeeded);
  const files = ["package.json", "LICENSE.txt", ...declarations.map((name) => join("lib", name))];
  for (const file of files) await cp(join(library, file), join(target, file));
  const { code } = await transform(await readFile(join(library, "lib/typescript.js"), "utf8"), {
    minify: true,
    platform: "node",
    target: "node24",
    legalComments: "inline",
  });
  await writeFile(join(target, "lib/typescript.js"), code);
}

/** The reference workflow ships with every build: it runs in a workspace that has no workflow yet. */
async function copyWorkflows(root: string): Promise<void> {
  for (const target of ["dist", "kernel/dist"]) {
    await mkdir(join(root, target), { recursive: true });
    await cp(join(root, "workflows"), join(root, target, "workflows"), {
      recursive: true,
      filter: (path) => !path.includes(".wfnb"),
    });
  }
}
