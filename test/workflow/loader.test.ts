import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as wfnb from "../../kernel/authoring.ts";
import { esbuildBundler } from "../../kernel/workflow/bundleWithEsbuild.ts";
import { loadWorkflow } from "../../kernel/workflow/loader.ts";
import { describeThrown } from "../../kernel/workflow/loaderThrown.ts";
import { temporaryFolder } from "../store/temporaryFolder.ts";

describe("A workflow file", () => {
  let workspace: string;
  beforeEach(() => {
    workspace = temporaryFolder();
  });

  const write = (path: string, text: string) => {
    mkdirSync(join(workspace, path, ".."), { recursive: true });
    writeFileSync(join(workspace, path), text);
    return join(workspace, path);
  };
  const load = async (path: string) => {
    const { bundled, problems } = await esbuildBundler(workspace)(path);
    assert.deepEqual(problems, undefined);
    return { bundled: bundled, loaded: loadWorkflow(bundled.bundle, path, workspace, { wfnb }) };
  };

  it("may import local files, JSON, packages of the workspace and Node's modules, without wfnb being installed", async () => {
    write("workflows/lib/shared.ts", `export const shared = (n: number): number => n * 2;`);
    write("workflows/data.json", `{ "rate": 7 }`);
    write("node_modules/tiny/package.json", `{ "name": "tiny", "main": "index.js" }`);
    write("node_modules/tiny/index.js", `module.exports = { three: 3 };`);
    const path = write(
      "workflows/all.ts",
      `import { basename } from "node:path";
       import { three } from "tiny";
       import { defineWorkflow } from "wfnb";
       import data from "./data.json";
       import { shared } from "./lib/shared.ts";
       export default defineWorkflow({ name: "all", description: [basename("/a/b"), three, data.rate, shared(4)].join(), parameters: {}, *execute() {} });`,
    );
    const { bundled, loaded } = await load(path);
    assert.equal(loaded.definition?.description, "b,3,7,8");
    assert.equal(bundled.file, "workflows/all.ts");
    assert.equal(bundled.inputs.length, 4);
  });

  it("has the same bundle hash in another folder, and another after a change of an import", async () => {
    const hash = async (value: number) => {
      workspace = temporaryFolder();
      write("workflows/part.ts", `export const part = ${value};`);
      return (await load(write("workflows/w.ts", `import { part } from "./part.ts"; export default part;`))).bundled
        .bundleHash;
    };
    const [one, same, other] = [await hash(1), await hash(1), await hash(2)];
    assert.deepEqual([one === same, one === other], [true, false]);
  });

  it("is told with its place when it does not compile", async () => {
    const path = write("workflows/w.ts", `const ä = 1;\nconst "x";`);
    const { problems } = await esbuildBundler(workspace)(path);
    assert.deepEqual(problems, [
      { file: path, line: 1, character: 6, message: 'Expected identifier but found "\\"x\\""' },
    ]);
  });

  it("that imports what its module does not export is told where, with what was probably meant", async () => {
    write("workflows/part.ts", "export const present = 1; export type Kind = string;");
    write("workflows/bare.ts", "const present = 1;");
    write("node_modules/tiny/package.json", `{ "name": "tiny", "type": "module", "main": "index.js" }`);
    write("node_modules/tiny/index.js", `import * as own from "./own.js"; export const three = own.newer ?? 3;`);
    write("node_modules/tiny/own.js", "export const older = 1;");
    const cases: [string, { line: number; character: number; message: string }?][] = [
      [
        'import { presnt } from "./part.ts"; export default presnt;',
        {
          line: 0,
          character: 9,
          message:
            'No matching export in "workflows/part.ts" for import "presnt". Did you mean to import "present" instead?',
        },
      ],
      [
        '\nimport { present } from "./bare.ts"; export default present;',
        {
          line: 1,
          character: 9,
          message: 'Import "present" will always be undefined because the file "workflows/bare.ts" has no exports',
        },
      ],
      [
        'import * as part from "./part.ts"; export default part.other;',
        {
          line: 0,
          character: 55,
          message: 'Import "other" will always be undefined because there is no matching export in "workflows/part.ts"',
        },
      ],
      ['import { Kind } from "./part.ts"; const kind: Kind = "x"; export default kind;'],
      ['import { three } from "tiny"; export default three;'],
    ];
    for (const [source, problem] of cases) {
      const path = write("workflows/w.ts", source);
      const { problems } = await esbuildBundler(workspace)(path);
      assert.deepEqual(problems, problem && [{ file: path, ...problem }], source);
    }
  });

  it("that is not there is told", async () => {
    const { problems } = await esbuildBundler(workspace)(join(workspace, "none.ts"));
    assert.match(problems![0]!.message, /There is no such file/);
  });

  it("that throws while it is loaded is told with the place in its source", async () => {
    const path = write(
      "workflows/w.ts",
      `type Unused = string;\n\nexport const f = () => {\n  throw new Error("early");\n};\nf();`,
    );
    const { loaded } = await load(path);
    assert.deepEqual(loaded.problem, {
      file: path,
      line: 3,
      character: 8,
      message: "The workflow file failed while it was loaded: early",
    });
  });

  it("runs in strict mode, as the module that it is", async () => {
    const { loaded } = await load(
      write("workflows/w.ts", `export const o = Object.freeze({ a: 1 }) as { a: number };\no.a = 2;`),
    );
    assert.match(loaded.problem!.message, /Cannot assign to read only property/);
  });

  it("is named as it is called, whatever stands in its name", async () => {
    const path = write("workflows/zwölf [1] 100%25.ts", `throw new Error("early");`);
    const { loaded } = await load(path);
    const { file, line } = loaded.problem!;
    assert.deepEqual({ file, line }, { file: path, line: 0 });
  });

  it("has stacks that name the TypeScript file, also of imports", async () => {
    const part = write("workflows/part.ts", `export function fail(): never {\n  throw new RangeError("deep");\n}`);
    const path = write(
      "workflows/w.ts",
      `import { defineWorkflow } from "wfnb";\nimport { fail } from "./part.ts";\nexport default defineWorkflow({ name: "w", parameters: {}, *execute() { fail(); } });`,
    );
    const { loaded } = await load(path);
    try {
      loaded.definition!.execute({} as never).next();
    } catch (error) {
      const { message, stack } = describeThrown(error, loaded.problem === undefined ? loaded.stacks : undefined);
      assert.equal(message, "RangeError: deep");
      assert.ok(stack!.includes(`${part}:2:9`), stack!);
      assert.ok(stack!.includes(`${path}:3:73`), stack!);
    }
  });
});

