import { existsSync } from "node:fs";
import { join } from "node:path";
import { command } from "../command.mjs";
import { contentHash, isStamped, stamp } from "../stamp.mjs";

const inputs = [
  "packaging",
  "package.json",
  "package-lock.json",
  "esbuild.mjs",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "kernel",
  "extension",
  "workflows",
];

/** Packages the extension for this machine, as `dist/workflow-notebooks.vsix`. */
export const vsix = {
  title: "extension package",
  async run(context, report) {
    context.vsix = join(context.root, "dist", "workflow-notebooks.vsix");
    const stampFile = join(context.root, "node_modules", ".wfnb-vsix");
    const hash = contentHash(context.root, inputs);
    if (existsSync(context.vsix) && isStamped(stampFile, hash)) return "up to date";
    report("packaging");
    await command(context.node, [join("packaging", "package.ts")], { cwd: context.root, env: context.env });
    stamp(stampFile, hash);
    return "packaged";
  },
};
