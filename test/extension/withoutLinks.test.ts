import assert from "node:assert/strict";
import { withoutLinks } from "../../extension/withoutLinks.ts";

/** As VS Code finds links in notices (`linkedText.ts`). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe("what notices quote", () => {
  it("does not become a link, and looks as it was written", () => {
    const quoted = 'picky failed: [Show details](command:workbench.action.terminal.new "more"), [b](https://c.d)';
    assert.match(quoted, link);
    assert.doesNotMatch(withoutLinks(quoted), link);
    assert.equal(withoutLinks(quoted).replaceAll("\u2060", ""), quoted);
  });

  it("stays as it is where it holds no link", () => {
    assert.equal(
      withoutLinks("stf_processing-ada-0001 failed: [stf] (standby)"),
      "stf_processing-ada-0001 failed: [stf] (standby)",
    );
  });
});
