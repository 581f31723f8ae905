import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exclusively } from "../lock.mjs";
import { npm } from "../npm.mjs";
import { Problem } from "../problem.mjs";
import { contentHash, isStamped, stamp } from "../stamp.mjs";

/**
 * The packages of package-lock.json, exactly. `npm ci` insists on entries for the binaries of every platform, and a lockfile
 * written where a registry lacks some of them has none; so it is `npm install` that leaves the lockfile alone, and then
 * a look at what it did: an old Node must not have led it to other versions.
 */
export const packages = {
  title: "npm packages",
  async run({ root, env }, report) {
    const hash = contentHash(root, ["package-lock.json"]);
    const stampFile = join(root, "node_modules", ".wfnb-packages");
    if (isStamped(stampFile, hash)) return "up to date";
    const agrees = () =>
      isInstalled(
        readLock(join(root, "package-lock.json")),
        readLock(join(root, "node_modules", ".package-lock.json")),
      );
    const install = async () => {
      if (isStamped(stampFile, hash)) return "up to date";
      const alreadyThere = agrees();
      if (!alreadyThere) {
        report("installing");
        await npm(["install", "--no-save"], { cwd: root, env }).catch(explain);
        if (!agrees()) throw new Problem(disagreement);
      }
      stamp(stampFile, hash);
      return alreadyThere ? "up to date" : "installed";
    };
    return exclusively(`packages ${root}`, install, report);
  },
};

/**
 * Whether npm's own record of node_modules holds what the lockfile asks for. Optional packages may be missing,
 * and may be there without an entry: they are binaries for one platform.
 */
export function isInstalled(lock, record) {
  if (!lock || !record) return false;
  const wanted = Object.entries(lock.packages).filter(([path]) => path.includes("node_modules/"));
  return (
    wanted.every(([path, { version, optional }]) => {
      const found = record.packages[path];
      return found ? found.version === version : optional;
    }) && Object.entries(record.packages).every(([path, { optional }]) => path in lock.packages || optional)
  );
}

const disagreement =
  "What npm installed differs from package-lock.json. If package.json was changed, run `npm install` under Node 24 " +
  "and commit the lockfile; else delete the folder node_modules. Then run the command again.";

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function explain(error) {
  throw new Problem(
    `${error.message}\n\nThe npm packages could not be installed. Check that the npm registry can be reached (\`npm ping\`), ` +
      "then run the command again.",
  );
}
