import { existsSync } from "node:fs";
import { join } from "node:path";
import { command } from "../command.mjs";
import { contentHash, isStamped, stamp } from "../stamp.mjs";

const inputs = [
  ".vscodeignore",
  "package.json",
  "package-lock.json",
  "esbuild.mjs",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "kernel",
  "extension",
  "workflows",
  "notebooks",
  "media",
];

/** Packages the extension as `dist/workflow-notebooks.vsix`. */
export const vsix = {
  title: "extension package",
  async run(context, report) {
    context.vsix = join(context.root, "dist", "workflow-notebooks.vsix");
    const stampFile = join(context.root, "node_modules", ".wfnb-vsix");
    const hash = contentHash(context.root, inputs);
    if (existsSync(context.vsix) && isStamped(stampFile, hash)) return "up to date";
    report("packaging");
    const vsce = join(context.root, "node_modules", "@vscode", "vsce", "vsce");
    await command(context.node, [vsce, "package", "--no-dependencies", "--out", context.vsix], {
      cwd: context.root,
      env: context.env,
    });
    stamp(stampFile, hash);
    return "packaged";
  },
};
