/**
 * Builds everything that runs outside the tests' type stripping.
 *
 * | from                          | to                                      | for                                   |
 * | ----------------------------- | --------------------------------------- | ------------------------------------- |
 * | kernel/index.ts               | kernel/dist/index.js, index.cjs         | the library `wfnb`                    |
 * | kernel/apps/{cli,kernel,worker} | kernel/dist/*.js                      | command line and its processes        |
 * | extension/extension.ts        | dist/extension.cjs                      | the VS Code extension host            |
 * | kernel/apps/{kernel,worker,session,language} | dist/*.js                | the extension's kernel process and its threads |
 * | extension/renderer/index.ts   | dist/renderer.js                        | the notebook renderer (browser)       |
 * | test/vscode/index.ts          | dist/test/vscode/index.cjs              | the suite inside a real VS Code       |
 *
 * `node esbuild.mjs` builds once; `--watch` goes on.
 */
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const common = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: true,
  logLevel: "warning",
  conditions: ["wfnb-source"],
  loader: { ".svg": "text" },
};

const node = { ...common, platform: "node", target: "node24" };

/** CommonJS has no `import.meta.url`; the file's own URL takes its place. */
const importMetaInCommonJs = {
  define: { "import.meta.url": "__importMetaUrl" },
  banner: { js: 'const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
};

/** Bundled CommonJS dependencies call `require` for Node's own modules; ES modules have none until we make one. */
const requireInModules = {
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

const processEntries = {
  kernel: "kernel/apps/kernel/main.ts",
  worker: "kernel/apps/worker/main.ts",
  session: "kernel/apps/session/main.ts",
  language: "kernel/apps/language/main.ts",
  timeline: "kernel/apps/timeline/main.ts",
};

const targets = [
  { ...node, entryPoints: { index: "kernel/index.ts" }, outdir: "kernel/dist", format: "esm", packages: "external" },
  {
    ...node,
    ...importMetaInCommonJs,
    entryPoints: { index: "kernel/index.ts" },
    outdir: "kernel/dist",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    packages: "external",
  },
  {
    ...node,
    entryPoints: { cli: "kernel/apps/cli/main.ts", ...processEntries },
    outdir: "kernel/dist",
    format: "esm",
    packages: "external",
    alias: { wfnb: "./kernel/index.ts" },
  },
  {
    ...node,
    ...requireInModules,
    entryPoints: processEntries,
    outdir: "dist",
    format: "esm",
    // Charts as pictures are for terminals and Jupyter; inside the editor its renderers draw.
    external: ["esbuild", "typescript", "vega", "vega-lite", "@resvg/resvg-js", "zeromq"],
    minifySyntax: true,
  },
  {
    ...node,
    ...importMetaInCommonJs,
    entryPoints: { extension: "extension/extension.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    external: ["vscode"],
    minifySyntax: true,
  },
  {
    ...common,
    entryPoints: { renderer: "extension/renderer/index.ts" },
    outdir: "dist",
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    tsconfig: "extension/renderer/tsconfig.json",
  },
  {
    ...node,
    ...importMetaInCommonJs,
    entryPoints: { index: "test/vscode/index.ts" },
    outdir: "dist/test/vscode",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    external: ["vscode", "mocha"],
  },
];

/** The workflow loader needs esbuild at run time, and a packaged extension has no node_modules: its own copy goes beside. */
async function copyEsbuild() {
  const library = dirname(dirname(require.resolve("esbuild")));
  const platform = `@esbuild/${process.platform}-${process.arch}`;
  const binary = dirname(require.resolve(`${platform}/package.json`));
  const modules = join(root, "dist/node_modules");
  await mkdir(modules, { recursive: true });
  for (const file of ["package.json", "lib/main.js", "LICENSE.md"]) {
    await cp(join(library, file), join(modules, "esbuild", file));
  }
  await cp(binary, join(modules, platform), { recursive: true });
}

/** TypeScript cells are rewritten and known by TypeScript itself, which reads its own library's types from beside it. */
async function copyTypeScript() {
  const library = dirname(dirname(require.resolve("typescript")));
  const target = join(root, "dist/node_modules/typescript");
  const lib = (await readdir(join(library, "lib"))).filter((name) => /^(typescript\.js|lib\..*d\.ts)$/.test(name));
  for (const file of ["package.json", "LICENSE.txt", ...lib.map((name) => join("lib", name))]) {
    await cp(join(library, file), join(target, file));
  }
}

/** The reference workflow ships with every build: it runs in a workspace that has no workflow yet. */
async function copyWorkflows() {
  for (const target of ["dist", "kernel/dist"]) {
    await cp(join(root, "workflows"), join(root, target, "workflows"), {
      recursive: true,
      filter: (path) => !path.includes(".wfnb"),
    });
  }
}

if (process.argv.includes("--watch")) {
  for (const target of targets) await (await context(target)).watch();
  console.log("watching");
} else {
  await rm(join(root, "dist"), { recursive: true, force: true });
  await rm(join(root, "kernel/dist"), { recursive: true, force: true });
  await Promise.all([...targets.map((target) => build(target)), copyEsbuild(), copyTypeScript(), copyWorkflows()]);
}
