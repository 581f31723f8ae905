/**
 * What waking the extension costs: `npm run bench:activation`. Each round is a new VS Code with a new extension host.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { eagerModules } from "../../extension/eagerModules.ts";
import { runInBrowser } from "../../host/runInBrowser.ts";
import type { ActivationTimes, Times } from "./inHost.ts";

const root = resolve(import.meta.dirname, "../../..");
const rounds = Number(process.argv[2] ?? 5);
const aimMs = 100;

const work = mkdtempSync(join(tmpdir(), "wfnb-activation-"));
const folder = join(work, "workspace");
const result = join(work, "result.json");
const inHost = join(work, "inHost.cjs");
mkdirSync(folder);
writeFileSync(join(folder, "settings.toml"), "[tool]\nname = 'another project'\n");
await build({
  entryPoints: [join(import.meta.dirname, "inHost.ts")],
  outfile: inHost,
  bundle: true,
  platform: "node",
  format: "cjs",
  external: ["vscode"],
});
process.env.WFNB_ACTIVATION_RESULT = result;

const times: ActivationTimes[] = [];
for (let round = 0; round < rounds; round += 1) {
  const code = await runInBrowser({ extensionDevelopmentPath: root, extensionTestsPath: inHost, folder });
  if (code !== 0) process.exit(code);
  times.push(JSON.parse(readFileSync(result, "utf8")) as ActivationTimes);
}
rmSync(work, { recursive: true, force: true });

const modules = await eagerModules("extension/extension.ts");
const groups = new Map<string, { modules: number; bytes: number }>();
for (const { path, bytes } of modules) {
  const name = path.includes("node_modules/")
    ? path.replace(/^.*node_modules\//, "")
    : path.split("/").slice(0, 2).join("/");
  const group = groups.get(name) ?? { modules: 0, bytes: 0 };
  groups.set(name, { modules: group.modules + 1, bytes: group.bytes + bytes });
}
console.log("\nloaded before anything is asked (modules, kB of source):");
for (const [name, group] of [...groups].sort((a, b) => b[1].bytes - a[1].bytes)) {
  console.log(`  ${name.padEnd(36)}${String(group.modules).padStart(4)}${(group.bytes / 1000).toFixed(1).padStart(8)}`);
}
console.log(
  `Node's own: ${times[0]!.builtins.map((name) => name.replace("NativeModule ", "")).join(", ") || "none"}\n`,
);

const row = (name: string, of: (time: ActivationTimes) => readonly Times[]) => {
  const figures = (key: keyof Times) => {
    const sorted = times.map((time) => of(time).reduce((sum, part) => sum + part[key], 0)).sort((a, b) => a - b);
    const [least, median, most] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!].map((ms) => ms.toFixed(1));
    return `${median} ms (${least} to ${most})`;
  };
  console.log(`${name.padEnd(40)} ${figures("processorMs").padEnd(28)} ${figures("wallMs")}`);
};
const heading = `median of ${rounds} starts`;
console.log(`${heading.padEnd(40)} ${"processor time".padEnd(28)} elapsed`);
row("the script: read, compiled, evaluated", ({ load }) => [load]);
row("activate()", ({ activate }) => [activate]);
row(`both (aim: below ${aimMs} ms)`, ({ load, activate }) => [load, activate]);
console.log(`load of this machine meanwhile: ${loadavg()[0]!.toFixed(1)}`);
process.exit();
