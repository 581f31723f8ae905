import assert from "node:assert/strict";
import fc from "fast-check";
import { type Flag, type FlagPlace, placeFlags } from "../../kernel/timeline/messageLabels.ts";

describe("Labels of messages", () => {
  it("stand right of their pole, the earlier ones higher where it is narrow", () => {
    const flags = [
      { x: 10, width: 60 },
      { x: 18, width: 50 },
      { x: 300, width: 50 },
    ];
    assert.deepEqual(placeFlags(flags, 400, 3), [
      { row: 1, side: "right" },
      { row: 0, side: "right" },
      { row: 0, side: "right" },
    ]);
  });

  it("stand left of it at the right edge", () => {
    assert.deepEqual(placeFlags([{ x: 380, width: 50 }], 400, 3), [{ row: 0, side: "left" }]);
  });

  it("never touch each other, are crossed by no pole, and stay inside", () => {
    const flag = fc.record({ x: fc.integer({ min: 0, max: 500 }), width: fc.integer({ min: 10, max: 120 }) });
    fc.assert(
      fc.property(fc.array(flag, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (given, rows) => {
        const flags = [...given].sort((a, b) => a.x - b.x);
        const placed = placeFlags(flags, 500, rows).flatMap((place, i) => (place ? [box(flags[i]!, place)] : []));
        for (const a of placed) {
          assert.ok(a.from >= 0 && a.to <= 500 && a.row < rows);
          for (const b of placed) {
            if (a === b) continue;
            if (a.row === b.row) assert.ok(a.to <= b.from || b.to <= a.from);
            if (a.row > b.row) assert.ok(a.x <= b.from || a.x >= b.to || a.x === b.x);
          }
        }
      }),
    );
  });
});

function box({ x, width }: Flag, { row, side }: FlagPlace) {
  return side === "right" ? { x, row, from: x, to: x + width } : { x, row, from: x - width, to: x };
}
