import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export interface InstallOptions {
  /** The folder above `share/jupyter`, such as that of a virtual environment. Default: the user's own Jupyter folder. */
  readonly prefix?: string | undefined;
  /** The command line's script, which the kernel is started with. */
  readonly script: string;
}

/** Writes the kernel spec, by which Jupyter clients find and start the kernel; returns its folder. */
export function installKernelSpec({ prefix, script }: InstallOptions): string {
  const data = prefix === undefined ? userDataFolder() : join(resolve(prefix), "share", "jupyter");
  const folder = join(data, "kernels", "wfnb");
  const source = script.endsWith(".ts") ? ["--conditions=wfnb-source", "--disable-warning=ExperimentalWarning"] : [];
  const spec = {
    argv: [process.execPath, ...source, script, "jupyter", "kernel", "--connection", "{connection_file}"],
    display_name: "Workflow Notebooks",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  return folder;
}

/** Source: https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files */
function userDataFolder(): string {
  const { JUPYTER_DATA_DIR, APPDATA, XDG_DATA_HOME } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "win32") return join(APPDATA ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  return join(XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}

/** What keeps the user from using the kernel now, as a sentence; undefined when Jupyter finds it. */
export async function whyNotFound(folder: string): Promise<string | undefined> {
  let listed: string;
  try {
    const { stdout } = await promisify(execFile)("jupyter", ["kernelspec", "list", "--json"], { timeout: 20_000 });
    listed = stdout;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const told =
      code === "ENOENT"
        ? "There is no `jupyter` on the PATH"
        : `The \`jupyter\` on the PATH does not work (${lastLine(message)})`;
    return `${told}. Install Jupyter, with \`pip install jupyterlab\` or \`apt install jupyter-notebook\`; the kernel is then there.`;
  }
  const { kernelspecs } = JSON.parse(listed) as { kernelspecs: Record<string, { resource_dir: string } | undefined> };
  const found = kernelspecs.wfnb?.resource_dir;
  if (found !== undefined && resolve(found) === resolve(folder)) return undefined;
  const share = resolve(folder, "..", "..");
  const instead = found === undefined ? "" : ` (it finds the one in ${found})`;
  return `The \`jupyter\` on the PATH does not look there${instead}. Set JUPYTER_PATH=${share} for it, or install with the --prefix of its own Python.`;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
