import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { command } from "../command.mjs";
import { readable } from "../declarations/readable.mjs";
import { exclusively } from "../lock.mjs";
import { contentHash } from "../stamp.mjs";

const inputs = [".setup/declarations", ".setup/steps/declarations.mjs", "kernel", "tsconfig.json", "package-lock.json"];

/** The library's types in one file, for the package, tslab and TypeScript cells; readable by TypeScript 5.0. Once as ES module, once as CommonJS. */
const outputs = ["kernel/dist/index.d.ts", "kernel/dist/index.d.cts", "dist/index.d.ts"];

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
          "--external-inlines",
          "pure-rand",
          "--external-imports",
          "zod",
        ];
        const raw = join(kept, "raw.d.ts");
        await command(node, [generator, ...options, "--out-file", raw, "--", "kernel/index.ts"], { cwd: root, env });
        writeFileSync(file, readable(readFileSync(raw, "utf8")));
      }
      for (const output of outputs) mkdirSync(dirname(join(root, output)), { recursive: true });
      for (const output of outputs) copyFileSync(file, join(root, output));
      return isKept ? "up to date" : "bundled";
    };
    return exclusively(`declarations ${root}`, bundle, report);
  },
};
