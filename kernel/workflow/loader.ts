import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import type { WorkflowBundle } from "../model/index.ts";
import { isWorkflowDefinition, type WorkflowDefinition } from "./defineWorkflow.ts";
import type { WorkflowProblem } from "./loaderProblem.ts";
import { StackMapper } from "./loaderStack.ts";
import { describeThrown } from "./loaderThrown.ts";

/** What a bundle may import without carrying it: `wfnb`, provided by whoever runs it. */
export type ProvidedModules = Readonly<Record<string, unknown>>;

export type LoadResult =
  | { readonly definition: WorkflowDefinition; readonly stacks: StackMapper; readonly problem?: undefined }
  | { readonly definition?: undefined; readonly problem: WorkflowProblem; readonly hasDefault: boolean };

/**
 * Evaluates a bundle and takes the workflow that it exports. Runs the user's code: only ever in a worker.
 * `path` is the TypeScript file: packages are resolved from it and stacks name it.
 */
export function loadWorkflow(
  bundle: WorkflowBundle,
  path: string,
  workspace: string,
  provided: ProvidedModules,
): LoadResult {
  const scriptName = `${path}.bundle.cjs`;
  const stacks = new StackMapper(scriptName, bundle.map, workspace);
  const requireFromFile = createRequire(path);
  const require = (name: string): unknown => (Object.hasOwn(provided, name) ? provided[name] : requireFromFile(name));
  const module: { exports: Record<string, unknown> } = { exports: {} };
  try {
    const evaluate = compileFunction(bundle.code, ["module", "exports", "require"], {
      filename: scriptName,
    }) as (...given: readonly unknown[]) => void;
    evaluate(module, module.exports, require);
  } catch (error) {
    const thrown = describeThrown(error, stacks);
    const [place] = stacks.places(thrown.stack ?? "");
    return {
      hasDefault: true,
      problem: {
        file: place?.file ?? path,
        ...(place === undefined ? {} : { line: place.line, character: place.character }),
        message: `The workflow file failed while it was loaded: ${thrown.message}`,
      },
    };
  }
  const exported = module.exports.default;
  if (isWorkflowDefinition(exported)) return { definition: exported, stacks };
  const hasDefault = exported !== undefined;
  const found = hasDefault ? "its default export is something else" : "it has no default export";
  return {
    hasDefault,
    problem: {
      file: path,
      message: `The file does not define a workflow: ${found}. Write \`export default defineWorkflow({ ... })\`.`,
    },
  };
}
