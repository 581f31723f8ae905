import assert from "node:assert/strict";
import { errorText, type ToldError } from "../../kernel/notebook/errorText.ts";

const told = (error: ToldError) => {
  const { title, frames } = errorText(error);
  return [title, frames].map((parts) => parts.map(({ text }) => text).join(""));
};

describe("the text of an error", () => {
  it("says the message once, with the error's name, and then the frames", () => {
    const stack = "RangeError: too far\n    at f (cell a:1:2)";
    assert.deepEqual(told({ name: "RangeError", message: "too far", stack }), [
      "RangeError: too far",
      "    at f (cell a:1:2)",
    ]);
    const failed = "RangeError: beyond 5: 9 (at 2.5 s of simulated time, in state beam/ready)";
    assert.deepEqual(told({ name: "ExecutionFailed", message: failed, stack: `${failed}\n    at /w/picky.ts:9:37` }), [
      failed,
      "    at /w/picky.ts:9:37",
    ]);
  });

  it("keeps what the stack says beyond that, and nothing where it says nothing", () => {
    const stack = "cell a:1:3: ';' expected.\ncell a:2:1: '}' expected.";
    assert.deepEqual(told({ name: "SyntaxError", message: "';' expected.", stack }), [
      "SyntaxError: ';' expected.",
      stack,
    ]);
    assert.deepEqual(told({ name: "Error", message: "x", stack: "" }), ["Error: x", ""]);
  });

  it("leaves out the colours of a terminal", () => {
    assert.deepEqual(
      told({ name: "KeyError", message: "'a'", stack: "\u001b[0;31mKeyError\u001b[0m: 'a'\n  line 1" }),
      ["KeyError: 'a'", "  line 1"],
    );
  });

  it("is cut where nobody would read on, and says so", () => {
    const [title = "", frames = ""] = told({ name: "Error", message: "m".repeat(30_000), stack: "s\n".repeat(5_000) });
    assert.match(title, /^Error: m+\n… 10007 more characters$/);
    assert.equal(frames.split("\n").length, 201);
    assert.match(frames, /\n… 9601 more characters$/);
  });
});
