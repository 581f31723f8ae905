import assert from "node:assert/strict";
import fc from "fast-check";
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

  it("does what a list does, wherever one comes and goes", () => {
    const actions: ((ring: Ring<number>, list: number[], place: number, one: number) => void)[] = [
      (ring, list, _, one) => {
        ring.push(one);
        list.push(one);
      },
      (ring, list, place, one) => {
        ring.insert(place, one);
        list.splice(place, 0, one);
      },
      (ring, list) => list.length > 0 && assert.equal(ring.shift(), list.shift()),
      (ring, list, place) => {
        if (place < list.length) ring.removeAt(place);
        list.splice(place, 1);
      },
      (ring, list, place) => {
        assert.equal(ring.remove(list[place] ?? -1), place < list.length);
        list.splice(place, 1);
      },
    ];
    const steps = fc.array(fc.tuple(fc.nat(actions.length - 1), fc.nat(40)), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (taken) => {
        const ring = new Ring<number>();
        const list: number[] = [];
        for (const [one, [action, place]] of taken.entries()) {
          actions[action]!(ring, list, Math.min(place, list.length), one);
          assert.deepEqual([...ring], list);
        }
      }),
    );
  });

  it("finds the last as soon as the first", () => {
    const ring = new Ring<number>();
    for (let i = 0; i < 100_000; i++) ring.push(i);
    for (let i = 0; i < 49_000; i++) assert.ok(ring.remove(99_999 - i) && ring.remove(i));
    assert.deepEqual([ring.length, ring.at(0)], [2_000, 49_000]);
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
