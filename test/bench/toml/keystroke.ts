/**
 * How long the editor computes at a keystroke: `node test/bench/toml/keystroke.ts [--json]`.
 * Each keystroke changes a digit in the middle of the text, so that no answer can be a stored one.
 */
import {
  ConfigLanguageService,
  completionsAt,
  describeParameters,
  diagnosticsByUri,
  messageOf,
  parameter,
} from "../../../kernel/config/index.ts";
import type { WorkflowDescription } from "../../../kernel/model/index.ts";
import { parseToml } from "../../../kernel/toml/index.ts";
import { median } from "../median.ts";

/**
 * A configuration of about `size` characters: up to 400 parameters in tables of 40, then agents; a comment on every line,
 * a mistake in every fiftieth.
 */
function configuration(size: number): { text: string; workflow: WorkflowDescription } {
  const shape: Record<string, ReturnType<typeof parameter.seconds>> = {};
  const lines = ["[workflow]", 'name = "bench"'];
  let length = 0;
  const add = (...some: string[]) => {
    for (const line of some) {
      lines.push(line);
      length += line.length + 1;
    }
  };
  for (let i = 0; length < size; i += 1) {
    const wrong = i % 50 === 49;
    if (i < 400) {
      if (i % 40 === 0) add("", `[table_${i / 40}]`);
      shape[`parameter_${i}`] = parameter.seconds({ default: 1, description: "A delay" });
      add(`${wrong ? "paramter" : "parameter"}_${i} = ${i % 50 === 10 ? -1 : i}.5 # a comment on parameter ${i}`);
    } else {
      add(
        "",
        `[agents.agent_${i}]`,
        `enabled = ${wrong ? 1 : true} # whether it is started`,
        `script = "agents/agent_${i}.py"`,
      );
    }
  }
  const described = describeParameters(shape);
  const identity = { name: "bench", version: "1", workflowType: "bench", description: "", file: "bench.ts" };
  return { text: `${lines.join("\n")}\n`, workflow: { ...identity, ...described } };
}

async function measure(label: string, size: number, rounds: number) {
  const { text, workflow } = configuration(size);
  const service = new ConfigLanguageService({
    read: async () => ({ failure: "not-found" }),
    workflows: () => [workflow],
  });
  const uri = "bench.toml";
  const middle = text.indexOf("\n", text.length / 2) + 1;
  const typed = (round: number) => `${text.slice(0, middle)}typed = ${round}\n${text.slice(middle)}`;
  const look = async () => {
    const view = await service.view(uri);
    return [...diagnosticsByUri(view).get(uri)!].map(messageOf).length;
  };
  const first = await timed(async () => {
    service.update({ uri, text });
    await look();
  });
  const keystrokes: number[] = [];
  const completions: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    keystrokes.push(
      await timed(async () => {
        service.update({ uri, text: typed(round) });
        await look();
      }),
    );
    const view = await service.view(uri);
    const position = view.document.lines.positionAt(middle);
    completions.push(await timed(async () => void completionsAt(view, position)));
  }
  const parsing = await timed(async () => void parseToml(typed(-1)));
  return {
    label,
    characters: text.length,
    firstMs: rounded(first),
    keystrokeMedianMs: rounded(median(keystrokes)),
    keystrokeWorstMs: rounded(Math.max(...keystrokes)),
    completionMedianMs: rounded(median(completions)),
    parsingAnewMs: rounded(parsing),
  };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

const results = [
  await measure("10 KB", 10_000, 300),
  await measure("100 KB", 100_000, 60),
  await measure("1 MB", 1_000_000, 12),
];
if (process.argv.includes("--json")) console.log(JSON.stringify(results, null, 2));
else console.table(results);
