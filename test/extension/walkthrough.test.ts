import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { contextKeys } from "../../extension/ids.ts";

interface Step {
  readonly description: string;
  readonly completionEvents: readonly string[];
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
const sentences: Record<string, string> = JSON.parse(readFileSync("package.nls.json", "utf8"));
const steps: Step[] = contributes.walkthroughs[0].steps.map((step: Step) => {
  return { ...step, description: sentences[step.description.slice(1, -1)]! };
});
const commands = new Set<string>(contributes.commands.map(({ command }: { command: string }) => command));
const views = new Set<string>(contributes.views.wfnb.map(({ id }: { id: string }) => id));

describe("the walkthrough", () => {
  it("has buttons whose commands exist", () => {
    const named = steps.flatMap(({ description }) =>
      [...description.matchAll(/\(command:([\w.]+)\)/g)].map((it) => it[1]!),
    );
    assert.equal(named.length, 4);
    assert.deepEqual(
      named.filter((id) => !commands.has(id) && !views.has(id.replace(/\.focus$/, ""))),
      [],
    );
  });

  it("is ticked off by what the extension sets, its views and its commands", () => {
    const known = new Set([
      ...Object.values(contextKeys).map((key) => `onContext:${key}`),
      ...[...commands].map((id) => `onCommand:${id}`),
      ...[...views].map((id) => `onView:${id}`),
    ]);
    assert.deepEqual(
      steps.flatMap(({ completionEvents }) => completionEvents).filter((event) => !known.has(event)),
      [],
    );
  });
});
