/** A file to make, its path relative to the workspace. */
export interface ScaffoldFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The files of a new workflow: TypeScript, defaults in TOML, a notebook and a test; and what an editor needs to know of `wfnb`
 * where the workspace has no `node_modules`. Throws a RangeError for a name that a workflow cannot have.
 *
 * @param declarations Text of the library's declarations, or undefined to leave them and the tsconfig out.
 */
export function scaffoldWorkflow(name: string, declarations: string | undefined): ScaffoldFile[] {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(name)) {
    throw new RangeError(
      `A workflow's file name starts with a letter and goes on with letters, digits or "_", not "${name}".`,
    );
  }
  const files = [
    { path: `workflows/${name}.ts`, text: workflowText(name) },
    { path: `workflows/${name}_default.toml`, text: configText(name) },
    { path: `notebooks/${name}.wfnb`, text: notebookText(name) },
    { path: `workflows/${name}.test.ts`, text: testText(name) },
  ];
  if (declarations === undefined) return files;
  return [
    ...files,
    { path: ".wfnb/types/wfnb.d.ts", text: declarations },
    { path: "tsconfig.json", text: tsconfigText },
  ];
}

const workflowText = (name: string) => `import { defineWorkflow, parameter } from "wfnb";

export default defineWorkflow({
  name: "${name}",
  version: "1.0",
  description: "Say here what it models",
  parameters: {
    item_count: parameter.count({ default: 3, description: "How many items are made" }),
    item_duration: parameter.seconds({ default: 10, description: "Time that one item takes" }),
  },

  *execute({ env, parameters, state, broadcast, count }) {
    state("working");
    broadcast("work_started");
    for (let item = 0; item < parameters.item_count; item += 1) {
      yield env.timeout(parameters.item_duration);
      count("item");
    }
    state("done");
  },
});
`;

const configText = (name: string) => `[workflow]
name = "${name}"
version = "1.0"

[parameters]
item_count = 3
item_duration = 10  # s
`;

const testText = (name: string) => `// Run with: npm install --save-dev wfnb && node --test workflows/
import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "wfnb";

test("${name} makes as many items as it is told to", async () => {
  const execution = await run("${name}", { item_count: 5 });
  assert.equal(execution.counts.item, 5);
  assert.equal(execution.simulatedEndTime, 50);
});
`;

function notebookText(name: string): string {
  const cell = {
    cell_type: "code",
    execution_count: null,
    id: "run",
    metadata: { vscode: { languageId: "toml" } },
    outputs: [],
  };
  const notebook = {
    cells: [
      {
        cell_type: "markdown",
        id: "about",
        metadata: {},
        source: [`# ${name}\n`, "\n", "Run the cell below: the timeline grows under it."],
      },
      { ...cell, source: ["[workflow]\n", `name = "${name}"\n`, "\n", "[parameters]\n", "item_count = 3"] },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

const tsconfigText = `${JSON.stringify(
  {
    compilerOptions: {
      target: "es2024",
      module: "esnext",
      moduleResolution: "bundler",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      paths: { wfnb: ["./.wfnb/types/wfnb.d.ts"] },
    },
    include: ["workflows", ".wfnb/types"],
    exclude: ["**/*.test.ts"],
  },
  null,
  2,
)}\n`;
