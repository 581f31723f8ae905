import { command } from "../command.mjs";

/** Packages the extension for the platforms that the arguments name, and shows what each package holds. */
export async function packageExtension({ root, env, node }, args) {
  await command(node, ["packaging/package.ts", ...args], { cwd: root, env, stdio: "inherit" });
  return 0;
}
