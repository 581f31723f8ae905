import assert from "node:assert/strict";
import fc from "fast-check";
import { CappedText } from "../../kernel/notebook/typescript/cappedText.ts";
import { analyseCell } from "../../kernel/notebook/typescript/executedCells.ts";
import { rewriteCell } from "../../kernel/notebook/typescript/rewriteCell.ts";
import { workflowText } from "../../kernel/notebook/typescript/workflowText.ts";

/** The lines between the wrapper's; strict mode is theirs. */
const rewritten = (source: string) => {
  const lines = rewriteCell(source).cell?.code.split("\n").slice(1, -1) ?? [];
  return lines
    .filter((line) => line !== '"use strict";')
    .join("\n")
    .trim();
};

describe("rewriting a cell", () => {
  it("turns declarations into assignments, patterns included", () => {
    assert.equal(rewritten("const { a, b: [c = 1, ...d], ...e } = f();"), "({ a, b: [c = 1, ...d], ...e } = f());");
    assert.equal(rewritten("let x: number, y = 1;"), "x = void 0;\ny = 1;");
    assert.deepEqual(rewriteCell("class A {} enum B { C } function d() {} interface E {}").cell?.declared.toSorted(), [
      "A",
      "B",
      "d",
    ]);
  });

  it("puts functions and imports first, and leaves types out", () => {
    const code = rewritten('f();\nimport { a as b, type T } from "x";\nfunction f(): void {}\nlet z;');
    assert.match(
      code,
      /^f = function \(\) \{ \};\nconst (\$\w+) = await \$cell\.import\("x", \["a"\]\);\nb = \1\["a"\];\nf\(\);\nz = void 0;$/,
    );
    assert.equal(rewritten('import type { T } from "x"; type U = T;'), "");
  });

  it("gives the value of a last expression, and lets every await be interrupted", () => {
    assert.equal(rewritten("1 + 1"), "return { value: await $cell.wait(1 + 1) };");
    assert.equal(rewritten("async function f() { await g(); }"), "f = async function () { await $cell.wait(g()); };");
    assert.equal(rewritten("if (a) { b(); }").includes("return"), false);
    assert.equal(rewritten("import type { T } from 'x';\n41"), "return { value: await $cell.wait(41) };");
    assert.equal(rewritten("41;\nexport {};"), "41;");
  });

  it("keeps `using` to the cell, and declarations inside of blocks", () => {
    assert.equal(rewritten("using x = open();"), "using x = open();");
    assert.deepEqual(rewriteCell("for (const i of [1]) { const j = i; }").cell?.declared, []);
  });

  it("refuses decorators that are no class's, and `using` beside them, with the place", () => {
    const problem = (source: string) => rewriteCell(source).problems?.[0];
    assert.match(problem("1;\n@d function f() {}")?.message ?? "", /^A decorator belongs before a class or a member/);
    assert.deepEqual(problem("1;\n@d function f() {}")?.range.start, { line: 1, character: 0 });
    assert.match(problem("class A { m(@d x) {} }")?.message ?? "", /^A decorator belongs/);
    assert.match(problem("@d class A {}\nusing x = open();")?.message ?? "", /split it in two cells/);
    assert.equal(problem("@d class A { @d m() {} @d accessor x = 1; @d static y = 2; }"), undefined);
  });

  it("refuses what cannot be read, with its place, and never throws", () => {
    assert.deepEqual(rewriteCell("let a = 1;\nlet b = ;").problems?.[0]?.range.start, { line: 1, character: 8 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.lorem().map((text) => `const ${text} = {`),
        ),
        (text) => void rewriteCell(text),
      ),
    );
  });
});

describe("a workflow taken out of cells", () => {
  const definition =
    'defineWorkflow({ name: "w", parameters: {}, *execute({ env }) { yield env.timeout(twice(step)); } });';
  const cells = (...sources: string[]) => sources.map((source, index) => analyseCell(`c${index}`, source, index + 1));

  it("brings the declarations that it needs, in order, and nothing else", () => {
    const all = cells(
      'import { step } from "./step.ts"; const unused = fetch("x");',
      "const twice = (n: number) => 2 * n;",
      definition,
    );
    assert.equal(
      workflowText("/n/a.wfnb", "w", all[2]!, all)?.text,
      `import { defineWorkflow } from "wfnb";\n\nimport { step } from "./step.ts";\n\nconst twice = (n: number) => 2 * n;\n\nexport default ${definition.slice(0, -1)};\n\n`,
    );
  });

  it("takes the newest declaration of a name", () => {
    const all = cells("const step = 1; const twice = Math.abs;", "const step = 2;", definition);
    const { text } = workflowText("/n/a.wfnb", "w", all[2]!, all)!;
    assert.ok(text.includes("const step = 2;") && !text.includes("const step = 1;"), text);
  });

  it("keeps a variable that holds it, and gives up where it is not in the text", () => {
    const all = cells(`const w = ${definition}`, "const x = make();");
    assert.match(workflowText("/n/a.wfnb", "w", all[0]!, all)?.text ?? "", /export default w;/);
    assert.equal(workflowText("/n/a.wfnb", "w", all[1]!, all), undefined);
  });
});

describe("a text that is too long", () => {
  it("keeps its first and last lines and the number between, however it comes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 60 }),
        (lines, chunk, width) => {
          const all = Array.from({ length: lines }, (_, index) => `${index} ${"x".repeat(width)}\n`).join("");
          const capped = new CappedText();
          for (let at = 0; at < all.length; at += chunk) capped.append(all.slice(at, at + chunk));
          const { text } = capped;
          const found = /^\.\.\. ([\d,]+) lines left out \.\.\.\n/m.exec(text);
          if (found === null) {
            assert.equal(text, all);
            return;
          }
          const [head, tail] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
          assert.ok(all.endsWith(tail));
          const count = (part: string) => part.split("\n").length - 1;
          assert.equal(count(head) + Number(found[1]!.replaceAll(",", "")) + count(tail), lines);
        },
      ),
      { numRuns: 200 },
    );
  });
});
