import { existsSync } from "node:fs";
import { join } from "node:path";
import { command } from "../command.mjs";
import { exclusively } from "../lock.mjs";
import { contentHash, isStamped, stamp } from "../stamp.mjs";

const inputs = [
  "esbuild.mjs",
  "packaging",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "kernel",
  "extension",
  "workflows",
  "test/vscode",
];
const outputs = ["dist", "kernel/dist"];

/** Bundles kernel, extension and the tests that run inside VS Code. */
export const build = {
  title: "build",
  async run({ root, env, node }, report) {
    const stampFile = join(root, "node_modules", ".wfnb-build");
    const isFresh = (hash) => isStamped(stampFile, hash) && outputs.every((path) => existsSync(join(root, path)));
    const hash = contentHash(root, inputs);
    if (isFresh(hash)) return "up to date";
    const bundle = async () => {
      if (isFresh(hash)) return "up to date";
      report("bundling");
      await command(node, ["esbuild.mjs"], { cwd: root, env });
      stamp(stampFile, hash);
      return "bundled";
    };
    return exclusively(`build ${root}`, bundle, report);
  },
};
