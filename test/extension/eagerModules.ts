import { build, type Metafile } from "esbuild";

export interface EagerModule {
  readonly path: string;
  /** Bytes of its source. */
  readonly bytes: number;
  /** The first module that imports it; undefined for the entry. */
  readonly importedBy: string | undefined;
}

/** What is evaluated as soon as a script is loaded: everything that leads to it without `import()`. */
export async function eagerModules(entry: string): Promise<EagerModule[]> {
  const { metafile } = await build({
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node24",
    format: "esm",
    conditions: ["wfnb-source"],
    loader: { ".svg": "text" },
    external: ["vscode"],
    logLevel: "error",
    entryPoints: [entry],
  });
  return reached(entry, metafile.inputs);
}

function reached(entry: string, inputs: Metafile["inputs"]): EagerModule[] {
  const importers = new Map<string, string | undefined>([[entry, undefined]]);
  for (const path of importers.keys()) {
    for (const { path: imported, kind, external } of inputs[path]?.imports ?? []) {
      if (!external && kind !== "dynamic-import" && !importers.has(imported)) importers.set(imported, path);
    }
  }
  return [...importers].map(([path, importedBy]) => ({ path, importedBy, bytes: inputs[path]?.bytes ?? 0 }));
}
