import assert from "node:assert/strict";
import { compileFunction } from "node:vm";
import fc from "fast-check";
import { inlineDelegation } from "../../kernel/workflow/inlineDelegation.ts";
import { program, type Resumption, resumptions } from "./inlineDelegationPrograms.ts";

const noMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });

/** A strict script; `main` is a generator function of it, and `log` writes down. */
function inlined(script: string) {
  return inlineDelegation({ code: `"use strict";\n${script}`, map: noMap });
}

/** What the script writes down, and what its generator answers, when it is resumed in these ways. */
function logOf(code: string, ways: readonly Resumption[]): string[] {
  const lines: string[] = [];
  const log = (...values: unknown[]) => void lines.push(values.map(shown).join(" "));
  const main = compileFunction(`${code}\nreturn main;`, ["log"])(log) as () => Generator;
  const generator = main();
  for (const [way, value] of ways) {
    try {
      log(way, "gives", JSON.stringify(generator[way](value)));
    } catch (error) {
      log(way, "throws", error);
    }
    if (lines.length > 3_000) break;
  }
  return lines;
}

function shown(value: unknown): string {
  if (typeof value === "function") return `function ${value.name}`;
  return String(value);
}

const nexts = (count: number): Resumption[] => Array.from({ length: count }, (_, index) => ["next", index]);

