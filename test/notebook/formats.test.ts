import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import ts from "typescript";
import type { NotebookDocument } from "../../kernel/notebook/document.ts";
import { leftOutOf } from "../../kernel/notebook/export/formats.ts";
import { toHtml } from "../../kernel/notebook/export/html.ts";
import { junitXml } from "../../kernel/notebook/export/junit.ts";
import { fromMarkdown, toMarkdown } from "../../kernel/notebook/export/markdown.ts";
import { fromTypeScript, toTypeScript } from "../../kernel/notebook/export/percentScript.ts";
import { errorOutput, toNbformat } from "../../kernel/notebook/outputs.ts";
import { readNotebook } from "../../kernel/notebook/read.ts";
import { writeNotebook } from "../../kernel/notebook/write.ts";

const { $schema: _, ...schema } = JSON.parse(readFileSync("test/notebook/fixtures/nbformat.v4.5.schema.json", "utf8"));
const validate = new Ajv.default({ strict: false }).compile(schema);
const assertValid = (text: string) => assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));

const line = fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[\r\n]/g, ""));
const source = fc.array(line, { maxLength: 4 }).map((lines) => lines.join("\n"));
const output = fc.oneof(
  source.map((text) => toNbformat({ kind: "stream", name: "stdout", text })),
  source.map((text) => toNbformat({ kind: "display", data: { "text/plain": text } })),
  source.map((text) => toNbformat(errorOutput("Error", text, text))),
);
const cells = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
    language: fc.constantFrom("toml", "typescript", "python", "markdown"),
    source,
    outputs: fc.array(output, { maxLength: 2 }),
  }),
  { selector: ({ id }) => id, maxLength: 5 },
);
const documents = cells.map((some): NotebookDocument => {
  return {
    ...readNotebook(""),
    cells: some.map(({ id, language, source: text, outputs }) => {
      const kind = language === "markdown" ? "markdown" : "code";
      const code = kind === "code";
      return {
        id,
        kind,
        language,
        source: text,
        metadata: {},
        executionCount: null,
        outputs: code ? outputs : [],
        rest: {},
      };
    }),
  };
});

