import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command } from "../command.mjs";
import { exclusively } from "../lock.mjs";
import { contentHash } from "../stamp.mjs";

const inputs = ["kernel", "tsconfig.json", "package-lock.json"];

/** The library's types in one file, for the package and for tslab; readable by TypeScript 5.0. Once as ES module, once as CommonJS. */
const outputs = ["kernel/dist/index.d.ts", "kernel/dist/index.d.cts"];

/** They take some seconds and a build empties their folder, so they are kept under the hash of the sources. */
export const declarations = {
  title: "type declarations",
  async run({ root, env, node }, report) {
    const kept = join(root, "node_modules", ".wfnb-declarations");
    const bundle = async () => {
      const file = join(kept, `${contentHash(root, inputs)}.d.ts`);
      const isKept = existsSync(file);
      if (!isKept) {
        report("bundling");
        rmSync(kept, { recursive: true, force: true });
        mkdirSync(kept, { recursive: true });
        const generator = join(root, "node_modules/dts-bundle-generator/dist/bin/dts-bundle-generator.js");
        const options = [
          "--project",
          "tsconfig.json",
          "--no-check",
          "--no-banner",
          "--silent",
          "--export-referenced-types=false",
          "--external-imports",
          "zod",
        ];
        await command(node, [generator, ...options, "--out-file", file, "--", "kernel/index.ts"], { cwd: root, env });
      }
      mkdirSync(join(root, "kernel", "dist"), { recursive: true });
      for (const output of outputs) copyFileSync(file, join(root, output));
      return isKept ? "up to date" : "bundled";
    };
    return exclusively(`declarations ${root}`, bundle, report);
  },
};
