import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describedBySchema, publishedSchema } from "../config/index.ts";
import type { WorkflowDescription } from "../model/index.ts";

/** Beside the workflows, to be committed with them: who does not trust a workspace still gets its configurations checked. */
const folderIn = (workspace: string) => join(workspace, "workflows", "schemas");
const ending = ".schema.json";

/** The workflows that a workspace's published schemas describe. Files that are none are passed over: nothing here is trusted. */
export async function publishedWorkflows(workspace: string): Promise<WorkflowDescription[]> {
  const folder = folderIn(workspace);
  const names = await readdir(folder).catch(() => []);
  const described = await Promise.all(
    names.filter((name) => name.endsWith(ending)).map((name) => readDescription(join(folder, name))),
  );
  return described.filter((one) => one !== undefined);
}

async function readDescription(path: string): Promise<WorkflowDescription | undefined> {
  try {
    return describedBySchema(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Writes the schemas of these workflows in both drafts; returns the paths. */
export async function writeSchemas(workspace: string, workflows: readonly WorkflowDescription[]): Promise<string[]> {
  const folder = folderIn(workspace);
  await mkdir(folder, { recursive: true });
  const files = workflows.flatMap((workflow) => [
    { path: join(folder, `${workflow.name}${ending}`), schema: publishedSchema(workflow, "draft-07") },
    { path: join(folder, `${workflow.name}.draft-04.json`), schema: publishedSchema(workflow, "draft-04") },
  ]);
  for (const { path, schema } of files) await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
  return files.map(({ path }) => path);
}
