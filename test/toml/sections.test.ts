import assert from "node:assert/strict";
import { parseToml, plainValue } from "../../kernel/toml/index.ts";
import { sections } from "./sections.ts";

describe("TOML 1.0, section by section", () => {
  for (const { section, valid, invalid } of sections) {
    describe(section, () => {
      for (const [text, value] of valid) {
        it(`reads ${JSON.stringify(text)}`, () => {
          const document = parseToml(text);
          assert.deepEqual(document.diagnostics, []);
          assert.deepEqual(plainValue(document.root), value);
        });
      }
      for (const text of invalid) {
        it(`refuses ${JSON.stringify(text)}`, () => {
          const errors = parseToml(text).diagnostics.filter(({ severity }) => severity === "error");
          assert.notEqual(errors.length, 0);
        });
      }
    });
  }
});
