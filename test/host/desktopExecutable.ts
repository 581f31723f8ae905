import { existsSync, realpathSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/**
 * The program of a desktop VS Code: $VSCODE_PATH, or the one that `code` on the PATH belongs to.
 * Undefined where there is none or no display to show it on.
 */
export function desktopExecutable(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const hasDisplay = process.platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (!hasDisplay) return undefined;
  return env.VSCODE_PATH || besideCommand(env.PATH ?? "");
}

/** The command `<app>/bin/code` starts the program `<app>/code`. */
function besideCommand(path: string): string | undefined {
  const commands = path.split(delimiter).map((folder) => join(folder, "code"));
  const programs = commands
    .filter((command) => existsSync(command))
    .map((command) => resolve(realpathSync(command), "..", "..", "code"));
  return programs.find((program) => existsSync(program));
}
