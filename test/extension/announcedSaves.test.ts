import assert from "node:assert/strict";
import { AnnouncedSaves } from "../../extension/notebook/announcedSaves.ts";

describe("which of several equal notebooks is written", () => {
  it("is the one whose saving was announced, one after another", () => {
    const saves = new AnnouncedSaves<string>();
    saves.announce("b");
    assert.equal(saves.take(["a", "b"]), "b");
    saves.announce("b");
    saves.announce("a");
    assert.deepEqual([saves.take(["a", "b"]), saves.take(["a", "b"])], ["b", "a"]);
  });

  it("is none of those that differ, nor one that is forgotten", () => {
    const saves = new AnnouncedSaves<string>();
    saves.announce("other");
    saves.announce("b");
    assert.equal(saves.take(["a"]), "a");
    saves.forget("b");
    assert.equal(saves.take(["a", "b"]), "a");
    assert.equal(saves.take([]), undefined);
  });
});
