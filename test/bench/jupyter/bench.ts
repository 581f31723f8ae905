/**
 * How long Jupyter's users wait: `npm run bench:jupyter`. Prints medians of a kernel that starts, of cells in a warm one,
 * and of 50,000 printed lines, with the limits that they have to keep.
 */
import { join } from "node:path";
import { KernelClient } from "../../jupyter/kernelClient.ts";
import { removeFolder } from "../../package/installedPackage.ts";
import { copyWorkspace } from "../../tslab/workspaceCopy.ts";

const starts = 5;
const repetitions = 15;

const workflowCell = '%%toml\n[workflow]\nname = "stf_processing"\n\n[parameters]\nphysics_period_count = 1\n';

const folder = await copyWorkspace();
try {
  const ready = await times(starts, async () => {
    const start = performance.now();
    const client = await KernelClient.start(folder);
    const elapsed = performance.now() - start;
    await client.close();
    return elapsed;
  });
  const client = await KernelClient.start(folder);
  const cell = async (code: string) => {
    const start = performance.now();
    await client.execute(code);
    return performance.now() - start;
  };
  await cell(workflowCell);
  await cell("1 + 1");
  const toml = await times(repetitions, () => cell(workflowCell));
  const typescript = await times(repetitions, () => cell("1 + 1"));
  const lines = await times(5, () => cell("for (let i = 0; i < 50_000; i += 1) console.log(i);"));
  await client.close();
  console.log(`Jupyter kernel on Node ${process.versions.node}, medians (kernel from ${join("kernel", "dist")}):`);
  row("ready, from the start of its process", ready, 1_000);
  row("TOML cell in a warm kernel, with picture", toml, 300);
  row("TypeScript cell in a warm kernel", typescript);
  row("50,000 printed lines", lines);
} finally {
  await removeFolder(folder);
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  const measured: number[] = [];
  for (let i = 0; i < count; i += 1) measured.push(await measure());
  return measured.sort((a, b) => a - b);
}

function row(title: string, measured: readonly number[], limit?: number): void {
  const median = measured[Math.floor(measured.length / 2)]!;
  const range = `${measured[0]!.toFixed(0)} to ${measured.at(-1)!.toFixed(0)}`;
  const verdict =
    limit === undefined ? "" : median < limit ? `  (limit ${limit}: kept)` : `  (limit ${limit}: EXCEEDED)`;
  console.log(`  ${title.padEnd(42)}${median.toFixed(0).padStart(6)} ms  ${range}${verdict}`);
  if (limit !== undefined && median >= limit) process.exitCode = 1;
}
