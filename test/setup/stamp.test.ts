import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "./load.ts";

const { contentHash, isStamped, stamp } = await load("stamp.mjs");

describe("knowing that nothing has changed", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "wfnb-stamp-"));
    mkdirSync(join(folder, "source", "dist"), { recursive: true });
    writeFileSync(join(folder, "source", "a.ts"), "a");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const hash = () => contentHash(folder, ["source", "absent.json"]) as string;

  it("holds while contents stay, whatever is generated", () => {
    const before = hash();
    writeFileSync(join(folder, "source", "a.ts"), "a");
    writeFileSync(join(folder, "source", "dist", "a.js"), "generated");
    assert.equal(hash(), before);
  });

  it("ends with a changed, an added and a renamed file", () => {
    const seen = new Set([hash()]);
    writeFileSync(join(folder, "source", "a.ts"), "b");
    seen.add(hash());
    writeFileSync(join(folder, "source", "b.ts"), "");
    seen.add(hash());
    writeFileSync(join(folder, "absent.json"), "");
    seen.add(hash());
    assert.equal(seen.size, 4);
  });

  it("is written down in a file", () => {
    const file = join(folder, "new", "stamp");
    assert.equal(isStamped(file, "x"), false);
    stamp(file, "x");
    assert.equal(isStamped(file, "x"), true);
    assert.equal(isStamped(file, "y"), false);
  });
});
