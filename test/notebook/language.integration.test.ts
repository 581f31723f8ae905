import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { NotebookLanguage } from "../../kernel/notebook/language/notebookLanguage.ts";
import { readNotebook } from "../../kernel/notebook/read.ts";

const languageOf = (wfnb: string) =>
  new NotebookLanguage({ notebook: resolve("notebooks/x.wfnb"), workspace: resolve("."), wfnb: resolve(wfnb) });

describe("TypeScript's language service across cells", function () {
  this.timeout(60_000);
  let language: NotebookLanguage;
  let folder: string;
  before(() => {
    language = languageOf("kernel/index.ts");
    folder = mkdtempSync(join(tmpdir(), "wfnb-language-"));
  });
  after(() => {
    language.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const cells = (...sources: string[]) => {
    const all = sources.map((source, index) => ({ id: `c${index}`, source }));
    language.update(all);
    return all;
  };
  const problems = (cell: string) => language.diagnostics(cell).map(({ message }) => message);

  it("knows what other cells declare, above and below", () => {
    cells(
      "interface Row { a: number }\nconst twice = (x: number) => 2 * x;",
      'const row: Row = { a: twice("x") };',
      "later",
      "const later = 1;",
    );
    assert.deepEqual(problems("c0"), []);
    assert.deepEqual(problems("c1"), ["Argument of type 'string' is not assignable to parameter of type 'number'."]);
    assert.deepEqual(language.diagnostics("c1")[0]?.range, {
      start: { line: 0, character: 28 },
      end: { line: 0, character: 31 },
    });
    assert.deepEqual(problems("c2"), []);
  });

  it("lets cells assign to variables of other cells, but not to constants", () => {
    cells("let n = 1; const k = 1;", "n = 2;", "k = 2;");
    assert.deepEqual(problems("c1"), []);
    assert.match(problems("c2")[0] ?? "", /Cannot assign to 'k'/);
  });

  it("takes the nearest declaration above where several cells have one", () => {
    cells("const x = 1;", 'const x = "text";', "x.length", "x.toFixed()");
    assert.deepEqual(problems("c2"), []);
    assert.equal(problems("c3").length, 1);
  });

  it("knows await at the top level, the library, and what every cell has at hand", () => {
    cells(
      'import { Store } from "wfnb";\nconst s = new Store<number>(env());\nconst id: string = await runner.runWorkflow("x", { until: 3, anything: 1 });',
      "runner.runWorkflow(3)",
    );
    assert.deepEqual(problems("c0"), []);
    assert.equal(problems("c1").length, 1);
  });

  it("completes members and names, also in a cell that is half typed", () => {
    const [, half] = cells("const answer = { deep: { value: 1 } };", "answer.deep.");
    assert.deepEqual(
      language.completions("c1", half!.source.length).map(({ name }) => name),
      ["value"],
    );
    cells("const answer = 1;", "ans");
    assert.ok(language.completions("c1", 3).some(({ name }) => name === "answer"));
    assert.equal(language.completionDetail("c1", 3, "answer")?.code.includes("const answer: 1"), true);
  });

  it("hovers, helps with calls, finds declarations and uses, renames across cells", () => {
    cells("/** Adds. */\nfunction add(a: number, b: number) { return a + b; }", "add(1, 2); add(3, 4)");
    const hover = language.hover("c1", 1);
    assert.match(hover?.code ?? "", /add\(a: number, b: number\): number/);
    assert.equal(hover?.documentation, "Adds.");
    assert.equal(language.signatures("c1", 7)?.activeParameter, 1);
    assert.deepEqual(
      language.definitions("c1", 1).map(({ cell, range }) => [cell, range.start]),
      [["c0", { line: 1, character: 9 }]],
    );
    const places = language.rename("c1", 1)!;
    assert.deepEqual(places.map(({ cell, range }) => [cell, range.start.character]).sort(), [
      ["c0", 9],
      ["c1", 0],
      ["c1", 11],
    ]);
  });

  const declarations = "kernel/dist/index.d.ts";
  /** In a folder as a person has it who works with the extension alone. */
  const withoutNodeTypes = () => {
    const wfnb = join(folder, "index.d.ts");
    copyFileSync(declarations, wfnb);
    return new NotebookLanguage({ notebook: join(folder, "x.wfnb"), workspace: folder, wfnb });
  };

  it("takes what Node has for right where Node's types are not there", () => {
    const own = withoutNodeTypes();
    const all = [
      'import { readdirSync, type Stats } from "node:fs";\nimport * as path from "path";\nimport { readFile } from "fs/promises";',
      'readdirSync(".").map((name) => path.join(".", name));\nlet stats: Stats | undefined; stats;\nreadFile;',
      'const text = await fetch("data:,x").then((answer) => answer.text());\nnew URL("a:b").href + Buffer.from(text) + process.argv[2];',
      'import assert, { ok } from "node:assert/strict";\nconst found = [{ a: 1 }].find(({ a }) => a > 0);\nassert(found);\nfound.a;',
      "const other = [{ a: 1 }].find(({ a }) => a > 0);\nok(other !== undefined);\nother.a.toFixed();\nassert.equal(1, 1);",
      'const no: number = "text";\nmissing;',
    ].map((source, index) => ({ id: `n${index}`, source }));
    own.update(all);
    const found = all.map(({ id }) => own.diagnostics(id).map(({ message }) => message));
    own.dispose();
    assert.deepEqual(
      found.slice(0, -1),
      all.slice(0, -1).map(() => []),
    );
    assert.equal(found.at(-1)!.length, 2);
  });

  it("completes what is for users alone, by the library's declarations", () => {
    const own = languageOf(declarations);
    const source = 'import { Environment } from "wfnb";\nnew Environment().';
    own.update([{ id: "env", source }]);
    const names = own.completions("env", source.length).map(({ name }) => name);
    own.dispose();
    assert.ok(names.includes("timeout"));
    assert.deepEqual(
      names.filter((name) => name.startsWith("_")),
      [],
    );
  });

  const services: [string, () => NotebookLanguage][] = [
    ["by the library's sources", () => languageOf("kernel/index.ts")],
    ["by its declarations", () => languageOf(declarations)],
    ["without Node's types", withoutNodeTypes],
  ];
  for (const [how, service] of services) {
    it(`knows what using gives back, and what it cannot, ${how}`, () => {
      const own = service();
      const imports =
        'import { Environment, Resource } from "wfnb";\nconst resource = new Resource(new Environment());\n';
      own.update([
        { id: "right", source: `${imports}function* right() { using slot = resource.request(); yield slot; }` },
        { id: "wrong", source: "function* wrong() { using slot = resource; yield slot.request(); }" },
      ]);
      assert.deepEqual(own.diagnostics("right"), []);
      assert.match(own.diagnostics("wrong")[0]?.message ?? "", /initializer of a 'using' declaration/);
      own.dispose();
    });

    it(`finds nothing wrong with the sample notebooks, ${how}`, () => {
      const own = service();
      for (const name of readdirSync("notebooks").filter((it) => it.endsWith(".wfnb"))) {
        const { cells: all } = readNotebook(readFileSync(`notebooks/${name}`, "utf8"));
        const typescript = all.filter((cell) => cell.language === "typescript");
        own.update(typescript);
        const found = typescript.flatMap(({ id }) =>
          own.diagnostics(id).map(({ message }) => `${name} ${id}: ${message}`),
        );
        assert.deepEqual(found, []);
      }
      own.dispose();
    });
  }
});
