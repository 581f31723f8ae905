import assert from "node:assert/strict";
import { parseLaunch } from "../host/launchArguments.ts";
import { workbenchUrl } from "../host/workbenchUrl.ts";

describe("the host's command line and address", () => {
  it("reads what @vscode/test-electron passes to a desktop VS Code", () => {
    const launch = parseLaunch([
      "/folder",
      "--no-sandbox",
      "--extensionTestsPath=/x/index.cjs",
      "--extensionDevelopmentPath=/x",
      "--user-data-dir=/y",
    ]);
    assert.deepEqual(launch, { extensionDevelopmentPath: "/x", extensionTestsPath: "/x/index.cjs", folder: "/folder" });
    assert.throws(() => parseLaunch(["/folder"]), /are needed/);
  });

  it("asks the workbench to open a file of a folder with a space in its name", () => {
    const url = new URL(workbenchUrl(80, "secret", { folder: "/a b", file: "/a b/c.wfnb" }));
    assert.equal(url.searchParams.get("tkn"), "secret");
    assert.equal(url.searchParams.get("folder"), "/a b");
    assert.deepEqual(JSON.parse(url.searchParams.get("payload")!), [
      ["openFile", "vscode-remote://127.0.0.1:80/a%20b/c.wfnb"],
    ]);
  });
});
