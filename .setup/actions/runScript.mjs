import { spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a TypeScript file of the clone from its sources, with these arguments. */
export async function runScript({ root, env, node }, [file, ...args]) {
  const flags = ["--conditions=wfnb-source", "--disable-warning=ExperimentalWarning", "--expose-gc"];
  const child = spawn(node, [...flags, file, ...args], { cwd: root, env, stdio: "inherit" });
  process.on("SIGINT", () => {}); // The terminal sends it to the child as well.
  const [code, signal] = await once(child, "exit");
  return signal ? 1 : code;
}
