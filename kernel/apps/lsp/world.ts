import { glob } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { LanguageWorld, WorkflowFault } from "../../config/index.ts";
import type { WorkflowDescription } from "../../model/index.ts";
import { fileReader } from "../../platform/readText.ts";
import { parameterUses } from "../../workflow/parameterUses.ts";

/** What the server needs to know of a workspace on this machine. */
export interface Workspace extends LanguageWorld {
  readonly root: string;
  /** Paths of all TOML files. */
  configFiles(): Promise<readonly string[]>;
}

/** The workflows of a workspace, and the files that do not load. */
interface Listing {
  readonly workflows: readonly WorkflowDescription[];
  readonly problems?: readonly WorkflowFault[];
}

/** A workspace in a folder; `listing` is asked at every look. */
export function workspaceIn(root: string, listing: () => Listing): Workspace {
  const read = fileReader(root);
  const usesOf = rememberedUses();
  return {
    root,
    read,
    workflows: () => listing().workflows,
    problems: () => listing().problems ?? [],
    uses: async ({ file }) => {
      const source = await read(file);
      return typeof source === "string" ? usesOf(file, source) : undefined;
    },
    nearbyConfigs: async (name) => {
      const folder = dirname(name);
      const paths = (await tomlFilesIn(folder)).filter((path) => path !== name);
      return paths.map((path) => relative(folder, path).replaceAll("\\", "/")).sort();
    },
    configFiles: () => tomlFilesIn(root),
  };
}

/** Many configurations ask about the code of few workflows. */
function rememberedUses() {
  const known = new Map<string, { readonly source: string; readonly uses: ReturnType<typeof parameterUses> }>();
  return (file: string, source: string) => {
    const before = known.get(file);
    if (before?.source === source) return before.uses;
    const uses = parameterUses(source, file);
    known.set(file, { source, uses });
    return uses;
  };
}

async function tomlFilesIn(folder: string): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const path of glob("**/*.toml", {
      cwd: folder,
      exclude: (name) => /^(node_modules|\.git|\.wfnb)$/.test(name),
    })) {
      paths.push(join(folder, path));
      if (paths.length >= mostFiles) break;
    }
  } catch {
    // A folder that is not there, or not ours to read, has no configurations.
  }
  return paths;
}

const mostFiles = 500;