describe("what was thrown", () => {
  const told = (thrown: unknown) => describeThrown(thrown).message;
  const withMessage = (error: Error, message: unknown) => Object.assign(error, { message });

  it("is told by its message, and by what stands in its place", () => {
    assert.equal(told(new RangeError("too far")), "RangeError: too far");
    assert.equal(told(new Error()), "Error");
    assert.equal(told(withMessage(new Error(), { a: 1 })), 'The message of this error is no text: {"a":1}');
    assert.equal(told(withMessage(new RangeError("x"), 7)), "RangeError: The message of this error is no text: 7");
    assert.equal(told(withMessage(new Error(), Symbol("s"))), "The message of this error is no text: Symbol(s)");
    assert.equal(told({ message: { a: 1 } }), 'The workflow threw {"message":{"a":1}} instead of an Error.');
  });

  it("is told even if it refers to itself, and never fails to be told", () => {
    const own: Record<string, unknown> = { code: 5n };
    own.self = own;
    assert.match(told(own), /^The workflow threw .*code: 5n.*\[Circular.*instead of an Error\.$/);
    const trap = () => {
      throw new Error("no");
    };
    assert.match(told(new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap })), /cannot be looked at/);
    assert.equal(told(Object.defineProperty(new Error("x"), "message", { get: trap })), "Error");
  });

  it("is told with what caused it, each once, also what several errors caused", () => {
    const causes = (thrown: unknown) => describeThrown(thrown).stack!.match(/^Caused by: .*$/gm);
    const inner = new TypeError("inner", { cause: { code: 5 } });
    assert.deepEqual(causes(new Error("outer", { cause: inner })), [
      "Caused by: TypeError: inner",
      'Caused by: {"code":5}',
    ]);
    assert.deepEqual(causes(new AggregateError([new Error("one"), new Error("two")])), [
      "Caused by: Error: one",
      "Caused by: Error: two",
    ]);
    const own = new Error("own");
    own.cause = own;
    assert.equal(causes(own), null);
  });
});
