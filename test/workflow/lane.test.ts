import assert from "node:assert/strict";
import { TraceBatchReader, TraceBatchWriter } from "../../kernel/model/index.ts";
import { Environment } from "../../kernel/sim/index.ts";
import { createContext } from "../../kernel/workflow/context.ts";

describe("A lane of a workflow", () => {
  const context = () => {
    const writer = new TraceBatchWriter();
    return { writer, ...createContext(new Environment(), {}, writer, "/topic") };
  };

  it("records what a process does, and when it does nothing", () => {
    const { writer, env, lane } = context();
    env.process(
      (function* () {
        lane("machine 1", "working");
        yield env.timeout(8);
        lane("machine 1");
      })(),
      "machine 1",
    );
    env.run();
    assert.deepEqual(
      [...new TraceBatchReader().records(writer.take()!)],
      [
        { kind: "lane", time: 0, name: "machine 1", activity: "working" },
        { kind: "lane", time: 8, name: "machine 1", activity: "" },
      ],
    );
  });

  it("needs a name", () => {
    assert.throws(() => context().lane("", "working"), /lane\(\.\.\.\) takes a name that is not empty/);
  });
});
