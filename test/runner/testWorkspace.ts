import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forkKernel, KernelProcess, type KernelProcessOptions } from "../../kernel/runner/index.ts";
import { temporaryFolder } from "../store/temporaryFolder.ts";

/** A workspace with these workflow files, by name. */
export function testWorkspace(workflows: Readonly<Record<string, string>>): string {
  const workspace = temporaryFolder();
  mkdirSync(join(workspace, "workflows"));
  for (const [name, source] of Object.entries(workflows)) {
    writeFileSync(join(workspace, "workflows", `${name}.ts`), source);
  }
  return workspace;
}

/** A workflow file whose `execute` has this body. */
export function workflowSource(name: string, body: string, parameters = "{}"): string {
  return `import { defineWorkflow, parameter } from "wfnb";
void parameter;
export default defineWorkflow({
  name: ${JSON.stringify(name)},
  parameters: ${parameters},
  *execute({ env, parameters, state, broadcast, count, gauge, log, mark }) {
    ${body}
  },
});
`;
}

/** A real kernel process on a workspace. */
export function kernelOn(workspace: string, options: Partial<KernelProcessOptions> = {}): KernelProcess {
  const entry = new URL("../../kernel/apps/kernel/main.ts", import.meta.url);
  return new KernelProcess({ workspace, shippedWorkflows: null, fork: forkKernel({ entry }), ...options });
}
