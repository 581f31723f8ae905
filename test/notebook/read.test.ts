import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { NotebookUnreadableError, readNotebook } from "../../kernel/notebook/read.ts";
import { writeNotebook } from "../../kernel/notebook/write.ts";

const notebook = (cells: unknown[], more = {}) =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more });
const code = (more = {}) => ({
  cell_type: "code",
  id: "a",
  source: "x",
  metadata: {},
  outputs: [],
  execution_count: null,
  ...more,
});

function refusal(text: string): NotebookUnreadableError {
  try {
    readNotebook(text);
  } catch (error) {
    assert.ok(error instanceof NotebookUnreadableError, String(error));
    return error;
  }
  return assert.fail("expected a refusal");
}

describe("reading a notebook", () => {
  it("takes an empty file as a new notebook", () => {
    assert.deepEqual(readNotebook("").cells, []);
    assert.deepEqual(readNotebook("\ufeff \n").cells, []);
  });

  it("joins source lines and finds the language of a cell", () => {
    const text = notebook([code({ source: ["a\n", "b"], metadata: { vscode: { languageId: "toml" } } })]);
    const [cell] = readNotebook(text).cells;
    assert.equal(cell?.source, "a\nb");
    assert.equal(cell?.language, "toml");
  });

  it("takes code without a language as TypeScript", () => {
    assert.equal(readNotebook(notebook([code()])).cells[0]?.language, "typescript");
  });

  it("takes heading cells of early notebooks as Markdown", () => {
    const heading = (more = {}) => ({ cell_type: "heading", metadata: { a: 1 }, ...more });
    const text = notebook(
      [
        heading({ level: 2, source: ["On\n", "two lines\n"] }),
        heading({ source: "No level" }),
        heading({ level: 9, source: "Deep" }),
      ],
      { nbformat_minor: 0 },
    );
    assert.deepEqual(
      readNotebook(text).cells.map(({ kind, language, source, metadata, rest }) => [
        kind,
        language,
        source,
        metadata,
        rest,
      ]),
      ["## On two lines", "# No level", "###### Deep"].map((source) => ["markdown", "markdown", source, { a: 1 }, {}]),
    );
    assert.match(refusal(notebook([heading({ source: 1 })])).message, /The source of cell 1 is no text/);
  });

  it("gives missing and repeated ids, the same at every reading", () => {
    const text = notebook([code(), code(), code({ id: undefined })]);
    const ids = () => readNotebook(text).cells.map((cell) => cell.id);
    assert.equal(new Set(ids()).size, 3);
    assert.deepEqual(ids(), ids());
  });

  it("names the place of what is no JSON, such as the NaN that Python writes", () => {
    for (const wrong of ["NaN", "Infinity", "undefined", "[1,]", "'a'"]) {
      const at = wrong === "[1,]" ? 8 : 5;
      const { message } = refusal(`{\n"a": ${wrong},\n"cells": []\n}`);
      assert.match(message, new RegExp(`line 2, column ${at + 1}\\.`), `${wrong}: ${message}`);
    }
    assert.match(refusal("<!DOCTYPE html>\n<html>\n").message, /line 1, column 1\./);
  });

  it("names line and column of broken JSON", () => {
    const error = refusal('{\n "cells": [\n  {,}\n ]\n}');
    assert.deepEqual(error.position, { line: 2, character: 3 });
    assert.match(error.message, /line 3, column 4/);
  });

  it("refuses truncated files, other JSON, other formats and merge conflicts with a sentence", () => {
    const whole = readFileSync("notebooks/stf_processing.wfnb", "utf8");
    assert.match(refusal(whole.slice(0, whole.length / 2)).message, /not valid JSON/);
    assert.match(refusal("[1, 2]").message, /no notebook/);
    assert.match(refusal("{}").message, /nbformat/);
    assert.match(refusal('{"nbformat": 3, "worksheets": []}').message, /version 4/);
    assert.match(refusal('{"nbformat": 4}').message, /cells/);
    assert.match(refusal(notebook([{ cell_type: "html" }])).message, /cell_type/);
    const conflict = whole.replace(' "cells"', '<<<<<<< HEAD\n "cells"\n=======\n>>>>>>> other\n');
    assert.match(refusal(conflict).message, /merge conflict from line 2/);
  });

  it("gives a document or a refusal for any text, never another exception", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => notebook([JSON.parse(json)])),
        ),
        (text) => {
          try {
            readNotebook(text);
          } catch (error) {
            assert.ok(error instanceof NotebookUnreadableError, String(error));
          }
        },
      ),
    );
  });
});

describe("writing a notebook", () => {
  it("leaves the bytes of an unchanged notebook as they are", () => {
    const text = readFileSync("notebooks/stf_processing.wfnb", "utf8");
    assert.equal(writeNotebook(readNotebook(text)), text);
  });

  it("keeps what it does not know", () => {
    const text = notebook([code({ metadata: { tags: ["parameters"] }, later: { x: 1 } })], { extra: [1, { a: null }] });
    const again = JSON.parse(writeNotebook(readNotebook(text)));
    assert.deepEqual(again.extra, [1, { a: null }]);
    assert.deepEqual(again.cells[0].later, { x: 1 });
    assert.deepEqual(again.cells[0].metadata, { tags: ["parameters"] });
  });

  it("reads back what it wrote, for any cells", () => {
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
    const cell = fc.record({
      cell_type: fc.constantFrom("code", "markdown", "raw"),
      id,
      source: fc.string({ unit: "binary" }),
      metadata: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    fc.assert(
      fc.property(fc.uniqueArray(cell, { selector: (one) => one.id }), (cells) => {
        const once = writeNotebook(readNotebook(notebook(cells)));
        assert.equal(writeNotebook(readNotebook(once)), once);
        assert.deepEqual(
          readNotebook(once).cells.map((one) => [one.id, one.source, one.kind]),
          cells.map((one) => [one.id, one.source, one.cell_type]),
        );
      }),
    );
  });
});
