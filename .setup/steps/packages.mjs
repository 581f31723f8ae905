import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exclusively } from "../lock.mjs";
import { npm } from "../npm.mjs";
import { Problem } from "../problem.mjs";
import { contentHash, isStamped, stamp } from "../stamp.mjs";

/**
 * The packages of package-lock.json, exactly. Never `npm install`: under an old Node it would choose
 * old versions of packages that ask for a newer one.
 */
export const packages = {
  title: "npm packages",
  async run({ root, env }, report) {
    const hash = contentHash(root, ["package-lock.json"]);
    const stampFile = join(root, "node_modules", ".wfnb-packages");
    if (isStamped(stampFile, hash)) return "up to date";
    const install = async () => {
      if (isStamped(stampFile, hash)) return "up to date";
      const alreadyThere = isInstalled(
        readLock(join(root, "package-lock.json")),
        readLock(join(root, "node_modules", ".package-lock.json")),
      );
      if (!alreadyThere) {
        report("installing");
        await npm(["ci"], { cwd: root, env }).catch(explain);
      }
      stamp(stampFile, hash);
      return alreadyThere ? "up to date" : "installed";
    };
    return exclusively(`packages ${root}`, install, report);
  },
};

/** Whether npm's own record of node_modules, left by a developer's `npm install`, holds what the lockfile asks for. */
export function isInstalled(lock, record) {
  if (!lock || !record) return false;
  const wanted = Object.entries(lock.packages).filter(([path]) => path.includes("node_modules/"));
  return (
    wanted.every(
      ([path, { version, optional }]) =>
        record.packages[path]?.version === version || (optional && !record.packages[path]),
    ) && Object.keys(record.packages).every((path) => path in lock.packages)
  );
}

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function explain(error) {
  throw new Problem(
    `${error.message}\n\nThe npm packages could not be installed. Check that the npm registry can be reached (\`npm ping\`), then run the command again. ` +
      "If it says that package.json and package-lock.json differ, run `npm install` under Node 24.",
  );
}
