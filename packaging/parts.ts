import { openPromise } from "yauzl";

interface Sum {
  files: number;
  installed: number;
  packed: number;
}

/** What a package consists of, by the beginning of the path inside it. The first that fits counts. */
const parts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["esbuild: bundles workflows (binary of the platform)", /node_modules\/(@esbuild|esbuild)\//],
  ["TypeScript: rewrites and knows TypeScript cells", /node_modules\/typescript\/lib\/typescript\.js/],
  ["TypeScript's declarations of the language", /node_modules\/typescript\//],
  ["drawing with Vega, for renderer and pages", /dist\/chunks\/drawing-/],
  ["renderer, pages of executions and comparisons", /dist\/(renderer|pages)\./],
  ["pictures in exported notebooks, with Vega", /dist\/pictures\.js/],
  ["kernel process and its threads", /dist\/(kernel|worker|session|language|timeline)\.js|dist\/chunks\//],
  ["extension", /dist\/extension\.cjs|package(\.nls.*)?\.json|\/l10n\/|language-configuration|tmLanguage/],
  ["library declarations, reference workflow", /dist\/(index\.d\.ts|workflows\/)/],
  ["pictures", /\.(png|svg)$/],
  ["documents and licences", /./],
];

/** The table of what a VSIX holds: bytes as they are installed, and packed. */
export async function tableOfParts(vsix: string): Promise<string> {
  const sums = new Map(parts.map(([name]): [string, Sum] => [name, { files: 0, installed: 0, packed: 0 }]));
  for (const { fileName, uncompressedSize, compressedSize } of await entriesOf(vsix)) {
    const sum = sums.get(parts.find(([, pattern]) => pattern.test(fileName))![0])!;
    sum.files += 1;
    sum.installed += uncompressedSize;
    sum.packed += compressedSize;
  }
  const total = [...sums.values()].reduce((a, b) => ({
    files: a.files + b.files,
    installed: a.installed + b.installed,
    packed: a.packed + b.packed,
  }));
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`.padStart(10);
  const row = ([name, { files, installed, packed }]: readonly [string, Sum]) =>
    `${name.padEnd(54)}${String(files).padStart(4)} files${kilobytes(installed)}${kilobytes(packed)} packed`;
  return [...sums, ["in all", total] as const].map(row).join("\n");
}

async function entriesOf(file: string) {
  const zip = await openPromise(file);
  const entries = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}
