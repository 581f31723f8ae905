// Serves VS Code to this machine's browsers until it is told to stop:
// `node test/host/serve.ts <data folder> <extension.vsix> <folder> <file>`.
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { startServer } from "./server.ts";

const [dataFolder, vsix, folder, file] = process.argv.slice(2);
if (!dataFolder || !vsix || !folder || !file)
  throw new Error("Usage: serve.ts <data folder> <extension.vsix> <folder> <file>");

// A browser keeps its part of the editor's state by address, so the port stays the same where it can.
const usualPort = 8271;

const asked = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, resolve);
});
await mkdir(dataFolder, { recursive: true, mode: 0o700 });
const server = await startServer({
  dataFolder,
  vsix: [vsix],
  workspaceTrust: true,
  settings: {
    "security.workspace.trust.startupPrompt": "always",
    // The editor waits for extensions only where it is told beforehand that one of them opens such files.
    "workbench.editorAssociations": { "*.wfnb": "wfnb" },
  },
  port: usualPort,
  connectionToken: randomBytes(16).toString("hex"),
});
console.log(
  `\nOpen this address in a browser on this machine (its token is the key; keep it to yourself):\n\n  ${server.url({ folder, file })}\n\nVS Code will ask whether you trust the folder: workflows run only if you do.\nPress Ctrl+C to stop.`,
);
await Promise.race([asked, server.ended]);
await server.stop();
