import assert from "node:assert/strict";
import fc from "fast-check";
import { parse as parseWithSmolToml } from "smol-toml";
import { applyEdits, type Range } from "../../kernel/text/index.ts";
import { entryAt, limits, parseToml, placeAt, plainValue, valueAt } from "../../kernel/toml/index.ts";
import { anyTexts, tomlTexts } from "./tomlTexts.ts";

const codes = (text: string) => parseToml(text).diagnostics.map(({ code }) => code);

describe("a positioned document", () => {
  const document = parseToml('# x\n[run]\nuntil = 7_200 # s\n[a.b]\n"c d" = [1, { e = "é" }]\n');

  it("knows the range of a key and its value at a path", () => {
    const until = entryAt(document.root, ["run", "until"])!;
    assert.deepEqual(until.keyRange, { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } });
    assert.deepEqual(until.value.range, { start: { line: 2, character: 8 }, end: { line: 2, character: 13 } });
    assert.deepEqual(plainValue(valueAt(document, ["a", "b", "c d"])!), [1, { e: "é" }]);
    assert.equal(valueAt(document, ["run", "until", "more"]), undefined);
  });

  it("knows what stands at a position", () => {
    assert.equal(placeAt(document, { line: 1, character: 2 })?.kind, "header-key");
    assert.equal(placeAt(document, { line: 2, character: 3 })?.kind, "key");
    const inner = placeAt(document, { line: 4, character: 19 });
    assert.equal(inner?.kind === "value" && inner.node.kind === "string" && inner.node.value, "é");
    assert.equal(placeAt(document, { line: 0, character: 1 }), undefined);
  });

  it("goes on after an error: the keys around a broken line are read", () => {
    const broken = parseToml("[a]\nb = 1\nc = = 2\nd = [\n1\n[e]\nf = 3\n");
    assert.deepEqual(plainValue(broken.root), { a: { b: 1 }, e: { f: 3 } });
    assert.equal(broken.diagnostics.length, 2);
  });

  it("parses only the statements that changed", () => {
    const before = parseToml("a = [1, 2]\nb = 2\n");
    const after = parseToml("# new\nb = 3\na = [1, 2]\n", before);
    assert.equal(after.parsed.get("a = [1, 2]"), before.parsed.get("a = [1, 2]"));
    assert.equal(parseToml(before.text, before), before);
  });

  it("puts a broken header's keys into the table that was meant", () => {
    assert.deepEqual(plainValue(parseToml("[a]\nb = 1\n[c\nd = 2\n").root), { a: { b: 1 }, c: { d: 2 } });
  });
});

describe("hostile texts", () => {
  it("5 MB are refused in one diagnostic", () => {
    assert.deepEqual(codes("a = 1\n".repeat(900_000)), ["file-too-large"]);
  });

  it("a line of 2 MB is refused, and the lines around it are read", () => {
    const document = parseToml(`a = 1\nb = "${"x".repeat(2_000_000)}"\nc = 2\n`);
    assert.deepEqual(
      document.diagnostics.map(({ code }) => code),
      ["statement-too-long"],
    );
    assert.deepEqual(plainValue(document.root), { a: 1, c: 2 });
  });

  it("arrays 10,000 deep are refused, closed or not", () => {
    assert.deepEqual(codes(`a = ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`), ["nesting-too-deep"]);
    assert.deepEqual(codes(`a = ${"[".repeat(10_000)}\nb = 1`), ["nesting-too-deep"]);
    assert.deepEqual(codes(`a = ${"[".repeat(limits.nesting)}${"]".repeat(limits.nesting)}\n`), []);
    assert.deepEqual(codes(`a.${"b.".repeat(10_000)}c = 1`).length, 0);
  });

  it("a byte order mark keeps columns, CRLF and bare CR keep lines", () => {
    const [diagnostic] = parseToml("\uFEFFa = x\r\nb = 1\r\n").diagnostics;
    assert.deepEqual(diagnostic?.range.start, { line: 0, character: 5 });
    assert.deepEqual(codes("a = 1\rb = 2\r\n"), ["bare-carriage-return"]);
    assert.deepEqual(plainValue(parseToml("a = 1\rb = 2\r\n").root), { a: 1, b: 2 });
  });

  it("many errors are cut off", () => {
    assert.equal(codes("= \n".repeat(5000)).length, limits.diagnostics);
  });

  it("100,000 unclosed arrays, 2,000 open long texts and a deep chain of headers end soon", function () {
    this.timeout(2000);
    assert.equal(codes("a = [\n".repeat(100_000)).length, limits.diagnostics);
    parseToml('a = """\n'.repeat(2_001));
    parseToml(`[${"a.".repeat(20_000)}b]\n`);
    parseToml(`a = {\n${"  x = 1,\n".repeat(5000)}`);
  });
});

describe("any text", () => {
  it("gives a document with diagnostics inside the text, never an exception", () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        const document = parseToml(text);
        for (const { range } of document.diagnostics) assertInside(range, document.lines.count);
      }),
      { numRuns: 1500 },
    );
  });

  it("that smol-toml reads has its value, if we find no error", () => {
    fc.assert(
      fc.property(tomlTexts, (text) => {
        const document = parseToml(text);
        if (document.diagnostics.some(({ severity }) => severity === "error")) return;
        assert.deepEqual(plainValue(document.root), withoutTypes(parseWithSmolToml(text, { integersAsBigInt: true })));
      }),
      { numRuns: 500 },
    );
  });

  it("that smol-toml refuses is refused", () => {
    fc.assert(
      fc.property(fc.oneof(anyTexts, tomlTexts), (text) => {
        // Ours has no limit of integers here, but a limit of nesting.
        if (parseToml(text).diagnostics.length > 0) return;
        parseWithSmolToml(text, { integersAsBigInt: "asNeeded" });
      }),
      { numRuns: 1500 },
    );
  });

  it("parsed with the help of its last version gives the same as parsed anew", () => {
    fc.assert(
      fc.property(
        tomlTexts,
        fc.nat(),
        fc.nat(30),
        fc.constantFrom("", "x", "\n", '"', "[", "a = 1\n", "#", "\r"),
        (text, at, length, by) => {
          const start = at % (text.length + 1);
          const before = parseToml(text);
          const range = before.lines.range(start, Math.min(text.length, start + length));
          const changed = text.includes("\uFEFF") ? text : applyEdits(text, [{ range, newText: by }]);
          const { diagnostics, root, headers, assignments } = parseToml(changed, before);
          const anew = parseToml(changed);
          assert.deepEqual(
            { diagnostics, root, headers, assignments },
            { diagnostics: anew.diagnostics, root: anew.root, headers: anew.headers, assignments: anew.assignments },
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

function assertInside({ start, end }: Range, lineCount: number): void {
  assert.ok(start.line >= 0 && start.character >= 0 && end.line < Math.max(1, lineCount));
  assert.ok(start.line < end.line || (start.line === end.line && start.character <= end.character));
}

/** Integers as numbers and dates as texts, in plain objects. */
function withoutTypes(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  // TOML leaves it open whether ends of line in texts are made one kind; toml-eslint-parser does so.
  if (typeof value === "string") return value.replaceAll("\r\n", "\n");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutTypes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTypes(inner)]));
}
