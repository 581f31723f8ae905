// Knowing that nothing has changed: a hash over contents, compared with the one written down last time.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const generated = new Set(["node_modules", "dist", "output", ".wfnb"]);

/** Hash of the names and contents of files and folders under `base`; what is missing counts as absent, generated folders are passed over. */
export function contentHash(base, paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(base, path)) {
      const content = readFileSync(join(base, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

export function isStamped(file, hash) {
  return existsSync(file) && readFileSync(file, "utf8") === hash;
}

export function stamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}

function* filesUnder(base, path) {
  const stat = statSync(join(base, path), { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) yield path;
  else
    for (const name of readdirSync(join(base, path)).sort())
      if (!generated.has(name)) yield* filesUnder(base, `${path}/${name}`);
}
