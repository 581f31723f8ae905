import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parameterUses } from "../../kernel/workflow/parameterUses.ts";

const usesOf = (
  execute: string,
  shape = "a: parameter.count({ default: 1, description: 'a: b, { c' }), b: parameter.flag({}),",
) => {
  return parameterUses(`export default defineWorkflow({ name: "x", parameters: { ${shape} }, ${execute} });`, "x.ts");
};
const readsOf = (execute: string) =>
  Object.fromEntries([...usesOf(execute).reads].map(([key, places]) => [key, places.length]));

describe("where a workflow's code speaks of its parameters", () => {
  it("in the reference workflow: ten declarations, all of them read", () => {
    const file = "workflows/stf_processing.ts";
    const source = readFileSync(file, "utf8");
    const { declarations, reads, complete, nameRange } = parameterUses(source, file);
    assert.equal(declarations.size, 10);
    assert.deepEqual(
      [...declarations.keys()].filter((key) => !reads.has(key)),
      [],
    );
    assert.equal(complete, true);
    const line = source.split("\n")[nameRange!.start.line]!;
    assert.equal(line.slice(nameRange!.start.character, nameRange!.end.character), "stf_processing");
  });

  it("counts member access, optional access, texts in brackets and destructuring", () => {
    assert.deepEqual(readsOf("*execute({ parameters }) { parameters.a; parameters?.a; parameters['b']; }"), {
      a: 2,
      b: 1,
    });
    assert.deepEqual(readsOf("*execute({ parameters: { a, b: c = 1 } }) {}"), { a: 1, b: 1 });
    assert.deepEqual(readsOf("*execute(x) { const { a } = x.parameters; }"), { a: 1 });
  });

  it("counts nothing in comments, texts, templates and regular expressions, but what templates insert", () => {
    assert.deepEqual(
      readsOf(
        "*execute({ parameters }) { /* parameters.a */ // parameters.a\n 'parameters.a'; /parameters.a/; `parameters.a`; }",
      ),
      {},
    );
    assert.deepEqual(
      readsOf("*execute({ parameters }) { `x #{ `#{parameters.a}` } }`; 1 / parameters.b / 2; }".replaceAll("#", "$")),
      {
        a: 1,
        b: 1,
      },
    );
  });

  it("does not count variables of the same name", () => {
    assert.deepEqual(readsOf("*execute() { let a = 1; a += 1; f(a); }"), {});
  });

  it("knows shorthands, which a rename must keep as variables", () => {
    const { shorthands } = usesOf("*execute({ parameters: { a, b: c } }) {}");
    assert.deepEqual([...shorthands.keys()], ["a"]);
  });

  it("says when it cannot know all reads: computed names, spreads, other files", () => {
    const complete = (execute: string, before = "") => {
      const shape = "a: parameter.count({})";
      return parameterUses(`${before} export default defineWorkflow({ parameters: { ${shape} }, ${execute} });`, "x.ts")
        .complete;
    };
    assert.equal(complete("*execute({ parameters }) { parameters.a; }"), true);
    assert.equal(complete("*execute({ parameters }) { parameters[name]; }"), false);
    assert.equal(complete("*execute({ parameters }) { f({ ...parameters }); }"), false);
    assert.equal(complete("*execute({ parameters }) { Object.entries(parameters); }"), false);
    assert.equal(complete("*execute({ parameters }) {}", 'import { f } from "./other.ts";'), false);
    assert.equal(complete("*execute({ parameters }) {}", 'import { defineWorkflow } from "wfnb";'), true);
    assert.equal(usesOf("", "...shared, a: parameter.count({})").complete, false);
    assert.equal(parameterUses("export default 1;", "x.ts").complete, false);
  });

  it("takes any text", () => {
    const bit = fc.constantFrom(
      "defineWorkflow(",
      "{",
      "}",
      "parameters:",
      "a:",
      "`",
      "${",
      "'",
      '"',
      "/",
      "/*",
      "...",
      ".",
      "[",
      "]",
      "(",
      ")",
      "\n",
      "name:",
      "\\",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(bit, fc.string({ maxLength: 4 })), { maxLength: 40 }),
        (parts) => void parameterUses(parts.join(""), "x.ts"),
      ),
      { numRuns: 500 },
    );
  });
});
