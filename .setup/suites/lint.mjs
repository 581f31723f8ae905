// Every static check is one item of the suite: passed or failed, with its output.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const bin = (path, ...args) => [join("node_modules", path), ...args];

const checks = [
  { title: "format and style (biome)", args: bin("@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".") },
  { title: "types (tsc)", args: bin("typescript/bin/tsc", "-p", ".") },
  { title: "types of the renderer (tsc)", args: bin("typescript/bin/tsc", "-p", "extension/renderer") },
  { title: "types of the pages (tsc)", args: bin("typescript/bin/tsc", "-p", "extension/pages") },
  { title: "typed rules (eslint)", args: bin("eslint/bin/eslint.js", ".") },
  {
    title: "import zones (dependency-cruiser)",
    args: bin("dependency-cruiser/bin/dependency-cruiser.mjs", "kernel", "extension", "workflows"),
  },
  { title: "dead code (knip)", args: bin("knip/bin/knip.js") },
];

const failures = [];
for (const { title, args } of checks) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  console.log(`${status === 0 ? "passed" : "FAILED"}: ${title}`);
  if (status === 0) continue;
  const message = `${stdout}${stderr}`.trimEnd() || `ended with ${signal ?? `exit code ${status}`}`;
  console.log(message);
  failures.push({ title, message });
}

if (process.env.WFNB_RESULT) {
  mkdirSync(dirname(process.env.WFNB_RESULT), { recursive: true });
  writeFileSync(
    process.env.WFNB_RESULT,
    JSON.stringify({ passed: checks.length - failures.length, failed: failures.length, failures }, null, 1),
  );
}
process.exitCode = failures.length > 0 ? 1 : 0;
