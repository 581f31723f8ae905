/**
 * `npm run bench:notebook`: how long a person waits. First output of a trivial TOML cell, with a warm kernel and a cold one;
 * the first value of a TypeScript cell; reading and writing a notebook of 500 cells with 10 MB of outputs.
 * Uses the built kernel process where there is one, else the sources.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { NotebookDocument } from "../../../kernel/notebook/document.ts";
import { KeptTexts } from "../../../kernel/notebook/keptTexts.ts";
import { readNotebook } from "../../../kernel/notebook/read.ts";
import { NotebookSession } from "../../../kernel/notebook/session.ts";
import { writeNotebook } from "../../../kernel/notebook/write.ts";
import { fileReader } from "../../../kernel/platform/readText.ts";
import { forkKernel, KernelProcess } from "../../../kernel/runner/index.ts";
import { temporaryFolder } from "../../store/temporaryFolder.ts";
import { median } from "../median.ts";

const built = join(process.cwd(), "kernel/dist/kernel.js");
const source = join(process.cwd(), "kernel/apps/kernel/main.ts");
const entry = pathToFileURL(existsSync(built) ? built : source);

function openSession() {
  const workspace = temporaryFolder();
  mkdirSync(join(workspace, "workflows"));
  const kernel = new KernelProcess({
    workspace,
    shippedWorkflows: join(process.cwd(), "workflows"),
    fork: forkKernel({ entry }),
  });
  const notebook = join(workspace, "x.wfnb");
  return { kernel, session: new NotebookSession({ kernel, notebook, read: fileReader(workspace) }) };
}

/** Milliseconds until the first output, and until the end. */
async function timed(session: NotebookSession, language: string, text: string) {
  const started = performance.now();
  let first = 0;
  const result = await session.execute({ id: "a", language, source: text }, () => {
    first ||= performance.now() - started;
  });
  if (!result.success) throw new Error(`The ${language} cell failed.`);
  return { first, end: performance.now() - started };
}

const trivial = '[workflow]\nname = "stf_processing"\n';
const { kernel, session } = openSession();
const cold = await timed(session, "toml", trivial);
const warm: { first: number; end: number }[] = [];
for (let i = 0; i < 15; i += 1) warm.push(await timed(session, "toml", trivial));
const typescriptCold = await timed(session, "typescript", "1 + 1");
const typescriptWarm: number[] = [];
for (let i = 0; i < 15; i += 1) typescriptWarm.push((await timed(session, "typescript", "1 + 1")).end);
const started = performance.now();
await session.execute(
  { id: "log", language: "typescript", source: "for (let i = 0; i < 1e6; i++) console.log(i)" },
  () => {},
);
const millionLines = performance.now() - started;
await kernel.close();

const document: NotebookDocument = {
  ...readNotebook(""),
  cells: Array.from({ length: 500 }, (_, index) => ({
    id: `cell-${index}`,
    kind: "code",
    language: "toml",
    source: trivial,
    metadata: {},
    executionCount: index,
    outputs: [
      {
        name: "stdout",
        output_type: "stream",
        text: Array.from(
          { length: 400 },
          (_, line) => `a line of output, number ${line} of cell ${index}, to fill it\n`,
        ),
      },
    ],
    rest: {},
  })),
};
const text = writeNotebook(document);
const texts = new KeptTexts();
const reading = elapsed(() => texts.read(text));
const again = readNotebook(text);
const writingSame = elapsed(() => texts.write(again));
const changed = {
  ...again,
  cells: again.cells.map((cell, index) => (index === 250 ? { ...cell, source: "changed" } : cell)),
};
const writingChanged = elapsed(() => texts.write(changed));

function elapsed(action: () => unknown): number {
  const from = performance.now();
  action();
  return performance.now() - from;
}

const rows: [what: string, ms: number, target: number | undefined][] = [
  ["TOML cell, cold kernel: first output", cold.first, 2_000],
  ["TOML cell, warm kernel: first output (median of 15)", median(warm.map(({ first }) => first)), 300],
  ["TOML cell, warm kernel: end (median of 15)", median(warm.map(({ end }) => end)), undefined],
  ["TypeScript cell, new session: value", typescriptCold.end, undefined],
  ["TypeScript cell, warm session: value (median of 15)", median(typescriptWarm), undefined],
  ["a million printed lines", millionLines, undefined],
  [`read 500 cells, ${(text.length / 1e6).toFixed(1)} MB`, reading, 1_000],
  ["write them unchanged", writingSame, 1_000],
  ["write them with one cell changed", writingChanged, 1_000],
];
for (const [what, ms, target] of rows) {
  const verdict = target === undefined ? "" : `  (target < ${target} ms)${ms < target ? "" : "  MISSED"}`;
  console.log(`${what.padEnd(54)}${ms.toFixed(1).padStart(9)} ms${verdict}`);
}
process.exitCode = rows.some(([, ms, target]) => target !== undefined && ms >= target) ? 1 : 0;
