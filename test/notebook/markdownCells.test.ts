import assert from "node:assert/strict";
import fc from "fast-check";
import type { JsonObject } from "../../kernel/model/index.ts";
import { emptyNotebook, type NotebookCell, type NotebookDocument } from "../../kernel/notebook/document.ts";
import { markdown } from "../../kernel/notebook/export/htmlMarkdown.ts";
import { fromMarkdown, toMarkdown } from "../../kernel/notebook/export/markdown.ts";

interface Told {
  readonly language: string;
  readonly source: string;
  readonly tags?: readonly string[];
  readonly attachments?: JsonObject;
}

function notebook(...told: readonly Told[]): NotebookDocument {
  const cells = told.map(({ language, source, tags = [], attachments = {} }, index): NotebookCell => {
    const kind = language === "markdown" || language === "raw" ? language : "code";
    const metadata = tags.length === 0 ? {} : { tags };
    const rest = Object.keys(attachments).length === 0 ? {} : { attachments };
    return { id: `c${index}`, kind, language, source, metadata, executionCount: null, outputs: [], rest };
  });
  return { ...emptyNotebook(), cells };
}

const toldOf = ({ cells }: NotebookDocument) =>
  cells.map(({ language, source, metadata: { tags = [] }, rest: { attachments = {} } }) => ({
    language,
    source,
    tags,
    attachments,
  }));

function assertComesBack(document: NotebookDocument): void {
  assert.deepEqual(toldOf(fromMarkdown(toMarkdown(document))), toldOf(document));
}

const png = (data: string): JsonObject => ({ "image/png": data });
const plan = "![A plan](attachment:plan.png)";

