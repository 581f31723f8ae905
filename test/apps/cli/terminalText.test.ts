import assert from "node:assert/strict";
import { terminalText } from "../../../kernel/apps/cli/terminalText.ts";

describe("a text on a terminal", () => {
  it("keeps colours, tabs and ends of lines", () => {
    const text = "\u001b[31mred\u001b[39m\ta\r\nb";
    assert.equal(terminalText(text), text);
  });

  it("cannot clear the screen, move the cursor, set a title or ring", () => {
    assert.equal(terminalText("a\u001b[2J\u001b[Hb\u001b]0;title\u0007c\u009b2J"), "a·[2J·[Hb·]0;title·c·2J");
  });

  it("cannot write over its own line, nor turn the direction of what follows", () => {
    assert.equal(terminalText("failed\rcompleted"), "failed·completed");
    assert.equal(terminalText("\u202edetelpmoc \u2066x\u2069 \u05d0"), "·detelpmoc ·x· \u05d0");
  });
});
