import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { cacheFolder } from "../cache.mjs";

/** Serves VS Code on 127.0.0.1 until Ctrl+C. The server is TypeScript and runs under Node 24. */
export async function serveEditor({ root, env, node, vsix }, notebook) {
  const args = ["test/host/serve.ts", join(cacheFolder(env), "editor"), vsix, root, join(root, notebook)];
  const child = spawn(node, args, { cwd: root, env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, "exit");
  return code ?? 1;
}