describe("a cell in the Markdown format", () => {
  it("has its tags behind its fence, or in a comment above its text", () => {
    const document = notebook(
      { language: "markdown", source: "# Title", tags: ["intro"] },
      { language: "toml", source: "a = 1", tags: ["parameters"] },
      { language: "markdown", source: "One" },
      { language: "markdown", source: "Two", tags: ["a --> b", "`"] },
      { language: "wolfram language", source: "1", tags: ['"] cell=x', "`"] },
    );
    assert.equal(
      toMarkdown(document),
      [
        '<!-- cell tags=["intro"] -->',
        "# Title",
        '```toml cell=c1 tags=["parameters"]\na = 1\n```',
        "One",
        '<!-- cell tags=["a --\\u003e b","\\u0060"] -->',
        "Two",
        '```wolfram language cell=c4 tags=["\\"] cell=x","\\u0060"]\n1\n```\n',
      ].join("\n\n"),
    );
    assertComesBack(document);
  });

  it("has attached pictures as references, with the data at the end of the file, where any reader finds it", () => {
    const document = notebook(
      { language: "markdown", source: `See ${plan}.`, attachments: { "plan.png": png("AAAA") } },
      {
        language: "markdown",
        source: '![Mine](attachment:my%20plan.png "A title")',
        attachments: { "my plan.png": png("BBBB") },
      },
      { language: "toml", source: "a = 1" },
    );
    const text = toMarkdown(document);
    assert.equal(
      text,
      [
        "See ![A plan][attachment:plan.png].",
        "<!-- cell -->",
        '![Mine][attachment:my%20plan.png "A title"]',
        "```toml cell=c2\na = 1\n```",
        '[attachment:plan.png]: <data:image/png;base64,AAAA>\n[attachment:my%20plan.png "A title"]: <data:image/png;base64,BBBB> "A title"\n',
      ].join("\n\n"),
    );
    const html = markdown(text);
    assert.ok(html.includes('<img src="data:image/png;base64,AAAA" alt="A plan">'), html);
    assert.ok(html.includes('<img src="data:image/png;base64,BBBB" alt="Mine" title="A title">'), html);
    assert.doesNotMatch(html, /attachment:/);
    assertComesBack(document);
  });

  it("keeps its own picture where others are called the same, and shares one that is the same", () => {
    const cell = (data: string, name = "image.png"): Told => ({
      language: "markdown",
      source: `![x](attachment:${name})`,
      attachments: { [name]: png(data) },
    });
    const document = notebook(cell("AAAA"), cell("BBBB"), cell("AAAA"), cell("CCCC", "IMAGE.png"));
    const text = toMarkdown(document);
    assert.deepEqual(text.match(/^\[.*$/gm), [
      "[attachment:image.png]: <data:image/png;base64,AAAA>",
      "[attachment:image.png (2)]: <data:image/png;base64,BBBB>",
      "[attachment:IMAGE.png (3)]: <data:image/png;base64,CCCC>",
    ]);
    const shown = [...markdown(text).matchAll(/base64,(\w+)/g)].map(([, data]) => data);
    assert.deepEqual(shown, ["AAAA", "BBBB", "AAAA", "CCCC"]);
    assertComesBack(document);
  });

  it("is read without a long wait, however often a list of tags begins", () => {
    for (const part of ['tags=["a" ', 'tags=["', "tags=[", 'tags=["\\"']) {
      const words = part.repeat(20_000);
      const started = performance.now();
      fromMarkdown(`<!-- cell ${words} -->\n\n\`\`\`toml cell=a ${words}\n\`\`\`\n`);
      assert.ok(performance.now() - started < 2000, part);
    }
  });

  it("stays a raw cell", () => {
    assertComesBack(
      notebook({ language: "markdown", source: "Text" }, { language: "raw", source: ".. note::", tags: ["rst"] }),
    );
  });

  it("keeps attachments that no image leads to, those of text in a fence, and what is no base64", () => {
    const attachments = { "old [1].png": png("AAAA"), "plan.svg": { "image/svg+xml": '<svg a="ä > b"/>\n' } };
    assertComesBack(
      notebook(
        { language: "markdown", source: "No picture", attachments },
        { language: "markdown", source: `${plan}\n\`\`\`\nopen`, attachments: { "plan.png": png("BBBB") } },
        { language: "markdown", source: "", attachments, tags: ["empty"] },
        { language: "markdown", source: "[x]\n\n[x]: attachment:plan.svg", attachments },
      ),
    );
  });

  it("comes back as it went, whatever looks like a mark, a reference or a definition in it", () => {
    const lines = [
      plan,
      '![b](attachment:a%20b.png "t")![b](attachment:a%20b.png)',
      "![c][attachment:plan.png]",
      "![c][Attachment:Plan.png (2)]",
      "[attachment:plan.png]: <data:image/png;base64,AAAA>",
      "<!-- cell -->",
      '<!-- cell tags=["x"] -->',
      '```toml cell=c tags=["x"]',
      "```",
      "![d](attachment:100%.png)",
      "![e](attachment:a%2520b.png)",
      "x",
      "",
    ];
    const text = fc
      .array(fc.constantFrom(...lines), { maxLength: 5 })
      .map((some) => some.join("\n"))
      .filter((it) => it === it.replaceAll(/^\n+|\n+$/g, ""));
    const names = ["plan.png", "Plan.png", "a b.png", "a%20b.png", "100%.png", "x]y", "toString"];
    const attachments = fc.dictionary(fc.constantFrom(...names), fc.constantFrom("AAAA", "BBBB").map(png), {
      noNullPrototype: true,
    });
    const tags = fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 });
    const cell = fc.record({ language: fc.constantFrom("markdown", "toml"), source: text, tags, attachments });
    const isKept = ({ source, language, ...more }: Told) =>
      source !== "" || language === "toml" || (more.tags?.length ?? 0) + Object.keys(more.attachments ?? {}).length > 0;
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 4 }), (some) => {
        assertComesBack(
          notebook(...some.map((one) => (one.language === "toml" ? { ...one, attachments: {} } : one)).filter(isKept)),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
