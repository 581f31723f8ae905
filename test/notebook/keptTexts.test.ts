import assert from "node:assert/strict";
import fc from "fast-check";
import { type JsonNode, layoutOf } from "../../kernel/notebook/jsonLayout.ts";
import { KeptTexts } from "../../kernel/notebook/keptTexts.ts";
import { readNotebook } from "../../kernel/notebook/read.ts";
import { writeNotebook } from "../../kernel/notebook/write.ts";

/** As another program wrote it: four spaces, keys in its own order, numbers and characters in its own spelling, no line feed at the end. */
const foreign = `{
    "nbformat": 4, "nbformat_minor": 5,
    "metadata": {"language_info": {"name": "python"}, "score": 1.0, "big": 12345678901234567890},
    "cells": [
        {"id": "one", "cell_type": "code", "source": "print(\\u00e9)\\n1", "metadata": {"z": 1e5, "a": []},
            "execution_count": 1, "outputs": []},
        {
            "source": ["# Title"],
            "cell_type": "markdown",
            "id": "two", "metadata": {}
        }
    ]
}`;

describe("the text of a notebook", () => {
  it("stays as it is when nothing has changed", () => {
    const texts = new KeptTexts();
    assert.equal(texts.write(texts.read(foreign)), foreign);
    const old = foreign.replace('"nbformat_minor": 5', '"nbformat_minor": 4').replaceAll(/"id": "\w+", /g, "");
    assert.equal(texts.write(texts.read(old)), old);
  });

  it("stays as it is wherever nothing has changed", () => {
    const texts = new KeptTexts();
    const document = texts.read(foreign);
    const [one, two] = document.cells;
    const text = texts.write({ ...document, cells: [one!, { ...two!, source: "# Other\ntitle" }] });
    const first = foreign.slice(foreign.indexOf('{"id": "one"'), foreign.indexOf("        {\n"));
    assert.ok(text.includes(first), text);
    assert.ok(text.includes("12345678901234567890") && text.includes("1e5") && text.includes("\\u00e9"));
    assert.deepEqual(readNotebook(text).cells[1]!.source, "# Other\ntitle");
    assert.ok(text.indexOf('"source": [\n                "# Other') < text.indexOf('"cell_type": "markdown"'), text);
  });

  it("stays as it is around cells that come, go and move", () => {
    const texts = new KeptTexts();
    const document = texts.read(foreign);
    const [one, two] = document.cells;
    const added = { ...two!, id: "three", source: "new" };
    const text = texts.write({ ...document, cells: [two!, added, one!] });
    assert.deepEqual(
      readNotebook(text).cells.map(({ id }) => id),
      ["two", "three", "one"],
    );
    assert.ok(text.includes('"print(\\u00e9)\\n1"'));
    assert.equal(texts.write({ ...readNotebook(text), cells: document.cells }).includes("12345678901234567890"), true);
  });

  it("knows a list from the text that it would be when joined, but for the texts of nbformat", () => {
    const list = ["ab", "c"];
    const other = ["a", "bc"];
    const write = (lines: string[], metadata: string[], json: string[]) => {
      const data = { "application/json": json, "application/vnd.x+json": { text: json }, "text/plain": lines };
      const outputs = [
        { output_type: "display_data", data, metadata: {} },
        { output_type: "stream", name: "stdout", text: lines },
      ];
      const cell = {
        cell_type: "code",
        id: "a",
        execution_count: 1,
        metadata: { source: metadata },
        outputs,
        source: lines,
      };
      return JSON.stringify({ cells: [cell], metadata: { text: metadata }, nbformat: 4, nbformat_minor: 5 }, null, 2);
    };
    const rewritten = (before: string, after: string) => {
      const texts = new KeptTexts();
      texts.read(before);
      return texts.write(readNotebook(after));
    };
    const before = write(list, list, list);
    assert.equal(rewritten(before, write(other, list, list)), before);
    for (const after of [write(list, other, list), write(list, list, other)]) {
      assert.equal(writeNotebook(readNotebook(rewritten(before, after))), writeNotebook(readNotebook(after)));
    }
  });

  it("keeps the spelling of numbers where what is around them was changed, or has no usual layout", () => {
    const list = '[{"x":1.0,"y":[1e400,{"z":12345678901234567890}]},1.50]';
    const cell = `{"id":"a","cell_type":"markdown","source":"x","metadata":{"list":${list}}}`;
    const line = `{"cells":[${cell}],"metadata":{},"nbformat":4,"nbformat_minor":5}`;
    for (const text of [line, line.replace("{", "{\n  ")]) {
      const texts = new KeptTexts();
      // As an editor hands the document on.
      const document = JSON.parse(JSON.stringify(texts.read(text)));
      document.cells[0].metadata.list[0].added = 2;
      const written = texts.write(document).replaceAll(/\s/g, "");
      for (const part of ['"x":1.0', "[1e400,", '"z":12345678901234567890', "1.50]", '"added":2']) {
        assert.ok(written.includes(part), written);
      }
    }
  });

  it("takes a cell's language from the notebook, and leaves no mark", () => {
    const texts = new KeptTexts();
    const document = texts.read(foreign);
    assert.equal(document.cells[0]!.language, "python");
    const marked = {
      ...document.cells[0]!,
      metadata: { ...document.cells[0]!.metadata, vscode: { languageId: "python" } },
    };
    assert.ok(!texts.write({ ...document, cells: [marked, document.cells[1]!] }).includes("languageId"));
  });

  it("is found again for any JSON", () => {
    const check = (text: string, node: JsonNode, value: unknown): void => {
      assert.deepEqual(JSON.parse(text.slice(node.start, node.end)), value);
      for (const [index, item] of (node.items ?? []).entries()) check(text, item, (value as unknown[])[index]);
      for (const entry of node.entries ?? []) check(text, entry.value, (value as Record<string, unknown>)[entry.key]);
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), fc.nat(3), (value, indent, depth) => {
        const text = JSON.stringify(value, null, indent);
        check(text, layoutOf(text, depth), JSON.parse(text));
      }),
    );
  });

  it("keeps every document's meaning, whatever was changed", () => {
    const metadata = fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 });
    const cell = fc.record({
      id: fc.stringMatching(/^[a-e]$/),
      cell_type: fc.constantFrom("code", "markdown", "raw"),
      source: fc.string(),
      metadata,
    });
    const cells = fc.uniqueArray(cell, { selector: ({ id }) => id, maxLength: 5 });
    const written = fc
      .tuple(cells, metadata, fc.nat(4))
      .map(([some, more, indent]) =>
        JSON.stringify({ metadata: more, cells: some, nbformat: 4, nbformat_minor: 5 }, null, indent),
      );
    fc.assert(
      fc.property(written, written, (before, after) => {
        const texts = new KeptTexts();
        assert.equal(texts.write(texts.read(before)), before);
        const document = readNotebook(after);
        assert.equal(writeNotebook(readNotebook(texts.write(document))), writeNotebook(document));
      }),
    );
  });
});
