import assert from "node:assert/strict";
import { Ring } from "../../../kernel/sim/queue/ring.ts";

describe("a ring", () => {
  it("is first in, first out, however long and however often it goes round", () => {
    const ring = new Ring<number>();
    const out: number[] = [];
    for (let i = 0; i < 1_000; i++) {
      ring.push(i);
      if (i % 3 === 0) out.push(ring.shift());
    }
    while (ring.length > 0) out.push(ring.shift());
    assert.deepEqual(
      out,
      Array.from({ length: 1_000 }, (_, i) => i),
    );
  });

  it("lets one insert and remove in the middle", () => {
    const ring = new Ring<string>();
    for (const one of ["a", "b", "d", "e"]) ring.push(one);
    ring.insert(2, "c");
    assert.deepEqual([...ring], ["a", "b", "c", "d", "e"]);
    ring.removeAt(3);
    assert.deepEqual([ring.remove("a"), ring.remove("x"), ring.at(0), ring.at(3)], [true, false, "b", undefined]);
    assert.deepEqual([...ring], ["b", "c", "e"]);
  });

  it("goes on as it was in a young copy, in the middle of its round", () => {
    const ring = new Ring<number>();
    for (let i = 0; i < 6; i++) ring.push(i);
    for (let i = 0; i < 5; i++) ring.shift();
    for (let i = 6; i < 12; i++) ring.push(i);
    ring.keepYoung();
    assert.deepEqual([...ring], [5, 6, 7, 8, 9, 10, 11]);
    ring.push(12);
    assert.deepEqual([ring.shift(), ring.length], [5, 7]);
  });
});
