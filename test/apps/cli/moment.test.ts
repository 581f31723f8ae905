import assert from "node:assert/strict";
import { moment } from "../../../kernel/apps/cli/moment.ts";

describe("a moment on the command line", () => {
  const now = new Date("2026-03-10T12:00:00.000Z");

  it("is an age before now, a time, or a day where the user is", () => {
    assert.equal(moment("--since", "7d", now), "2026-03-03T12:00:00.000Z");
    assert.equal(moment("--since", "90m", now), "2026-03-10T10:30:00.000Z");
    assert.equal(moment("--since", "2026-03-01T12:00+01:00", now), "2026-03-01T11:00:00.000Z");
    assert.equal(moment("--since", "2024-02-29", now), new Date(2024, 1, 29).toISOString());
  });

  for (const text of [
    "2026-02-30",
    "2026-02-30T10:00",
    "2026-13-01",
    "0026-01-01",
    "1",
    "7",
    "foo 5",
    "",
    "9999999999999d",
  ]) {
    it(`is not "${text}"`, () => {
      assert.throws(
        () => moment("--since", text, now),
        /^Error: --since: ".*" is no moment: write a day such as 2026-03-01/,
      );
    });
  }
});
