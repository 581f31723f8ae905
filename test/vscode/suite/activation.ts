import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../extension/ids.ts";

describe("the extension", () => {
  const extension = () => {
    const found = vscode.extensions.getExtension("wfnb.workflow-notebooks");
    assert.ok(found, "the extension is not installed");
    return found;
  };

  it("sleeps until it is needed", () => {
    assert.equal(extension().isActive, false);
  });

  it("registers every command that it names", async () => {
    await extension().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commands).filter((id) => !registered.has(id)),
      [],
    );
  });
});
