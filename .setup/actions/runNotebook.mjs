import { spawn } from "node:child_process";
import { once } from "node:events";

/** Executes the reference notebook, or what the arguments name, with the `wfnb` command of the clone. */
export async function runNotebook({ root, env, node }, args) {
  const wanted = args.length > 0 ? args : ["run", "notebooks/stf_processing.wfnb"];
  const child = spawn(node, ["kernel/dist/cli.js", ...wanted], { cwd: root, env, stdio: "inherit" });
  process.on("SIGINT", () => {}); // The terminal sends it to the child as well, which decides how to end.
  const [code, signal] = await once(child, "exit");
  if (code === 0 && args.length === 0) console.log("To open this notebook in an editor: npm run code");
  return signal ? 1 : code;
}
