import { join } from "node:path";

/** The folder of VS Code's server, which the set-up installs and names in the environment. */
export function serverFolder(env: NodeJS.ProcessEnv = process.env): string {
  const host = env.WFNB_HOST_DIR;
  if (!host)
    throw new Error(
      "WFNB_HOST_DIR is not set: start this through npm (`npm test`, `npm run test:click`, `npm run code`), which installs the VS Code host and names it.",
    );
  return join(host, "node_modules", "code-server", "lib", "vscode");
}