describe("the formats of a notebook", () => {
  it("are valid nbformat 4.5, for any cells and outputs, and for the samples", () => {
    fc.assert(fc.property(documents, (document) => assertValid(writeNotebook(document))));
    for (const name of readdirSync("notebooks").filter((it) => it.endsWith(".wfnb"))) {
      assertValid(readFileSync(`notebooks/${name}`, "utf8"));
    }
  });

  it("TypeScript: come back as they went, but for the outputs", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const back = fromTypeScript(toTypeScript(document));
        const told = ({ cells: all }: NotebookDocument) => all.map((cell) => [cell.id, cell.language, cell.source]);
        assert.deepEqual(told(back), told(document));
      }),
    );
  });

  it("TypeScript: lines that look like the beginning of a cell come back as they went, in any cell", () => {
    for (const language of ["toml", "typescript", "markdown", "raw"]) {
      const kind = language === "markdown" || language === "raw" ? language : "code";
      for (const source of [
        "%%",
        "// %%",
        "\\%%",
        "// \\%%",
        "//%%",
        "//\t%% x",
        "  %% [markdown] x",
        "//\\\\%%",
        "a = 1\n%% [toml] id=b\n\n// %% [toml] id=c",
      ]) {
        const cell = {
          id: "a",
          kind,
          language,
          source,
          metadata: {},
          executionCount: null,
          outputs: [],
          rest: {},
        } as const;
        const back = fromTypeScript(toTypeScript({ metadata: {}, rest: {}, cells: [cell] }));
        assert.deepEqual(
          back.cells.map((one) => [one.id, one.language, one.source]),
          [["a", language, source]],
        );
      }
    }
  });

  it("TypeScript: what is no TypeScript stands in comments, whatever ends its lines, its language or its tags", () => {
    const text = fc.string({
      unit: fc.constantFrom("\r", "\n", "\u2028", "\u2029", "run()", "]", "`", "// %%", "*/", " "),
    });
    const cell = fc.record({
      kind: fc.constantFrom("markdown", "raw", "code"),
      source: text,
      language: text,
      tag: text,
    });
    const statements = (script: string) =>
      ts.createSourceFile("exported.ts", script, ts.ScriptTarget.Latest).statements;
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 3 }), (some) => {
        const cells = some.map(({ kind, source, language, tag }, index) => {
          const metadata = { tags: [tag], vscode: { languageId: `toml ${language}` } };
          return { cell_type: kind, id: `c${index}`, source, metadata, execution_count: null, outputs: [] };
        });
        const document = readNotebook(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
        assert.deepEqual([...statements(toTypeScript(document))], []);
      }),
    );
  });

  it("TypeScript: titles of cells come back, and are left out where they would be read as something else", () => {
    const text = '// %% Load data id=a\n1\n\n// %% What it is [markdown] tags=["x"] id=b\n// text\n';
    assert.equal(toTypeScript(fromTypeScript(text)), text);
    const title = fc.oneof(
      fc.string(),
      fc.constantFrom("[toml]", "a [md]", "id=x", "tags=[]", "two\nlines", "\u2028", " a "),
    );
    fc.assert(
      fc.property(title, fc.constantFrom("typescript", "markdown", "toml"), (given, language) => {
        const document = notebook([language, "1"]);
        const cells = document.cells.map((cell) => ({ ...cell, metadata: { title: given } }));
        const back = fromTypeScript(toTypeScript({ ...document, cells }));
        assert.deepEqual(told(back), told(document));
        assert.ok([given, undefined].includes(back.cells[0]!.metadata.title as string | undefined));
      }),
    );
  });

  it("Markdown: a language of any name begins one fence and no line more", () => {
    for (const language of ["a\nb", "a\r\n```toml cell=other\nb", "``` `", "\u2028"]) {
      const back = told(fromMarkdown(toMarkdown(notebook([`x ${language}`, "1"]))));
      assert.deepEqual(
        back.map(([kind, , source]) => [kind, source]),
        [["code", "1"]],
        JSON.stringify(language),
      );
    }
  });

  it("TypeScript: a plain file is one cell", () => {
    assert.deepEqual(
      fromTypeScript("const a = 1;\n").cells.map((cell) => [cell.language, cell.source]),
      [["typescript", "const a = 1;"]],
    );
  });

  it("Markdown: code cells come back as they went", () => {
    const prose = fc.stringMatching(/^[a-z #*_]{1,30}[a-z]$/);
    const some = documents.chain((document) =>
      fc.array(prose, { minLength: 5, maxLength: 5 }).map((texts) => ({
        ...document,
        cells: document.cells.map((cell, index) => (cell.kind === "code" ? cell : { ...cell, source: texts[index]! })),
      })),
    );
    fc.assert(
      fc.property(some, (document) => {
        const back = fromMarkdown(toMarkdown(document));
        const told = ({ cells: all }: NotebookDocument) =>
          all.map((cell) => [cell.kind === "code" ? cell.id : "", cell.language, cell.source]);
        assert.deepEqual(told(back), told(document));
      }),
    );
  });

  it("Markdown: fenced blocks of a plain file become cells", () => {
    const text = "# Title\n\n```toml\n[workflow]\n```\n\nSome words.\n\n```python\nprint(1)\n```\n";
    assert.deepEqual(
      fromMarkdown(text).cells.map((cell) => [cell.language, cell.source]),
      [
        ["markdown", "# Title"],
        ["toml", "[workflow]"],
        ["markdown", "Some words.\n\n```python\nprint(1)\n```"],
      ],
    );
  });

  const told = ({ cells: all }: NotebookDocument) => all.map((cell) => [cell.kind, cell.language, cell.source]);
  const notebook = (...some: (readonly [string, string])[]): NotebookDocument => {
    const common = { metadata: {}, executionCount: null, outputs: [], rest: {} };
    const cells = some.map(([language, text], index) => {
      const kind = language === "markdown" || language === "raw" ? language : "code";
      return { ...common, id: `c${index}`, kind, language, source: text } as const;
    });
    return { ...readNotebook(""), cells };
  };

  it("Markdown: a fence ends at one as long or longer, of the same characters, with nothing behind it", () => {
    for (const block of [
      "```js\nfoo\n````",
      "~~~ `a`\n```\n~~~",
      "````\n```\n````  ",
      "  ```js\n  foo\n   ```",
      "```\n``` js\n```",
    ]) {
      const document = notebook(["markdown", block], ["typescript", "1"], ["markdown", "End"]);
      assert.deepEqual(told(fromMarkdown(toMarkdown(document))), told(document));
    }
    assert.deepEqual(told(fromMarkdown(" ```toml\n a = 1\n  ````\n")), [["code", "toml", "a = 1"]]);
  });

  it("Markdown: cells come back as they went, whatever fences, marks and separators are in their texts", () => {
    const lines = [
      "Intro",
      "```",
      "````",
      "~~~",
      " ```",
      "```js",
      "```toml",
      "```js cell=a",
      "```text output",
      "<!-- cell -->",
      "x",
      "",
    ];
    const text = fc
      .array(fc.constantFrom(...lines), { minLength: 1, maxLength: 6 })
      .map((some) => some.join("\n"))
      .filter((it) => it === it.replaceAll(/^\n+|\n+$/g, "") && it !== "");
    const cell = fc.tuple(fc.constantFrom("markdown", "typescript", "toml"), text);
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 4 }), (some) => {
        const document = notebook(...some);
        assert.deepEqual(told(fromMarkdown(toMarkdown(document))), told(document));
      }),
      { numRuns: 500 },
    );
    const open = notebook(["markdown", "Intro\n```\nunclosed"], ["typescript", "1"]);
    assert.deepEqual(told(fromMarkdown(toMarkdown(open))), told(open));
    const [, code] = told(fromMarkdown(toMarkdown(notebook(["markdown", "```\r\nopen"], ["toml", "a = 1"]))));
    assert.deepEqual(code, ["code", "toml", "a = 1"]);
  });

  it("TypeScript: code of any language comes back, and tags with it", () => {
    const languages = ["c++", "c#", "objective-c", "polyglot-notebook", "wolfram language"];
    const document = notebook(...languages.map((it) => [it, "1"] as const));
    assert.deepEqual(told(fromTypeScript(toTypeScript(document))), told(document));
    const tags = ["parameters", 'a "]" id=b', "[markdown]"];
    for (const language of ["typescript", "toml", "markdown"]) {
      const [cell] = notebook([language, "1"]).cells;
      const [back] = fromTypeScript(toTypeScript({ ...document, cells: [{ ...cell!, metadata: { tags } }] })).cells;
      assert.deepEqual([back!.id, back!.language, back!.metadata.tags], ["c0", language, tags]);
    }
  });

  it("TypeScript: attachments are left out, and it is said of which cells", () => {
    const document = notebook(["toml", "a = 1"], ["markdown", "![x](attachment:x.png)"], ["raw", "b"]);
    const attached = (...names: string[]) => ({
      attachments: Object.fromEntries(names.map((name) => [name, { "image/png": "AAAA" }])),
    });
    const [toml, text, raw] = document.cells;
    const cells = [toml!, { ...text!, rest: attached("x.png", "y.png") }, { ...raw!, rest: attached("z.png") }];
    assert.equal(
      leftOutOf({ ...document, cells }, "ts"),
      "A TypeScript file holds no attached pictures; left out are those of cell 2 (x.png, y.png), cell 3 (z.png). Markdown keeps them.",
    );
    for (const format of ["md", "ipynb", "wfnb"] as const)
      assert.equal(leftOutOf({ ...document, cells }, format), undefined);
    assert.equal(leftOutOf(document, "ts"), undefined);
  });

  it("TypeScript: cells of other editors begin where they do there", () => {
    const text = [
      "// %% Load data [1]",
      "const a = 1;",
      "// %% [markdown] Some words",
      "// # Title",
      "",
      "const b = 2;",
      '// %% tags=["parameters"]',
      "const c = 3;",
      "//%%",
      "const d = 4;",
      "// %% More [md]",
      "//",
      "// Text",
      "// %% [markdown]",
      "const e = 5;",
      "// %%timeit is no beginning",
    ].join("\n");
    const { cells } = fromTypeScript(text);
    assert.deepEqual(
      cells.map(({ language, source, metadata: { title, tags } }) => [language, source, title ?? tags]),
      [
        ["typescript", "const a = 1;", "Load data [1]"],
        ["markdown", "# Title", "Some words"],
        ["typescript", "const b = 2;", undefined],
        ["typescript", "const c = 3;", ["parameters"]],
        ["typescript", "const d = 4;", undefined],
        ["markdown", "\nText", "More"],
        ["typescript", "const e = 5;\n// %%timeit is no beginning", undefined],
      ],
    );
  });

  it("Markdown: code of any language comes back", () => {
    const document = notebook(
      ...["c++", "c#", "objective-c", "polyglot-notebook", "wolfram language"].map((it) => [it, "1"] as const),
    );
    assert.deepEqual(told(fromMarkdown(toMarkdown(document))), told(document));
    const plain = "```python run this cell\n1\n```";
    assert.deepEqual(told(fromMarkdown(plain)), [["markdown", "markdown", plain]]);
  });

  it("give every cell an id of its own that nbformat allows, the same at each import", () => {
    const ids = ["a", "a", "a.b", "x".repeat(65), "b", "a"];
    const files = [
      [fromTypeScript, ids.map((id) => `// %% id=${id}\n1`).join("\n\n")],
      [fromMarkdown, ids.map((id) => `\`\`\`toml cell=${id}\na = 1\n\`\`\``).join("\n\n")],
    ] as const;
    for (const [read, text] of files) {
      const given = read(text).cells.map(({ id }) => id);
      assert.deepEqual([given.length, new Set(given).size, given[0], given[4]], [6, 6, "a", "b"]);
      assertValid(writeNotebook(read(text)));
      assert.deepEqual(
        read(text).cells.map(({ id }) => id),
        given,
      );
    }
  });

  it("HTML: one file that runs nothing and loads nothing", async () => {
    const evil = "<script>alert(1)</script>";
    const document: NotebookDocument = {
      ...readNotebook(""),
      cells: [
        {
          id: "a",
          kind: "markdown",
          language: "markdown",
          source: `# Title\n\n${evil}\n\n| a | b |\n|---|---|\n| 1 | 2 |`,
          metadata: {},
          executionCount: null,
          outputs: [],
          rest: {},
        },
        {
          id: "b",
          kind: "code",
          language: "typescript",
          source: `"${evil}"`,
          metadata: {},
          executionCount: 3,
          outputs: [toNbformat({ kind: "stream", name: "stdout", text: evil })],
          rest: {},
        },
      ],
    };
    const html = await toHtml(document, { title: "x", draw: async () => undefined });
    assert.match(html, /<title>Title<\/title>/);
    assert.match(html, /<td>2<\/td>/);
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
    assert.doesNotMatch(html, /<script|https?:\/\//);
  });

  it("JUnit: well-formed whatever was printed", () => {
    const [cell] = fromTypeScript("// a <test> \u0007\n1").cells;
    const xml = junitXml("n.wfnb", [
      {
        cell: cell!,
        number: 1,
        interrupted: false,
        wallTimeMs: 12,
        result: { success: false, refused: false },
        outputs: [errorOutput("E", 'a "b" & <c>\u0000', "at ]]>")],
      },
      { cell: cell!, number: 2, wallTimeMs: 0, result: undefined, interrupted: false, outputs: [] },
    ]);
    assert.match(xml, /tests="2" failures="1" errors="0" skipped="1"/);
    assert.match(xml, /message="a &quot;b&quot; &amp; &lt;c&gt;\ufffd"/);
    assert.match(xml, /at \]\]&gt;/);
  });
});
