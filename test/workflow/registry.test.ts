import assert from "node:assert/strict";
import type { BundleResult } from "../../kernel/workflow/bundle.ts";
import { type DescribeResult, WorkflowRegistry } from "../../kernel/workflow/registry.ts";

describe("The registry", () => {
  /** Files by path: the name that their workflow has, `null` for no default export, `undefined` for a file that does not compile. */
  const registry = (files: Record<string, string | null | undefined>) => {
    const loads: string[] = [];
    const it = new WorkflowRegistry("/ws", "/shipped", {
      listFolder: async (folder) =>
        Object.keys(files)
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1)),
      bundle: async (path): Promise<BundleResult> => {
        const name = files[path];
        if (name === undefined) return { problems: [{ file: path, message: "does not compile" }] };
        const hash = `hash of ${name}`;
        return {
          bundled: {
            path,
            file: path,
            source: "",
            sourceHash: "",
            bundle: { code: "", map: "" },
            bundleHash: hash,
            inputs: [],
          },
        };
      },
      describe: async ({ path }): Promise<DescribeResult> => {
        loads.push(path);
        const name = files[path];
        if (typeof name !== "string") return { problem: { file: path, message: "no default" }, hasDefault: false };
        return {
          description: {
            name,
            version: path.startsWith("/ws") ? "own" : "shipped",
            workflowType: "",
            description: "",
            parameterSchema: {},
            defaults: {},
            file: path,
          },
        };
      },
    });
    return { it, loads, files };
  };

  it("lists those of the workspace and the shipped ones; a name in the workspace hides a shipped one", async () => {
    const { it } = registry({ "/ws/workflows/b.ts": "b", "/shipped/a.ts": "a", "/shipped/b.ts": "b" });
    const { workflows, problems } = await it.list();
    assert.deepEqual(
      workflows.map(({ name, version }) => `${name} ${version}`),
      ["a shipped", "b own"],
    );
    assert.deepEqual(problems, []);
  });

  it("chooses the file that bears the name of two that define it, lists it as it finds it, and tells of the other", async () => {
    const { it } = registry({ "/ws/workflows/aold.ts": "dup", "/ws/workflows/dup.ts": "dup" });
    const { workflows, problems } = await it.list();
    assert.deepEqual(
      workflows.map(({ file }) => file),
      ["/ws/workflows/dup.ts"],
    );
    assert.equal((await it.find("dup")).bundled!.path, "/ws/workflows/dup.ts");
    assert.deepEqual(problems, [
      {
        file: "/ws/workflows/aold.ts",
        message:
          'This file defines the workflow "dup", and so does /ws/workflows/dup.ts, which is the one that runs, because the file bears the name. Give one of them another name.',
        namesake: { name: "dup", runs: { file: "/ws/workflows/dup.ts" } },
      },
    ]);
  });

  it("chooses the first of two that define a name which neither bears", async () => {
    const { it } = registry({ "/ws/workflows/b.ts": "lamp", "/ws/workflows/a.ts": "lamp" });
    const { workflows, problems } = await it.list();
    assert.deepEqual([workflows[0]!.file, workflows.length], ["/ws/workflows/a.ts", 1]);
    assert.equal((await it.find("lamp")).bundled!.path, "/ws/workflows/a.ts");
    assert.match(problems[0]!.message, /so does \/ws\/workflows\/a\.ts, .* because it comes first/);
  });

  it("finds a workflow of the workspace before a shipped file that bears its name, as it lists it", async () => {
    const { it } = registry({ "/ws/workflows/mine.ts": "b", "/shipped/b.ts": "b" });
    const { workflows, problems } = await it.list();
    assert.deepEqual([workflows[0]!.file, problems], ["/ws/workflows/mine.ts", []]);
    assert.equal((await it.find("b")).bundled!.path, "/ws/workflows/mine.ts");
  });

  it("passes over tests, declarations, other files and code that workflows share", async () => {
    const { it, loads } = registry({
      "/ws/workflows/a.test.ts": "t",
      "/ws/workflows/a.d.ts": "d",
      "/ws/workflows/a.toml": "x",
      "/ws/workflows/shared.ts": null,
    });
    assert.deepEqual(await it.list(), { workflows: [], problems: [] });
    assert.deepEqual(loads, ["/ws/workflows/shared.ts"]);
  });

  it("tells what does not compile and lists the rest", async () => {
    const { it } = registry({ "/ws/workflows/a.ts": "a", "/ws/workflows/bad.ts": undefined });
    const { workflows, problems } = await it.list();
    assert.deepEqual([workflows.length, problems[0]!.file], [1, "/ws/workflows/bad.ts"]);
  });

  it("loads a file once while its bundle stays the same", async () => {
    const { it, loads, files } = registry({ "/ws/workflows/a.ts": "a" });
    await it.list();
    await it.list();
    assert.equal(loads.length, 1);
    files["/ws/workflows/a.ts"] = "renamed";
    assert.equal((await it.list()).workflows[0]!.name, "renamed");
    assert.equal(loads.length, 2);
  });

  it("finds by name without loading the others when the file bears it", async () => {
    const { it, loads } = registry({ "/ws/workflows/a.ts": "a", "/ws/workflows/b.ts": "b" });
    assert.equal((await it.find("b")).bundled!.path, "/ws/workflows/b.ts");
    assert.deepEqual(loads, ["/ws/workflows/b.ts"]);
  });

  it("finds a workflow whose file has another name, and a file by its path", async () => {
    const { it } = registry({ "/ws/workflows/a.ts": "lamp" });
    assert.equal((await it.find("lamp")).bundled!.path, "/ws/workflows/a.ts");
    assert.equal((await it.find("workflows/a.ts")).bundled!.path, "/ws/workflows/a.ts");
  });

  it("names those it knows when there is none of that name", async () => {
    const { it } = registry({ "/ws/workflows/b.ts": "b", "/shipped/a.ts": "a" });
    assert.match((await it.find("c")).problems![0]!.message, /There is no workflow "c" in .*Known here: a, b\./);
  });
});
