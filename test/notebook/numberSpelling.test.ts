import assert from "node:assert/strict";
import fc from "fast-check";
import { fromText, toText } from "../../kernel/notebook/export/formats.ts";
import { spelledAsIn } from "../../kernel/notebook/numberSpelling.ts";

const spelled = (before: string, value: any) => JSON.stringify(spelledAsIn(before, value));

describe("numbers", () => {
  it("are spelled as they were where they are the same, and as JSON has it elsewhere", () => {
    const before = '\ufeff{"a": 1.0, "b": [12345678901234567890, 1e5, -0], "c": {"d": 1E400}, "e": 2.50}';
    const value = JSON.parse(before.slice(1));
    assert.equal(spelled(before, value), '{"a":1.0,"b":[12345678901234567890,1e5,-0],"c":{"d":1E400},"e":2.50}');
    assert.equal(
      spelled(before, { ...value, a: 2, b: [1e5], e: "2.50" }),
      '{"a":2,"b":[100000],"c":{"d":1E400},"e":"2.50"}',
    );
    assert.equal(
      spelled(before, { ...value, c: { d: null }, toString: 1 }),
      '{"a":1.0,"b":[12345678901234567890,1e5,-0],"c":{"d":1E400},"e":2.50,"toString":1}',
    );
  });

  it("of a list's items with ids are found by those, wherever the items went", () => {
    const before = '[{"id":"a","x":1.0},{"id":"b","x":1.00}]';
    const [a, b] = JSON.parse(before);
    assert.equal(spelled(before, [b, { id: "c" }, a]), '[{"id":"b","x":1.00},{"id":"c"},{"id":"a","x":1.0}]');
  });

  it("leave every value what it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, value) => {
        assert.equal(spelled(JSON.stringify(before), value), JSON.stringify(value));
      }),
    );
  });

  it("survive the way from one notebook format to another, in metadata and in what nobody knows", () => {
    const metadata = (number: string) => `{"huge": ${number}, "language_info": {"name": "python"}}`;
    for (const number of ["12345678901234567890", "1e400", "1.0", "-0", "0.10"]) {
      const cell = `{"cell_type": "code", "execution_count": null, "metadata": {"a": [${number}]}, "outputs": [], "source": "1", "x": ${number}}`;
      const before = `{"cells": [${cell}], "metadata": ${metadata(number)}, "nbformat": 4, "nbformat_minor": 2}`;
      const wfnb = toText(fromText(before, "x.ipynb"), "wfnb", before);
      const ipynb = toText(fromText(wfnb, "x.wfnb"), "ipynb", wfnb);
      assert.equal(wfnb.split(` ${number}`).length, 4, wfnb);
      assert.equal(ipynb, wfnb);
    }
  });
});
