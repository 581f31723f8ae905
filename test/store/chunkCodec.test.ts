import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeChunk, encodeChunk } from "../../kernel/store/sqlite/chunkCodec.ts";

describe("A chunk of a trace", () => {
  it("comes back bit by bit, whatever the numbers", () => {
    const record = fc.record({
      kind: fc.integer({ min: 0, max: 5 }),
      time: fc.double(),
      name: fc.oneof(fc.nat(3), fc.nat(70_000)),
      value: fc.double(),
    });
    const texts = fc.array(fc.string({ unit: "grapheme" }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), texts, (records, written) => {
        const columns = {
          length: records.length,
          kinds: Uint8Array.from(records, ({ kind }) => kind),
          times: Float64Array.from(records, ({ time }) => time),
          names: Uint32Array.from(records, ({ name }) => name),
          values: Float64Array.from(records, ({ value }) => value),
          texts: written,
        };
        assert.deepEqual(decodeChunk(encodeChunk(columns), records.length), columns);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("of a steady workflow takes far less than a byte a record", () => {
    const length = 10_000;
    const times = Float64Array.from({ length }, (_, i) => i * 2.1);
    const columns = {
      length,
      kinds: new Uint8Array(length),
      times,
      names: new Uint32Array(length),
      values: new Float64Array(length),
      texts: [],
    };
    assert.ok(encodeChunk(columns).length < length * 3);
  });
});
