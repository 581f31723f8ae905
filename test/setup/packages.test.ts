import assert from "node:assert/strict";
import { load } from "./load.ts";

const { isInstalled } = await load("steps/packages.mjs");
const lock = {
  packages: {
    "": { name: "root" },
    kernel: { name: "wfnb" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/other-platform": { version: "1.0.0", optional: true },
  },
};

describe("npm packages", () => {
  it("are there when npm's record of node_modules says what the lockfile says", () => {
    assert.equal(isInstalled(lock, { packages: { kernel: {}, "node_modules/a": { version: "1.0.0" } } }), true);
  });

  it("are not when one has another version, is missing or is too many", () => {
    assert.equal(isInstalled(lock, { packages: { "node_modules/a": { version: "1.0.1" } } }), false);
    assert.equal(isInstalled(lock, { packages: {} }), false);
    assert.equal(
      isInstalled(lock, {
        packages: { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0" } },
      }),
      false,
    );
    assert.equal(isInstalled(lock, undefined), false);
  });

  it("may have a binary of this platform that the lockfile's writer could not see", () => {
    const packages = {
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b-darwin": { version: "1.0.0", optional: true },
    };
    assert.equal(isInstalled(lock, { packages }), true);
  });
});
