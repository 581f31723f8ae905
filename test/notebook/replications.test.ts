import assert from "node:assert/strict";
import fc from "fast-check";
import { replicationSeed } from "../../kernel/notebook/replications.ts";

describe("the seeds of replications", () => {
  it("are all different, whatever the first one is, and depend on it and their number alone", () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (first) => {
        const seeds = Array.from({ length: 10_000 }, (_, index) => replicationSeed(first, index));
        // The first one is as given, and may be met again by chance alone.
        assert.equal(seeds[0], first);
        assert.equal(new Set(seeds.slice(1)).size, 9_999);
        assert.ok(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0));
        assert.equal(replicationSeed(first, 77), seeds[77]);
      }),
      { numRuns: 20 },
    );
  });
});
