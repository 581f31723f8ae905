/**
 * Builds everything that runs outside the tests' type stripping.
 *
 * | from                          | to                                      | for                                   |
 * | ----------------------------- | --------------------------------------- | ------------------------------------- |
 * | kernel/index.ts               | kernel/dist/index.js, index.cjs         | the library `wfnb`                    |
 * | kernel/apps/{cli,kernel,worker} | kernel/dist/*.js                      | command line and its processes; the worker with all that it needs |
 * | extension/extension.ts        | dist/extension.cjs                      | the VS Code extension host            |
 * | kernel/apps/{kernel,worker,session,language,timeline} | dist/*.js       | the extension's kernel process and its threads, which share chunks |
 * | kernel/apps/pictures        | dist/pictures.js                        | the extension's thread that draws pictures into files |
 * | extension/renderer/index.ts   | dist/renderer.js                        | the notebook renderer (browser)       |
 * | extension/pages/index.ts      | dist/pages.js, pages.css                | pages of executions and comparisons (browser), in chunks shared with the renderer |
 * | test/vscode/index.ts          | dist/test/vscode/index.cjs              | the suite inside a real VS Code       |
 *
 * `node esbuild.mjs` builds once; `--watch` goes on.
 */
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { englishZod } from "./packaging/englishZod.ts";
import { thirdPartyNotices } from "./packaging/notices.ts";
import { copyRuntimeParts } from "./packaging/runtimeParts.ts";

const root = dirname(fileURLToPath(import.meta.url));

const common = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
  conditions: ["wfnb-source"],
  loader: { ".svg": "text" },
};

const node = { ...common, platform: "node", target: "node24", plugins: [englishZod] };

/** Small, and yet a stack in somebody's report names functions; what an event shows as its name is its class's. */
const readablyMinified = { minifySyntax: true, minifyWhitespace: true };

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

const { worker, ...processes } = processEntries;

/** Each execution starts a thread: libraries that it needs are in its one file, which takes a third of the time to load. */
const workerTarget = {
  ...node,
  ...requireInModules,
  ...readablyMinified,
  entryPoints: { worker },
  outdir: "kernel/dist",
  format: "esm",
};

const libraryTargets = [
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
    entryPoints: { cli: "kernel/apps/cli/main.ts", ...processes },
    outdir: "kernel/dist",
    format: "esm",
    packages: "external",
    alias: { wfnb: "./kernel/index.ts" },
    // What a command needs is loaded with that command: TypeScript for notebooks, the language server, Jupyter's sockets.
    splitting: true,
    // Beside the entries, since code in a chunk finds them from where it stands.
    chunkNames: "chunk-[hash]",
  },
];

const extensionTargets = [
  {
    ...node,
    ...requireInModules,
    ...readablyMinified,
    entryPoints: processEntries,
    outdir: "dist",
    format: "esm",
    // What several of them need is in the package once.
    splitting: true,
    chunkNames: "chunks/[hash]",
    // Charts as pictures are for terminals and Jupyter; inside the editor its renderers draw, and `pictures.js` for files.
    external: ["esbuild", "typescript", "vega", "vega-interpreter", "vega-lite", "@resvg/resvg-js", "zeromq"],
  },
  {
    ...node,
    ...requireInModules,
    minify: true,
    entryPoints: { pictures: "kernel/apps/pictures/main.ts" },
    outdir: "dist",
    format: "esm",
    // Neither ships: pictures in files are SVG, and texts are measured without a canvas.
    external: ["@resvg/resvg-js", "canvas"],
  },
  {
    ...node,
    ...importMetaInCommonJs,
    ...readablyMinified,
    entryPoints: { extension: "extension/extension.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    external: ["vscode"],
  },
  {
    ...common,
    entryPoints: { renderer: "extension/renderer/index.ts", pages: "extension/pages/index.ts" },
    outdir: "dist",
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    // Vega and the drawing are in the package once: webviews load a module's chunks as they load the module.
    splitting: true,
    chunkNames: "chunks/drawing-[hash]",
    tsconfig: "extension/pages/tsconfig.json",
  },
];

const testTarget = {
  ...node,
  ...importMetaInCommonJs,
  entryPoints: { index: "test/vscode/index.ts" },
  outdir: "dist/test/vscode",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  external: ["vscode", "mocha"],
};

/** @param {string[]} beside packages that ship beside the bundles */
async function writeNotices(folder, built, beside) {
  const metafiles = built.map(({ metafile }) => metafile);
  await writeFile(join(root, folder, "ThirdPartyNotices.txt"), await thirdPartyNotices(root, metafiles, beside));
}

const targets = [...libraryTargets, workerTarget, ...extensionTargets, testTarget];

if (process.argv.includes("--watch")) {
  for (const target of targets) await (await context(target)).watch();
  console.log("watching");
} else {
  await rm(join(root, "dist"), { recursive: true, force: true });
  await rm(join(root, "kernel/dist"), { recursive: true, force: true });
  const [shipped, library] = await Promise.all([
    Promise.all(extensionTargets.map((target) => build(target))),
    build(workerTarget),
    ...[...libraryTargets, testTarget].map((target) => build(target)),
    copyRuntimeParts(root),
  ]);
  await writeNotices("dist", shipped, ["node_modules/esbuild", "node_modules/typescript"]);
  await writeNotices("kernel/dist", [library], []);
}
