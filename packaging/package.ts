// Packages the extension as `dist/workflow-notebooks-<target>.vsix`: `node packaging/package.ts [target... | all]`, after a build.
// Without a target: the one of this machine, as `dist/workflow-notebooks.vsix`.
import { join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { tableOfParts } from "./parts.ts";
import { platformBinary } from "./platformBinary.ts";
import { stage } from "./stage.ts";
import { targetOfThisMachine, targets } from "./targets.ts";

const root = resolve(import.meta.dirname, "..");

async function packageFor(target: string, name: string): Promise<void> {
  const binaryPackage = targets[target];
  if (binaryPackage === undefined) {
    throw new Error(`There is no target "${target}". Targets: ${Object.keys(targets).join(", ")}, or "all".`);
  }
  const folder = join(root, "dist/package", target);
  await stage(root, folder, binaryPackage, await platformBinary(root, binaryPackage));
  const vsix = join(root, "dist", name);
  await createVSIX({ cwd: folder, packagePath: vsix, target, dependencies: false });
  console.log(`\n${vsix} (${target})\n${await tableOfParts(vsix)}\n`);
}

const asked = process.argv.slice(2);
if (asked.length === 0) await packageFor(targetOfThisMachine, "workflow-notebooks.vsix");
for (const target of asked.includes("all") ? Object.keys(targets) : asked) {
  await packageFor(target, `workflow-notebooks-${target}.vsix`);
}
