import { isAbsolute, join, resolve } from "node:path";
import { bearsName, type WorkflowDescription } from "../model/index.ts";
import type { BundledWorkflow, Bundler, WorkflowText } from "./bundle.ts";
import { placeOfName } from "./definedNames.ts";
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

interface DescribedFile {
  readonly path: string;
  readonly source?: string;
  readonly description?: WorkflowDescription;
  readonly problems: readonly WorkflowProblem[];
}

/**
 * Finds `workflows/*.ts` of the workspace and the workflows shipped with the product; a name in the workspace hides a shipped one.
 * Of two files of one folder that define the same name the one that bears it is chosen, then the first in the alphabet.
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
    const folders = await Promise.all(
      (await this.#files()).map((files) => Promise.all(files.map((path) => this.#describeFile(path)))),
    );
    const workflows = new Map<string, WorkflowDescription>();
    const problems = folders.flat().flatMap((file) => file.problems);
    for (const files of folders) {
      const inFolder = new Map<string, DescribedFile>();
      for (const file of inOrderOfChoice(files)) {
        const { description } = file;
        if (description === undefined) continue;
        const { name } = description;
        const chosen = inFolder.get(name);
        if (chosen !== undefined) problems.push(namesake(name, file, chosen));
        else inFolder.set(name, file);
        if (!workflows.has(name)) workflows.set(name, description);
      }
    }
    for (const description of (await this.#ports.published?.()) ?? []) {
      if (!workflows.has(description.name)) workflows.set(description.name, description);
    }
    return {
      workflows: [...workflows.values()].sort((a, b) => a.name.localeCompare(b.name)),
      problems,
    };
  }

  /** The bundle of a workflow: by name, by the path of its file, relative to the workspace, or of a text that is given. */
  async find(workflow: string, given?: WorkflowText): Promise<FindResult> {
    if (given !== undefined) return this.#ports.bundle(given.path, given);
    if (workflow.endsWith(".ts")) {
      return this.#ports.bundle(isAbsolute(workflow) ? workflow : resolve(this.#workspace, workflow));
    }
    const known: string[] = [];
    const problems: WorkflowProblem[] = [];
    for (const files of await this.#files()) {
      // By custom the file bears the workflow's name: look there first, so that one start does not load every file.
      const namesakes = files.filter((path) => bearsName(path, workflow));
      for (const path of [...namesakes, ...files.filter((it) => !namesakes.includes(it))]) {
        const result = await this.#ports.bundle(path);
        const isExpected = namesakes.includes(path);
        if (result.problems !== undefined) {
          if (isExpected) return result;
          problems.push(...result.problems);
          continue;
        }
        const { description, problem } = await this.#describe(result.bundled);
        if (problem !== undefined && isExpected) return { problems: [problem] };
        if (description?.name === workflow) return result;
        if (description !== undefined) known.push(description.name);
      }
    }
    return { problems: [this.#notFound(workflow, known), ...problems] };
  }

  /** By folder. */
  #files(): Promise<string[][]> {
    return Promise.all(
      this.#folders.map(async (folder) =>
        (await this.#ports.listFolder(folder))
          .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts") && !name.endsWith(".test.ts"))
          .sort()
          .map((name) => join(folder, name)),
      ),
    );
  }

  async #describeFile(path: string): Promise<DescribedFile> {
    const { bundled, problems } = await this.#ports.bundle(path);
    if (problems !== undefined) return { path, problems };
    const result = await this.#describe(bundled);
    const { source } = bundled;
    if (result.description !== undefined) return { path, source, description: result.description, problems: [] };
    // A file beside the workflows that exports nothing by default is code that they share.
    return { path, problems: result.hasDefault ? [result.problem] : [] };
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

/** Files that bear the name of their workflow come before the others. */
function inOrderOfChoice(files: readonly DescribedFile[]): DescribedFile[] {
  const namesakes = files.filter(({ path, description }) => description && bearsName(path, description.name));
  return [...namesakes, ...files.filter((file) => !namesakes.includes(file))];
}

function namesake(name: string, file: DescribedFile, chosen: DescribedFile): WorkflowProblem {
  const reason = bearsName(chosen.path, name) ? "because the file bears the name" : "because it comes first";
  return {
    ...placeIn(file, name),
    message: `This file defines the workflow "${name}", and so does ${chosen.path}, which is the one that runs, ${reason}. Give one of them another name.`,
    namesake: { name, runs: placeIn(chosen, name) },
  };
}

function placeIn({ path, source = "" }: DescribedFile, name: string) {
  return { file: path, ...placeOfName(source, name)?.start };
}
