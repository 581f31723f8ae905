import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CellQueue,
  emptyQueue,
  isCurrent,
  type QueueCommand,
  type QueueEvent,
  step,
} from "../../kernel/notebook/cellQueue.ts";

/** Events one after another, and everything that was to be done. */
function through(...events: QueueEvent[]): { queue: CellQueue; commands: QueueCommand[] } {
  let queue = emptyQueue;
  const commands: QueueCommand[] = [];
  for (const event of events) {
    const stepped = step(queue, event);
    ({ queue } = stepped);
    commands.push(...stepped.commands);
  }
  return { queue, commands };
}

const add = (...cells: string[]): QueueEvent[] => cells.map((cell) => ({ type: "add", cell }));
const run = (...cells: string[]): QueueEvent => ({ type: "run", cells });
const ended = (order: number, success = true): QueueEvent => ({ type: "ended", order, success });

describe("the line of cells", () => {
  it("runs one after another, in the order asked for", () => {
    const { commands } = through(...add("a", "b"), run("b", "a"), ended(1), ended(2));
    assert.deepEqual(commands, [
      { type: "start", cell: "b", order: 1 },
      { type: "start", cell: "a", order: 2 },
    ]);
  });

  it("ends at the first error", () => {
    const { queue, commands } = through(...add("a", "b"), run("a", "b"), ended(1, false));
    assert.deepEqual(commands.at(-1), { type: "drop", cell: "b" });
    assert.equal(queue.cells.get("a")?.lastRun?.outcome, "failed");
    assert.equal(queue.cells.get("b")?.state, "idle");
  });

  it("stops at an interrupt, and waits for the end of what runs before the next", () => {
    const { queue, commands } = through(...add("a", "b"), run("a", "b"), { type: "interrupt" }, run("b"));
    assert.deepEqual(commands.slice(1), [
      { type: "stop", cell: "a" },
      { type: "drop", cell: "b" },
    ]);
    assert.equal(queue.cells.get("a")?.state, "stopping");
    assert.deepEqual(step(queue, ended(1, true)).queue.cells.get("a")?.lastRun?.outcome, "stopped");
  });

  it("restarts the session when the cell that runs has ended", () => {
    const { queue } = through(...add("a"), run("a"), { type: "restart" });
    assert.deepEqual(step(queue, ended(1, false)).commands, [{ type: "restartSession" }]);
    assert.deepEqual(through({ type: "restart" }).commands, [{ type: "restartSession" }]);
  });

  it("takes outputs as current until an edit or a restart", () => {
    const ran = through(...add("a"), run("a"), ended(1)).queue;
    assert.ok(isCurrent(ran, "a"));
    assert.ok(!isCurrent(step(ran, { type: "edit", cell: "a" }).queue, "a"));
    assert.ok(!isCurrent(step(ran, { type: "restart" }).queue, "a"));
    const editedWhileRunning = through(...add("a"), run("a"), { type: "edit", cell: "a" }, ended(1)).queue;
    assert.ok(!isCurrent(editedWhileRunning, "a"));
  });
});

describe("any sequence of run, interrupt, edit, delete and restart", () => {
  const cells = ["a", "b", "c", "d"];
  const cell = fc.constantFrom(...cells);
  const action = fc.oneof(
    fc.record({ type: fc.constant("add" as const), cell }),
    fc.record({ type: fc.constant("edit" as const), cell }),
    fc.record({ type: fc.constant("delete" as const), cell }),
    fc.record({ type: fc.constant("run" as const), cells: fc.array(cell, { maxLength: 5 }) }),
    fc.record({ type: fc.constant("finish" as const), success: fc.boolean() }),
    fc.record({ type: fc.constant("ended" as const), order: fc.integer({ min: 0, max: 20 }), success: fc.boolean() }),
    fc.constant({ type: "interrupt" as const }),
    fc.constant({ type: "restart" as const }),
  );

  /** The world outside: what was really started and not yet ended. A late or foreign `ended` is ignored there too. */
  class World {
    queue = emptyQueue;
    started: { cell: string; order: number; revision: number; told: boolean } | undefined;
    readonly revisions = new Map<string, number>();
    readonly results = new Map<string, { revision: number; outcome: string }>();
    sessions = 1;

    send(event: QueueEvent): void {
      if (event.type === "add" && !this.revisions.has(event.cell)) this.revisions.set(event.cell, 1);
      if (event.type === "edit" && this.revisions.has(event.cell)) {
        this.revisions.set(event.cell, this.revisions.get(event.cell)! + 1);
      }
      if (event.type === "delete") {
        this.revisions.delete(event.cell);
        this.results.delete(event.cell);
      }
      if (event.type === "ended" && this.started?.order === event.order) {
        const { cell, revision, told } = this.started;
        const outcome = told ? "stopped" : event.success ? "succeeded" : "failed";
        if (this.revisions.has(cell)) this.results.set(cell, { revision, outcome });
        this.started = undefined;
      }
      const { queue, commands } = step(this.queue, event);
      this.queue = queue;
      for (const command of commands) this.obey(command);
    }

    obey(command: QueueCommand): void {
      if (command.type === "start") {
        assert.equal(this.started, undefined, "one cell at a time");
        const { cell, order } = command;
        this.started = { cell, order, revision: this.revisions.get(cell)!, told: false };
      } else if (command.type === "stop") {
        assert.equal(this.started?.cell, command.cell, "only what runs is stopped");
        this.started.told = true;
      } else if (command.type === "restartSession") {
        assert.equal(this.started, undefined, "no session ends under a running cell");
        this.sessions += 1;
      }
    }

    check(): void {
      const { queue } = this;
      assert.deepEqual([...queue.cells.keys()].sort(), [...this.revisions.keys()].sort());
      assert.equal(queue.running?.order, this.started?.order);
      assert.equal(queue.session, this.sessions);
      assert.equal(new Set(queue.waiting).size, queue.waiting.length);
      if (queue.running === undefined) assert.deepEqual(queue.waiting, [], "nobody waits for nothing");
      for (const [id, known] of queue.cells) {
        const runs =
          this.started?.cell === id && queue.running?.cell === id && known.state !== "queued" && known.state !== "idle";
        assert.equal(known.state === "queued", queue.waiting.includes(id), `${id} is ${known.state}`);
        if (known.state === "running" || known.state === "stopping") assert.ok(runs, `${id} is ${known.state}`);
        assert.equal(known.revision, this.revisions.get(id));
        const result = this.results.get(id);
        assert.equal(known.lastRun?.revision, result?.revision);
        if (known.lastRun?.outcome !== result?.outcome)
          assert.fail(`${id}: ${known.lastRun?.outcome} ${result?.outcome}`);
      }
    }
  }

  it("leaves every cell in a true state", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const world = new World();
        for (const each of actions) {
          if (each.type !== "finish") world.send(each);
          else if (world.started !== undefined) world.send(ended(world.started.order, each.success));
          world.check();
        }
        // Whatever happened: when what runs ends, everything comes to rest.
        for (let left = 10; world.started !== undefined && left > 0; left -= 1) world.send(ended(world.started.order));
        assert.ok([...world.queue.cells.values()].every(({ state }) => state === "idle"));
      }),
      { numRuns: 500 },
    );
  });
});
