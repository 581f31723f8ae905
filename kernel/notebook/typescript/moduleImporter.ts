import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { compileFunction } from "node:vm";
import type { BuildFailure, Message, Plugin } from "esbuild";
import { suggestName } from "../../config/suggest.ts";
import { StackMapper } from "../../workflow/loaderStack.ts";
import { sentenceOf, tellUndefinedImports, undefinedImportsIn } from "../../workflow/undefinedImports.ts";

type ModuleExports = Readonly<Record<string, unknown>>;
type Evaluate = (module: object, exports: ModuleExports, require: (name: string) => unknown) => void;
/** Modules that are not looked for, each loaded when it is first imported. */
export type ProvidedModules = Readonly<Record<string, () => Promise<ModuleExports>>>;

/** What is imported is not there: the place to tell is the import's. */
export class ImportError extends Error {
  override readonly name = "ImportError";
}

interface ImportedFile {
  readonly exports: ModuleExports;
  /** Absolute paths of the files in its bundle. */
  readonly inputs: readonly string[];
}

/**
 * What the cells of one notebook import: files of the workspace, bundled anew when they have changed; npm packages as Node finds them
 * from the notebook's folder; and `wfnb`, which is provided.
 */
export class ModuleImporter {
  readonly #pathOf: () => string;
  readonly #workspace: string;
  readonly #provided: ProvidedModules;
  readonly #evaluated = new Map<string, ModuleExports>();
  readonly #stacks: StackMapper[] = [];

  /** `pathOf`: gives the absolute path of the notebook, which may change. */
  constructor(pathOf: () => string, workspace: string, provided: ProvidedModules) {
    this.#pathOf = pathOf;
    this.#workspace = workspace;
    this.#provided = provided;
  }

