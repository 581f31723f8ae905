#!/usr/bin/env node
// Stands in for a desktop VS Code as `vscodeExecutablePath` of @vscode/test-electron: takes the same arguments,
// runs the suite in VS Code's server with a headless Chromium as its window, and exits with the suite's code.
import { parseLaunch } from "./launchArguments.ts";
import { runInBrowser } from "./runInBrowser.ts";

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
process.exitCode = await runInBrowser(parseLaunch(process.argv.slice(2)));
process.exit();
