import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { root } from "../package/installedPackage.ts";
import { succeed } from "../package/program.ts";

/** Debian's: another Python earlier on the PATH may know no Jupyter. */
export const python = "/usr/bin/python3";

interface Output {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string | readonly string[];
  readonly ename?: string;
  readonly evalue?: string;
}

/** A notebook after its execution, its code cells by number. */
export class ExecutedNotebook {
  readonly #cells: readonly { readonly id: string; readonly outputs: readonly Output[] }[];

  constructor(json: string) {
    const { cells } = JSON.parse(json) as { cells: { cell_type: string; id?: string; outputs?: Output[] }[] };
    this.#cells = cells
      .filter(({ cell_type }) => cell_type === "code")
      .map(({ id = "", outputs = [] }) => ({ id, outputs }));
  }

  /** By position or by cell id. */
  outputs(cell: number | string): readonly Output[] {
    const found = typeof cell === "number" ? this.#cells[cell] : this.#cells.find(({ id }) => id === cell);
    if (found === undefined) throw new Error(`There is no cell ${cell}.`);
    return found.outputs;
  }

  /** All that the cell printed. */
  text(cell: number | string): string {
    return this.outputs(cell)
      .map(({ text = "" }) => joined(text))
      .join("");
  }

  /** The only display of the cell, by MIME type. */
  display(cell: number | string): Readonly<Record<string, unknown>> {
    const displays = this.outputs(cell).filter(({ output_type }) => output_type === "display_data");
    if (displays.length !== 1) throw new Error(`Cell ${cell} has ${displays.length} displays, not one.`);
    return Object.fromEntries(
      Object.entries(displays[0]!.data ?? {}).map(([mime, value]) => [
        mime,
        typeof value === "string" || Array.isArray(value) ? joined(value as string | string[]) : value,
      ]),
    );
  }
}

function joined(text: string | readonly string[]): string {
  return typeof text === "string" ? text : text.join("");
}

export interface ExecuteOptions {
  /** Folder of kernel specs; default: tslab's, installed for this call. */
  readonly jupyterPath?: string;
  readonly allowErrors?: boolean;
}

/** Executes a notebook with Debian's nbconvert where it lies; the result stays beside it as `<name>.executed.ipynb`. */
export async function executeNotebook(file: string, options: ExecuteOptions = {}): Promise<ExecutedNotebook> {
  const output = `${basename(file, ".ipynb")}.executed.ipynb`;
  const withSpecs = async (jupyterPath: string) => {
    const args = ["-m", "nbconvert", "--to", "notebook", "--execute", file, "--output", output];
    await succeed(python, options.allowErrors === true ? [...args, "--allow-errors"] : args, {
      cwd: dirname(file),
      env: { JUPYTER_PATH: jupyterPath, PYTHONWARNINGS: "ignore" },
      timeoutMs: 60_000,
    });
  };
  if (options.jupyterPath !== undefined) await withSpecs(options.jupyterPath);
  else await withTslab(withSpecs);
  return new ExecutedNotebook(await readFile(join(dirname(file), output), "utf8"));
}

async function withTslab(body: (jupyterPath: string) => Promise<void>): Promise<void> {
  const prefix = await mkdtemp(join(tmpdir(), "wfnb-tslab-"));
  try {
    const tslab = join(root, "node_modules/.bin/tslab");
    await succeed(process.execPath, [
      tslab,
      "install",
      `--python=${python}`,
      `--prefix=${prefix}`,
      `--binary=${tslab}`,
    ]);
    await body(join(prefix, "share/jupyter"));
  } finally {
    await rm(prefix, { recursive: true, force: true });
  }
}