describe("Inlining of local generator functions", () => {
  it("changes nothing that a random program does, however it is resumed", function () {
    this.timeout(120_000);
    let inlinedCalls = 0;
    fc.assert(
      fc.property(program, resumptions, (script, ways) => {
        const result = inlined(script);
        inlinedCalls += result.inlinedCalls;
        assert.deepEqual(logOf(result.code, ways), logOf(`"use strict";\n${script}`, ways), result.code);
      }),
      { numRuns: 1_000, seed: 20 },
    );
    assert.ok(inlinedCalls > 1_000, `only ${inlinedCalls} calls were inlined`);
  });

  describe("takes place, and does the same,", () => {
    const cases: Record<string, [calls: number, script: string]> = {
      "for a statement": [1, `function* f(a) { yield a; } function* main() { yield* f(1); log("after"); }`],
      "for what is returned": [
        1,
        `function* f(a) { if ((yield a) > 0) return "early"; } function* main() { return yield* f(1); }`,
      ],
      "for a variable": [
        2,
        `function* f(a) { while (true) { try { return a + (yield a); } finally { log("left"); } } }
         function* main() { const x = yield* f(1); let y; y = yield* f(x); log(x, y); }`,
      ],
      "for a variable that nothing is returned to": [
        1,
        `function* f(a) { try { try { return 1; } finally { throw a; } } catch { yield a; } }
         function* main() { const x = yield* f(1); log(x); }`,
      ],
      "through levels": [
        2,
        `function* main() { log(yield* f(1)); const r = yield* f(2); return r; }
         function* f(a) { return yield* g(a + 1); } function* g(a) { yield a; return () => a; }`,
      ],
      "with arguments that go by the names of parameters": [
        1,
        `function* f(a, b) { yield [a, b]; } function* main() { const a = 1, b = 2; yield* f(b, a); }`,
      ],
      "with defaults": [
        1,
        `const b = 7; function* f(a, c = a + b, d = log("default")) { yield [a, c, d]; }
         function* main() { yield* f(log("first")); }`,
      ],
      "with more arguments than parameters": [
        1,
        `function* f(a) { yield a; } function* main() { yield* f(log("first"), log("second")); }`,
      ],
      "with closures over a fresh variable each time": [
        1,
        `const kept = []; function* f(a) { let n = a; kept.push(() => n++); yield n; }
         function* main() { for (let i = 0; i < 3; i++) yield* f(i); log(kept.map((k) => [k(), k()])); }`,
      ],
      "with functions that keep having no name": [
        2,
        `function* f(a) { yield a.name; return class {}; }
         function* main() { const c = yield* f(() => 1); log(c.name); const d = yield* f(class {}); log(d.name); }`,
      ],
      "for a constant": [1, `const f = function* (a) { yield a; }; const main = function* () { yield* f(1); };`],
      "with functions in it": [
        1,
        `function* f(a) { log(twice(a)); yield a; function twice(n) { return n * 2; } } function* main() { yield* f(1); }`,
      ],
      "in a statement without braces": [
        2,
        `function* f(a) { if (a) return; else yield a; }
         function* main() { for (const i of [0, 1]) if (i) yield* f(i); else yield* f(i); }`,
      ],
    };
    for (const [name, [calls, script]] of Object.entries(cases)) {
      it(name, () => {
        const result = inlined(script);
        assert.equal(result.inlinedCalls, calls, result.code);
        const ways: Resumption[][] = [
          nexts(8),
          [...nexts(1), ["throw", "thrown"], ...nexts(3)],
          [...nexts(1), ["return", 5], ...nexts(3)],
        ];
        for (const way of ways) {
          assert.deepEqual(logOf(result.code, way), logOf(`"use strict";\n${script}`, way), result.code);
        }
      });
    }
  });

  describe("is refused", () => {
    const main = "function* main() { yield* f(1); }";
    const cases: Record<string, string> = {
      "where it calls itself": `function* f(a) { if (a) yield* f(a - 1); } ${main}`,
      "where two call each other": `function* f(a) { if (a) yield* g(a - 1); } function* g(a) { yield* f(a); } ${main}`,
      "of what is assigned again": `function* f() {} f = null; ${main}`,
      "of what is declared twice": `function* f() {} function* f() { yield 1; } ${main}`,
      "of what is passed on": `function* f() {} log(f); ${main}`,
      "of a variable that may be empty still": `${main} main().next(); const f = function* () {};`,
      "of one that asks for this": `function* f() { yield this; } ${main}`,
      "of one that asks for its arguments": `function* f() { yield (() => arguments)(); } ${main}`,
      "of one with var": `function* f() { var a = 1; yield a; } ${main}`,
      "of one with labels": `function* f() { a: for (;;) { yield 1; break a; } } ${main}`,
      "of one with other parameters than names": `function* f({ a }, ...b) { yield a; } ${main}`,
      "of one that waits in finally": `function* f() { try { yield 1; } finally { yield 2; } } ${main}`,
      "of one that returns in finally": `function* f() { try { yield 1; } finally { return 2; } } ${main}`,
      "of one that leaves finally": `function* f() { for (;;) try { yield 1; } finally { break; } } ${main}`,
      "of one that catches what is thrown in finally": `function* f() { try { try { yield 1; } finally { throw 2; } } catch {} } ${main}`,
      "of one that catches what another throws in finally": `function* g() { var one; yield* h(); } function* h() { try { yield* h(); } finally { throw 2; } } function* f() { try { yield* g(); } catch {} } ${main}`,
      "of one that delegates to something else": `function* f() { yield* [1, 2]; } ${main}`,
      "where a name means something else": `const a = 1; function* f() { yield a; } function* main() { const a = 2; yield* f(a); }`,
      "where a name of an inlined one means something else": `const a = 1; function* g() { yield a; } function* h() { const a = 3; yield* g(a); } function* f() { yield h(); } function* main() { const h = 2; yield* f(h); }`,
      "with arguments that are spread": `function* f(a) { yield a; } function* main() { yield* f(...[1]); }`,
      "within an expression": `function* f(a) { yield a; } function* main() { log(yield* f(1)); }`,
      "into an async generator": `function* f(a) { yield a; } async function* main() { yield* f(1); }`,
      "of an async generator": `async function* f(a) { yield a; } async function* main() { yield* f(1); }`,
      "of a method": `const o = { *f() { yield 1; } }; function* main() { yield* o.f(); }`,
      "where eval sees all": `function* f(a) { yield a; } function* main() { eval("1"); yield* f(1); }`,
      "of a large one": `function* f(a) { log("${"x".repeat(5_000)}"); yield a; } ${main}`,
    };
    for (const [name, script] of Object.entries(cases)) {
      it(name, () => {
        const result = inlined(script);
        assert.deepEqual([result.inlinedCalls, result.code], [0, `"use strict";\n${script}`]);
      });
    }

    it("in a script that is not strict", () => {
      const code = "function* f(a) { yield a; } function* main() { yield* f(1); }";
      assert.equal(inlineDelegation({ code, map: noMap }).code, code);
    });
  });

  it("leaves a script alone that is nested too deeply", () => {
    const script = `function* f(a) { yield a; } function* main() { yield* f(1); } const n = ${"1 + ".repeat(50_000)}1;`;
    assert.equal(inlined(script).inlinedCalls, 0);
  });

  it("stops where a function would become very large", () => {
    const calls = Array.from({ length: 100 }, (_, index) => `yield* f${index % 10}(${index});`).join("\n");
    const functions = Array.from(
      { length: 10 },
      (_, index) => `function* f${index}(a) { log("${"x".repeat(1_000)}"); yield a; }`,
    ).join("\n");
    const { inlinedCalls, code } = inlined(`${functions} function* main() { ${calls} }`);
    assert.deepEqual([inlinedCalls, code.length < 40_000], [19, true]);
  });
});
