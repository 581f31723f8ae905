import { basename, isAbsolute, join, resolve } from "node:path";
import type { WorkflowDescription } from "../model/index.ts";
import type { BundledWorkflow, Bundler, WorkflowText } from "./bundle.ts";
import type { WorkflowProblem } from "./loaderProblem.ts";

/** The workflows of a workspace, and the files that should hold one and do not load. */
export interface WorkflowListing {
  readonly workflows: readonly WorkflowDescription[];
  readonly problems: readonly WorkflowProblem[];
}

export type DescribeResult =
  | { readonly description: WorkflowDescription; readonly problem?: undefined }
  | { readonly description?: undefined; readonly problem: WorkflowProblem; readonly hasDefault: boolean };

export type FindResult =
  | { readonly bundled: BundledWorkflow; readonly problems?: undefined }
  | { readonly bundled?: undefined; readonly problems: readonly WorkflowProblem[] };

export interface RegistryPorts {
  readonly bundle: Bundler;
  /** Loads a bundle where it can do no harm and tells what it defines. */
  readonly describe: (bundled: BundledWorkflow) => Promise<DescribeResult>;
  /** File names in a folder; none when it does not exist. */
  readonly listFolder: (folder: string) => Promise<readonly string[]>;
  /** Descriptions that need no code: of workflows that cannot or must not be loaded. Loaded ones come first. */
  readonly published?: () => Promise<readonly WorkflowDescription[]>;
}

/**
 * Finds `workflows/*.ts` of the workspace and the workflows shipped with the product; a name in the workspace hides a shipped one.
 * Descriptions are kept by the hash of the bundle, so code runs again only when it has changed.
 */
export class WorkflowRegistry {
  readonly #workspace: string;
  readonly #folders: readonly string[];
  readonly #ports: RegistryPorts;
  readonly #described = new Map<string, Promise<DescribeResult>>();

  constructor(workspace: string, shippedFolder: string | null, ports: RegistryPorts) {
    this.#workspace = workspace;
    const own = join(workspace, "workflows");
    this.#folders = shippedFolder === null || resolve(shippedFolder) === own ? [own] : [own, shippedFolder];
    this.#ports = ports;
  }

  async list(): Promise<WorkflowListing> {
    const results = await Promise.all((await this.#files()).map((path) => this.#describeFile(path)));
    const workflows = new Map<string, WorkflowDescription>();
    for (const { description } of results) {
      if (description !== undefined && !workflows.has(description.name)) workflows.set(description.name, description);
    }
    for (const description of (await this.#ports.published?.()) ?? []) {
      if (!workflows.has(description.name)) workflows.set(description.name, description);
    }
    return {
      workflows: [...workflows.values()].sort((a, b) => a.name.localeCompare(b.name)),
      problems: results.flatMap(({ problems }) => problems),
    };
  }

  /** The bundle of a workflow: by name, by the path of its file, relative to the workspace, or of a text that is given. */
  async find(workflow: string, given?: WorkflowText): Promise<FindResult> {
    if (given !== undefined) return this.#ports.bundle(given.path, given);
    if (workflow.endsWith(".ts")) {
      return this.#ports.bundle(isAbsolute(workflow) ? workflow : resolve(this.#workspace, workflow));
    }
    const files = await this.#files();
    // By custom the file bears the workflow's name: look there first, so that one start does not load every file.
    const namesake = files.filter((path) => basename(path, ".ts") === workflow);
    const others = files.filter((path) => !namesake.includes(path));
    const problems: WorkflowProblem[] = [];
    for (const path of namesake) {
      const result = await this.#ports.bundle(path);
      if (result.problems !== undefined) return result;
      const { description, problem } = await this.#describe(result.bundled);
      if (problem !== undefined) return { problems: [problem] };
      if (description.name === workflow) return result;
    }
    const known: string[] = [];
    for (const path of others) {
      const result = await this.#ports.bundle(path);
      if (result.problems !== undefined) {
        problems.push(...result.problems);
        continue;
      }
      const { description } = await this.#describe(result.bundled);
      if (description?.name === workflow) return result;
      if (description !== undefined) known.push(description.name);
    }
    return { problems: [this.#notFound(workflow, known), ...problems] };
  }

  async #files(): Promise<string[]> {
    const listed = await Promise.all(
      this.#folders.map(async (folder) =>
        (await this.#ports.listFolder(folder))
          .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts") && !name.endsWith(".test.ts"))
          .sort()
          .map((name) => join(folder, name)),
      ),
    );
    return listed.flat();
  }

  async #describeFile(
    path: string,
  ): Promise<{ description?: WorkflowDescription; problems: readonly WorkflowProblem[] }> {
    const { bundled, problems } = await this.#ports.bundle(path);
    if (problems !== undefined) return { problems };
    const result = await this.#describe(bundled);
    if (result.description !== undefined) return { description: result.description, problems: [] };
    // A file beside the workflows that exports nothing by default is code that they share.
    return { problems: result.hasDefault ? [result.problem] : [] };
  }

  #describe(bundled: BundledWorkflow): Promise<DescribeResult> {
    const key = `${bundled.path} ${bundled.bundleHash}`;
    let described = this.#described.get(key);
    if (described === undefined) {
      described = this.#ports.describe(bundled);
      this.#described.set(key, described);
      described.catch(() => this.#described.delete(key));
    }
    return described;
  }

  #notFound(workflow: string, known: readonly string[]): WorkflowProblem {
    const others = known.length > 0 ? ` Known here: ${[...known].sort().join(", ")}.` : "";
    return {
      file: join(this.#workspace, "workflows", `${workflow}.ts`),
      message: `There is no workflow "${workflow}" in ${this.#folders.join(" or ")}.${others}`,
    };
  }
}
