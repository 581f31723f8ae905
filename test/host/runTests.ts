// Runs the tests that live inside VS Code's extension host: `node test/host/runTests.ts`, on a copy of the samples.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { runTests } from "@vscode/test-electron";
import { desktopExecutable } from "./desktopExecutable.ts";

const root = resolve(import.meta.dirname, "..", "..");
const workspace = mkdtempSync(join(tmpdir(), "wfnb-workspace-"));
process.on("exit", () => rmSync(workspace, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
for (const name of ["workflows", "notebooks"]) {
  cpSync(join(root, name), join(workspace, name), { recursive: true, filter: (path) => basename(path) !== ".wfnb" });
}
try {
  await runTests({
    vscodeExecutablePath: desktopExecutable() ?? join(import.meta.dirname, "vscode.ts"),
    extensionDevelopmentPath: process.env.WFNB_DEVELOPMENT_PATH ?? root,
    extensionTestsPath: process.env.WFNB_TESTS_PATH ?? join(root, "dist", "test", "vscode", "index.cjs"),
    launchArgs: [workspace],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
