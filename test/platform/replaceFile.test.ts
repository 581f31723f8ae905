import assert from "node:assert/strict";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replaceFile } from "../../kernel/platform/replaceFile.ts";

describe("a file that is replaced", () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(path(name), "utf8");
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "wfnb-replace-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has the new text, and nothing is left beside it", async () => {
    await replaceFile(path("a"), "one");
    await replaceFile(path("a"), "two");
    assert.deepEqual([read("a"), readdirSync(folder)], ["two", ["a"]]);
  });

  it("has its text from pieces, however many and however short", async () => {
    const pieces = Array.from({ length: 50_000 }, (_, index) => `${index}\n`);
    for (const text of [pieces, [], ""]) {
      await replaceFile(path("a"), text);
      assert.deepEqual([read("a"), readdirSync(folder)], [[...text].join(""), ["a"]]);
    }
  });

  it("stays as it was when its pieces end in an error", async () => {
    await replaceFile(path("a"), "one");
    const broken = function* () {
      yield "two".repeat(100_000);
      throw new Error("the trace ends here");
    };
    await assert.rejects(replaceFile(path("a"), broken()), /a could not be written: the trace ends here/);
    assert.deepEqual([read("a"), readdirSync(folder)], ["one", ["a"]]);
  });

  it("keeps its mode", async function () {
    if (process.platform === "win32") this.skip();
    writeFileSync(path("a"), "one");
    chmodSync(path("a"), 0o640);
    await replaceFile(path("a"), "two");
    assert.deepEqual([read("a"), statSync(path("a")).mode & 0o777], ["two", 0o640]);
  });

  it("is the one that a link leads to, even where that is not there yet", async function () {
    if (process.platform === "win32") this.skip();
    writeFileSync(path("a"), "one");
    symlinkSync("a", path("link"));
    symlinkSync("b", path("ahead"));
    await replaceFile(path("link"), "two");
    await replaceFile(path("ahead"), "three");
    assert.deepEqual([read("a"), read("b")], ["two", "three"]);
    for (const name of ["link", "ahead"]) assert.ok(lstatSync(path(name)).isSymbolicLink());
  });

  it("stays a device when it is one", async function () {
    if (process.platform === "win32") this.skip();
    await replaceFile("/dev/null", "text");
    assert.ok(statSync("/dev/null").isCharacterDevice());
  });

  it("is named in the error when it cannot be written", async () => {
    await assert.rejects(replaceFile(path("missing/a"), "one"), /missing.a could not be written: ENOENT/);
    await assert.rejects(replaceFile(folder, "one"), /could not be written: EISDIR/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