  /** Throws where a file of the workspace does not export one of the names; those of types are known to its source alone. */
  async import(specifier: string, names: readonly string[] = []): Promise<ModuleExports> {
    if (Object.hasOwn(this.#provided, specifier)) return this.#provided[specifier]!();
    if (isBuiltin(specifier) || /^(data|file|https?):/.test(specifier)) return native(specifier);
    if (!/^\.{0,2}\//.test(specifier) && !isAbsolute(specifier)) {
      return native(pathToFileURL(await this.#resolvePackage(specifier)).href);
    }
    const { exports, inputs } = await this.#importFile(specifier);
    const missing = names.filter((name) => !(name in exports));
    if (missing.length > 0) await refuseMissing(specifier, missing, Object.keys(exports), inputs);
    return exports;
  }

  get #folder(): string {
    return dirname(this.#pathOf());
  }

  /** A stack with the lines of TypeScript files in place of their bundles'. */
  mapStack(stack: string): string {
    return this.#stacks.reduce((mapped, mapper) => mapper.map(mapped), stack);
  }

  async #importFile(specifier: string): Promise<ImportedFile> {
    const path = resolve(this.#folder, specifier);
    const { build } = await import("esbuild");
    const { outputFiles, metafile, warnings } = await build({
      entryPoints: [path],
      absWorkingDir: this.#workspace,
      outfile: resolve(this.#workspace, "import.cjs"),
      bundle: true,
      write: false,
      metafile: true,
      format: "cjs",
      platform: "node",
      target: "node24",
      banner: { js: '"use strict";' },
      loader: { ".toml": "text", ".csv": "text", ".txt": "text", ".md": "text", ".sql": "text" },
      external: Object.keys(this.#provided),
      plugins: [packagesOutside],
      sourcemap: "external",
      sourcesContent: false,
      logLevel: "silent",
      logOverride: tellUndefinedImports,
      tsconfigRaw: "{}",
    }).catch((error: unknown) => {
      const messages = (error as Partial<BuildFailure>).errors;
      throw messages === undefined ? error : importError(specifier, messages, this.#workspace);
    });
    const undefinedImports = undefinedImportsIn(warnings);
    if (undefinedImports.length > 0) throw importError(specifier, undefinedImports, this.#workspace);
    const inputs = Object.keys(metafile.inputs).map((input) => resolve(this.#workspace, input));
    const code = outputFiles.find((file) => file.path.endsWith(".cjs"))!.text;
    const key = `${path} ${createHash("sha256").update(code).digest("hex")}`;
    const known = this.#evaluated.get(key);
    if (known !== undefined) return { exports: known, inputs };
    const scriptName = `${path}.${this.#evaluated.size + 1}.import.cjs`;
    const map = outputFiles.find((file) => file.path.endsWith(".map"))!.text;
    this.#stacks.push(new StackMapper(scriptName, map, this.#workspace));
    const requireFrom = createRequire(path);
    const provided = new Map<string, ModuleExports>();
    for (const [name, load] of Object.entries(this.#provided)) {
      if (code.includes(`require("${name}")`)) provided.set(name, await load());
    }
    const require = (name: string): unknown => provided.get(name) ?? requireFrom(name);
    const module: { exports: ModuleExports } = { exports: {} };
    const evaluate = compileFunction(code, ["module", "exports", "require"], { filename: scriptName }) as Evaluate;
    evaluate(module, module.exports, require);
    const namespace = namespaceOf(module.exports);
    this.#evaluated.set(key, namespace);
    return { exports: namespace, inputs };
  }

  /** With the conditions of an import, which Node's own `require.resolve` does not have. */
  async #resolvePackage(specifier: string): Promise<string> {
    const { build } = await import("esbuild");
    let path: string | undefined;
    const find: Plugin = {
      name: "find",
      setup: (esbuild) => {
        esbuild.onResolve({ filter: /^wfnb-find$/ }, async () => {
          const found = await esbuild.resolve(specifier, { kind: "import-statement", resolveDir: this.#folder });
          path = found.errors.length === 0 ? found.path : undefined;
          return { path: "found", external: true };
        });
      },
    };
    await build({
      stdin: { contents: 'import "wfnb-find"', resolveDir: this.#folder },
      bundle: true,
      write: false,
      platform: "node",
      format: "esm",
      plugins: [find],
      logLevel: "silent",
    });
    if (path === undefined) {
      throw new ImportError(
        `There is no package "${specifier}" for ${this.#folder}. Install it in the workspace: npm install ${packageOf(specifier)}`,
      );
    }
    return path;
  }
}

/** Packages stay outside of bundles, by their absolute path, so that one package is one module however it is reached. */
const packagesOutside: Plugin = {
  name: "packages-outside",
  setup: (esbuild) => {
    esbuild.onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === "asked" || isBuiltin(path) || isAbsolute(path)) return undefined;
      const found = await esbuild.resolve(path, { kind, resolveDir, pluginData: "asked" });
      if (found.errors.length > 0) return { errors: found.errors };
      return found.path.includes("node_modules") ? { path: found.path, external: true } : { path: found.path };
    });
  },
};

/** The real `import()`, also where a bundler would resolve it. */
async function native(specifier: string): Promise<ModuleExports> {
  return (await import(specifier)) as ModuleExports;
}

/** As an import sees it: what is no ES module is the default export. */
function namespaceOf(exports: ModuleExports): ModuleExports {
  return exports.__esModule === true ? exports : { ...exports, default: exports };
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function importError(specifier: string, messages: readonly Message[], workspace: string): ImportError {
  const told = messages.map((message) => {
    const { location } = message;
    const inFile = location !== null && location.file !== "<stdin>";
    const place = inFile ? `${resolve(workspace, location.file)}:${location.line}:${location.column + 1}: ` : "";
    return place + sentenceOf(message);
  });
  return new ImportError(`The import of "${specifier}" failed. ${told.join("\n")}`);
}

/** A cell may import types like values: nobody but the source knows which they are. */
async function refuseMissing(
  specifier: string,
  missing: readonly string[],
  exported: readonly string[],
  inputs: readonly string[],
): Promise<void> {
  const sources = await Promise.all(inputs.map((path) => readFile(path, "utf8").catch(() => "")));
  const [name] = missing.filter((each) => !sources.some((source) => declaresType(source, each)));
  if (name === undefined) return;
  if (name === "default") throw new ImportError(`"${specifier}" has no default export: import its names in braces.`);
  const meant = suggestName(name, exported);
  throw new ImportError(
    `"${specifier}" exports no "${name}".${meant === undefined ? "" : ` Did you mean "${meant}"?`}`,
  );
}

function declaresType(source: string, name: string): boolean {
  const word = name.replaceAll("$", "\\$");
  return new RegExp(`\\b(type|interface)\\s+${word}(?![\\w$])|\\btype\\s*\\{[^}]*(?<![\\w$])${word}(?![\\w$])`).test(
    source,
  );
}
