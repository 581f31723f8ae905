import assert from "node:assert/strict";
import fc from "fast-check";
import { Lines } from "../../kernel/text/index.ts";
import { entryAt, limits, parseToml, plainValue } from "../../kernel/toml/index.ts";
import { maskLongTexts } from "../../kernel/toml/longTexts.ts";
import { parseStatement } from "../../kernel/toml/parseStatement.ts";

/** As long as a statement may be, and then some room for the key. */
const length = limits.statement - 100;

describe("a long text", () => {
  const cases: Record<string, readonly [text: string, value: string]> = {
    "in quotes": [`"${"x".repeat(length)}"`, "x".repeat(length)],
    "in single quotes": [`'${"\\".repeat(length)}'`, "\\".repeat(length)],
    "of several lines": [`"""\n${"line\n".repeat(length / 5)}"""`, "line\n".repeat(length / 5)],
    "of several lines as they are": [`'''${"\\n\n".repeat(length / 3)}'''`, "\\n\n".repeat(length / 3)],
    "of one line in three quotes": [`"""${"é".repeat(length)}"""""`, `${"é".repeat(length)}""`],
    "of escapes": [`"${"\\\\".repeat(length / 2)}"`, "\\".repeat(length / 2)],
  };
  for (const [what, [text, value]] of Object.entries(cases)) {
    it(`${what} is read, and has its place`, () => {
      const document = parseToml(`a = [1, ${text}, 2] # "more"\nb = 3\n`);
      assert.deepEqual(document.diagnostics, []);
      assert.deepEqual(plainValue(document.root), { a: [1, value, 2], b: 3 });
      const { value: list } = entryAt(document.root, ["a"])!;
      assert.ok(list.kind === "array");
      assert.equal(document.lines.slice(list.elements[1]!.range), text);
      assert.equal(document.lines.slice(list.elements[2]!.range), "2");
    });
  }

  it("may be a key", () => {
    const [first, second] = ["a".repeat(20_000), "b".repeat(20_000)];
    const { root, diagnostics } = parseToml(`"${first}" = { "${first}" = 1, '${second}' = 2 }\n`);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(plainValue(root), { [first]: { [first]: 1, [second]: 2 } });
    const twice = parseToml(`a = { "${first}" = 1, '${first}' = 2 }\n`);
    assert.deepEqual(
      twice.diagnostics.map(({ code }) => code),
      ["duplicate-key"],
    );
  });

  it("that breaks TOML's rules is told of where it does", () => {
    const before = `a = "${"x".repeat(200_000)}`;
    const [misspelt] = parseToml(`${before}\\q"\n`).diagnostics;
    assert.deepEqual([misspelt?.code, misspelt?.data.reason], ["syntax-error", "invalid-escape"]);
    assert.equal(misspelt?.range.start.character, before.length);
    const [later] = parseToml(`${before}\\e"\n`).diagnostics;
    assert.equal(later?.code, "syntax-error", "TOML 1.1 is refused as in a short one");
    const [open] = parseToml(`${before}\nb = 1\n`).diagnostics;
    assert.equal(open?.data.reason, "unterminated-string");
  });

  it("leaves every offset where it is, and says what the parser would have said", () => {
    const piece = fc.constantFrom("a", "é", "😀", " ", "\\n", "\\\\", "\\u00e9", "\\U0001F600", "'", "#", '\\"', "\t");
    const pieces = fc.array(fc.oneof(piece, fc.constantFrom("\n", "\r\n", "\\\n  ", '"', '""')), { maxLength: 12 });
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((some) => `"${some.join("")}"`),
      pieces.map((some) => `"""${some.join("")}"""`),
      pieces.map((some) => `'''${some.join("").replaceAll("'", "")}'''`),
      pieces.map((some) => `'${some.join("").replaceAll(/['\r\n]/g, "")}'`),
    );
    const statement = fc.array(text, { minLength: 1, maxLength: 3 }).map((some) => `key = [${some.join(", ")}] # end`);
    fc.assert(
      fc.property(statement, (source) => {
        const plain = read(source);
        if (plain === undefined) return;
        const masked = maskLongTexts(source, 0);
        const again = read(masked.source)!;
        assert.equal(masked.source.length, source.length);
        const values = again.map(({ value, ...place }) => ({
          ...place,
          value: masked.texts.get(place.start) ?? value,
        }));
        assert.deepEqual(values, plain);
        assert.equal(masked.texts.size, plain.length, "all are masked");
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The texts of a list as the parser reads them; undefined where it refuses. */
function read(source: string) {
  const statement = parseStatement(source);
  if (statement.kind === "broken") return undefined;
  assert.ok(statement.kind === "assignment" && statement.value.kind === "array");
  const lines = new Lines(source);
  return statement.value.elements.map((element) => {
    assert.ok(element.kind === "string");
    const { range, value } = element;
    return { start: lines.offsetAt(range.start), range, value };
  });
}
