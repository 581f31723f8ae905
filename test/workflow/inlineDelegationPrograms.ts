import fc from "fast-check";

/** How a generator is resumed. */
export type Resumption = ["next" | "throw" | "return", unknown];

export const resumptions: fc.Arbitrary<Resumption[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom<Resumption[0]>("next", "next", "next", "next", "throw", "return"),
      fc.constantFrom<unknown>(0, 1, 2, "x"),
    ),
    { minLength: 3, maxLength: 25 },
  )
  // The first starts it.
  .map((ways) => [["next", 0], ...ways, ["next", 0], ["next", 0], ["next", 0]]);

/** Few, so that they collide: those of parameters, of locals and of what lies around them. */
const names = ["a", "b", "c"];
const name = fc.constantFrom(...names);
const count = 5;

const atom = fc.oneof(
  name,
  fc.constantFrom("0", "1", "2", '"s"', "void 0"),
  fc.tuple(name, name).map(([one, other]) => `(${one} + ${other})`),
  name.map((it) => `(log("evaluated", ${it}), ${it})`),
  name.map((it) => `(() => ${it})`),
);

interface Place {
  /** Functions with a greater number than this may be called, so that nothing runs for ever. */
  readonly level: number;
  readonly depth: number;
  readonly inLoop: boolean;
}

function call(level: number): fc.Arbitrary<string> {
  const delegated = fc
    .tuple(fc.integer({ min: Math.min(level + 1, count), max: count }), fc.array(atom, { maxLength: 3 }))
    .map(([callee, given]) => `yield* f${callee}(${given.join(", ")})`);
  return level >= count ? atom.map((it) => `yield ${it}`) : delegated;
}

function block(place: Place): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.subarray(names, { maxLength: 2 }),
      fc.array(atom, { minLength: 3, maxLength: 3 }),
      fc.array(statement({ ...place, depth: place.depth - 1 }), { minLength: 1, maxLength: 3 }),
    )
    .map(([locals, values, statements]) => {
      const declared = locals.map((it, index) => `let ${it} = inner${index}(${literalOf(values[index]!)});`);
      return `{ ${declared.join(" ")} ${statements.join("\n")} }`;
    });
}

/** A local's own name in its value would be read too early. */
function literalOf(value: string): string {
  return /[abc]\b/.test(value.replaceAll(/"[^"]*"/g, "")) ? "3" : value;
}

function statement(place: Place): fc.Arbitrary<string> {
  const { level, inLoop } = place;
  const simple = [
    atom.map((it) => `log("at ${level}", ${it});`),
    fc.tuple(name, atom).map(([it, value]) => `${it} = yield ${value};`),
    atom.map((it) => `log("sent", yield ${it});`),
    name.map((it) => `kept.push(() => ${it}); ${it} += 1;`),
    call(level).map((it) => `${it};`),
    call(level).map((it) => `${it};`),
    fc.tuple(name, call(level)).map(([it, value]) => `${it} = ${value};`),
    fc.tuple(name, call(level)).map(([it, value]) => `{ const d = ${value}; log("returned", d); ${it} = d; }`),
    call(level).map((it) => `if (step() % 3 === 0) return ${it};`),
    atom.map((it) => `if (step() % 3 === 0) return ${it};`),
    fc.constant("if (step() % 4 === 0) return;"),
    atom.map((it) => `if (step() % 5 === 0) throw ${it};`),
    ...(inLoop ? [fc.constantFrom("if (step() % 3 === 0) break;", "if (step() % 3 === 0) continue;")] : []),
  ];
  if (place.depth <= 0) return fc.oneof(...simple);
  const body = block(place);
  const loopBody = block({ ...place, inLoop: true });
  return fc.oneof(
    { arbitrary: fc.oneof(...simple), weight: 6 },
    { arbitrary: loopBody.map((it) => `for (let a = 0; a < 2; a += 1) ${it}`), weight: 1 },
    {
      arbitrary: loopBody.map((it) => `for (const b of closing([1, 2])) ${it.replace(/let b = /, "let e = ")}`),
      weight: 1,
    },
    { arbitrary: fc.tuple(body, body).map(([one, other]) => `if (step() % 2 === 0) ${one} else ${other}`), weight: 1 },
    {
      arbitrary: fc.tuple(body, body).map(([one, other]) => `try ${one} catch (c) { log("caught", c); ${other} }`),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(body, body).map(([one, other]) => `try ${one} finally ${other}`),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(body, atom).map(([one, it]) => `try ${one} finally { log("finally", ${it}); }`),
      weight: 1,
    },
    {
      arbitrary: fc
        .tuple(body, call(level))
        .map(([one, value]) => `try { try ${one} finally { throw "from finally"; } } catch { log(${value}); }`),
      weight: 1,
    },
    { arbitrary: call(level).map((it) => `try { ${it}; } catch (c) { log("caught", c); }`), weight: 1 },
    {
      arbitrary: body.map((one) => `try ${one} finally { if (step() % 3 === 0) throw "from finally"; }`),
      weight: 1,
    },
  );
}

const parameters = fc
  .tuple(fc.shuffledSubarray(names), fc.boolean(), atom)
  .map(([own, hasDefault, value]) =>
    own.map((it, index) => (hasDefault && index === own.length - 1 ? `${it} = ${literalOf(value)}` : it)).join(", "),
  );

function generator(level: number): fc.Arbitrary<string> {
  return fc
    .tuple(parameters, block({ level, depth: 2, inLoop: false }))
    .map(([given, body]) => `function* ${level === 0 ? "main" : `f${level}`}(${level === 0 ? "" : given}) ${body}`)
    .map((it) => withoutClash(it));
}

/** A function's own block may not declare what its parameters do: one block more. */
function withoutClash(text: string): string {
  const opening = text.indexOf(") {") + 2;
  return `${text.slice(0, opening)}{ ${text.slice(opening)} }`;
}

/** Scripts whose generator functions `f1` to `f5` call those with greater numbers, and `main`, which calls them all. */
export const program: fc.Arbitrary<string> = fc
  .tuple(...Array.from({ length: count + 1 }, (_, level) => generator(level)))
  .map((generators) => `${before}\n${generators.join("\n")}`);

const before = `
let a = 10, b = 20, c = 30, steps = 0;
const kept = [];
const step = () => { if ((steps += 1) > 500) throw "too long"; return steps; };
const inner0 = (value) => value;
const inner1 = (value) => (log("kept", kept.map((it) => it())), value);
function closing(values) {
  let at = 0;
  return {
    [Symbol.iterator]() { return this; },
    next() { step(); return at < values.length ? { value: values[at++], done: false } : { value: void 0, done: true }; },
    return() { log("closed"); if (step() % 4 === 0) throw "from closing"; return {}; },
  };
}`;
