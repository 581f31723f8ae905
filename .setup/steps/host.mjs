import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "../cache.mjs";
import { exclusively } from "../lock.mjs";
import { npm } from "../npm.mjs";
import { Problem } from "../problem.mjs";
import { contentHash, isStamped, stamp } from "../stamp.mjs";

/**
 * VS Code as a web server, kept outside the clone so that all clones share it.
 * Its parts come in two: code-server from our lockfile, then VS Code's own dependencies from its shrinkwrap.
 */
export const host = {
  title: "VS Code host",
  async run(context, report) {
    const hash = contentHash(context.root, [
      "test/host/package.json",
      "test/host/package-lock.json",
      ".setup/steps/host.mjs",
    ]);
    const folder = context.env.WFNB_HOST_DIR || join(cacheFolder(context.env), `host-${hash.slice(0, 12)}`);
    context.env = { ...context.env, WFNB_HOST_DIR: folder };
    if (isComplete(folder, hash)) return "up to date";
    const install = async () => {
      if (isComplete(folder, hash)) return "up to date";
      await refuseForeign(folder);
      await removeInterrupted(folder);
      const partial = `${folder}${partialMark}${process.pid}`;
      try {
        await installInto(partial, context, report);
        stamp(join(partial, stampName), hash);
        await rm(folder, { recursive: true, force: true });
        await rename(partial, folder);
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
      return `installed in ${folder}`;
    };
    return exclusively(`host ${folder}`, install, report);
  },
};

const stampName = ".wfnb-host";

const isComplete = (folder, hash) => isStamped(join(folder, stampName), hash);

const partialMark = ".partial-";

/** What earlier runs were stopped at. */
async function removeInterrupted(folder) {
  const names = existsSync(dirname(folder)) ? await readdir(dirname(folder)) : [];
  const interrupted = names.filter((name) => name.startsWith(`${basename(folder)}${partialMark}`));
  await Promise.all(
    interrupted.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 5 })),
  );
}

/** Only a folder of our own making may be replaced. */
async function refuseForeign(folder) {
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (names.length > 0 && !names.includes(stampName)) {
    throw new Problem(
      `WFNB_HOST_DIR names ${folder}, which holds something else than a VS Code host. Name an empty or a new folder.`,
    );
  }
}

async function installInto(folder, { root, env }, report) {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder);
  for (const name of ["package.json", "package-lock.json"])
    await cp(join(root, "test", "host", name), join(folder, name));
  report("code-server, 1 of 3");
  await npm(["ci"], { cwd: folder, env });
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  report("VS Code's dependencies, 2 of 3");
  // Not `npm ci`: the shrinkwrap lacks an entry that it insists on.
  await npm(["install", "--omit=dev"], { cwd: vscode, env });
  report("leaving out what no test uses, 3 of 3");
  await trim(vscode);
}

/** Copilot and the binaries of other platforms are half of the whole. */
async function trim(vscode) {
  const unused = [
    "extensions/copilot",
    "node_modules/@github",
    "node_modules/@microsoft/mxc-sdk",
    "node_modules/@vscode/windows-process-tree",
    "node_modules/@vscode/windows-registry",
  ];
  await Promise.all(unused.map((path) => rm(join(vscode, path), { recursive: true, force: true })));
  const here = `${process.platform}-${process.arch}`;
  for (const binaries of ["node_modules/@vscode/ripgrep-universal/bin", "node_modules/node-pty/prebuilds"])
    await keepOnly(here, join(vscode, binaries));
}

/** Where nothing is named for this platform, all stays. */
async function keepOnly(platform, folder) {
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (!names.includes(platform)) return;
  await Promise.all(
    names.filter((name) => name !== platform).map((name) => rm(join(folder, name), { recursive: true })),
  );
}
