import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { platformBinary } from "../../packaging/platformBinary.ts";
import { stage } from "../../packaging/stage.ts";
import { targetOfThisMachine, targets } from "../../packaging/targets.ts";

const root = resolve(import.meta.dirname, "..", "..");

/** Every path of the manifest that names a file of the package. */
function filesNamed(value: unknown): string[] {
  if (typeof value === "string") return /^(\.\/|dist\/|extension\/|l10n$)/.test(value) ? [value] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(filesNamed) : [];
}

describe("what is packaged", () => {
  const folder = mkdtempSync(join(tmpdir(), "wfnb-stage-"));
  const name = targets[targetOfThisMachine]!;
  let paths: string[];
  before(async () => {
    await stage(root, folder, name, await platformBinary(root, name));
    paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      statSync(join(folder, path)).isFile(),
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("holds every file that its manifest names", () => {
    const named = filesNamed(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    assert.ok(named.length > 8, named.join());
    assert.deepEqual(
      named.filter((path) => !existsSync(join(folder, path))),
      [],
    );
  });

  it("holds every chunk that its processes import", () => {
    const scripts = paths.filter((path) => /^dist[\\/]([a-z]+|chunks[\\/]\w+)\.js$/.test(path));
    assert.ok(scripts.length > 6, scripts.join());
    for (const script of scripts) {
      const text = readFileSync(join(folder, script), "utf8");
      for (const [, chunk] of text.matchAll(/["'](?:\.\/|\.\/chunks\/)([A-Z0-9]{8}\.js)["']/g)) {
        assert.ok(existsSync(join(folder, "dist/chunks", chunk!)), `${script} imports ${chunk}`);
      }
    }
  });

  it("holds no source maps and none of the fields that are the clone's", () => {
    assert.deepEqual(
      paths.filter((path) => path.endsWith(".map")),
      [],
    );
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const field of ["scripts", "devDependencies", "workspaces"]) assert.ok(!(field in manifest), field);
  });

  it("names the licences of what it bundles", () => {
    const notices = readFileSync(join(folder, "ThirdPartyNotices.txt"), "utf8");
    for (const name of ["zod", "vega", "typescript", "esbuild", "smol-toml", "toml-eslint-parser", "acorn"]) {
      assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
    }
  });
});
