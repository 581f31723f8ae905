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
const remove = (...cells: string[]): QueueEvent[] => cells.map((cell) => ({ type: "delete", cell }));
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
    const after = step(queue, ended(1, true));
    assert.deepEqual(after.queue.cells.get("a")?.lastRun?.outcome, "stopped");
    assert.deepEqual(after.commands, [{ type: "start", cell: "b", order: 2 }]);
  });

  it("runs what is asked for after a cell was deleted that has not ended yet", () => {
    const { queue } = through(...add("a", "b"), run("a"), ...remove("a"), run("b"));
    assert.deepEqual(step(queue, ended(1, false)).commands, [{ type: "start", cell: "b", order: 2 }]);
  });

  it("restarts the session when the cell that runs has ended", () => {
    const { queue } = through(...add("a"), run("a"), { type: "restart" });
    assert.deepEqual(step(queue, ended(1, false)).commands, [{ type: "restartSession" }]);
    assert.deepEqual(through({ type: "restart" }).commands, [{ type: "restartSession" }]);
  });

  it("leaves out a cell that is cancelled while it waits, and ends where one is cancelled while it runs", () => {
    const waiting = through(...add("a", "b", "c"), run("a", "b", "c"), { type: "cancel", cell: "b" });
    assert.deepEqual(waiting.commands.slice(1), [{ type: "drop", cell: "b" }]);
    assert.deepEqual(step(waiting.queue, ended(1)).commands, [{ type: "start", cell: "c", order: 2 }]);
    const running = step(waiting.queue, { type: "cancel", cell: "a" });
    assert.deepEqual(running.commands, [
      { type: "stop", cell: "a" },
      { type: "drop", cell: "c" },
    ]);
  });

  it("drops a cell that is deleted while it waits, and stops one that runs", () => {
    const { commands } = through(...add("a", "b"), run("a", "b"), ...remove("b", "a"));
    assert.deepEqual(commands.slice(1), [
      { type: "drop", cell: "b" },
      { type: "stop", cell: "a" },
    ]);
  });

  it("knows a cell by its new name, whether it waits, runs or is followed", () => {
    const { queue } = through(
      ...add("a", "b", "c"),
      run("a", "b"),
      { type: "join", cell: "c" },
      ...["a", "b", "c"].map((cell): QueueEvent => ({ type: "rename", cell, to: `${cell}2` })),
    );
    assert.deepEqual([queue.running?.cell, queue.waiting, [...queue.joined.keys()]], ["a2", ["b2"], ["c2"]]);
    const next = step(queue, ended(1));
    assert.deepEqual(next.commands, [{ type: "start", cell: "b2", order: 3 }]);
    assert.equal(next.queue.cells.get("a2")?.lastRun?.outcome, "succeeded");
  });

  it("lets joined executions go on beside the line, through a restart, but not through an interrupt", () => {
    const { queue, commands } = through(...add("a", "b"), { type: "join", cell: "a" }, run("a", "b"));
    assert.deepEqual(commands, [
      { type: "follow", cell: "a", order: 1 },
      { type: "start", cell: "b", order: 2 },
    ]);
    const failed = step(queue, ended(1, false)).queue;
    assert.equal(failed.cells.get("a")?.lastRun?.outcome, "failed");
    assert.equal(failed.running?.cell, "b");
    assert.deepEqual(step(queue, { type: "restart" }).commands, [{ type: "stop", cell: "b" }]);
    assert.deepEqual(step(queue, { type: "interrupt" }).commands, [
      { type: "stop", cell: "a" },
      { type: "stop", cell: "b" },
    ]);
  });

  it("drops what waits when the session goes by itself, and takes no run that began in it as current", () => {
    const { queue, commands } = through(...add("a", "b"), run("a", "b"), { type: "sessionEnded" });
    assert.deepEqual(commands.at(-1), { type: "drop", cell: "b" });
    assert.ok(!isCurrent(step(queue, ended(1)).queue, "a"));
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

describe("any sequence of run, join, cancel, interrupt, edit, delete and restart", () => {
  const cells = ["a", "b", "c", "d"];
  const cell = fc.constantFrom(...cells);
  const action = fc.oneof(
    fc.record({ type: fc.constant("add" as const), cell }),
    fc.record({ type: fc.constant("edit" as const), cell }),
    fc.record({ type: fc.constant("delete" as const), cell }),
    fc.record({ type: fc.constant("run" as const), cells: fc.array(cell, { maxLength: 5 }) }),
    fc.record({ type: fc.constant("join" as const), cell }),
    fc.record({ type: fc.constant("cancel" as const), cell }),
    fc.record({ type: fc.constant("finish" as const), place: fc.nat(), success: fc.boolean() }),
    fc.record({ type: fc.constant("ended" as const), order: fc.integer({ min: 0, max: 20 }), success: fc.boolean() }),
    fc.constant({ type: "interrupt" as const }),
    fc.constant({ type: "restart" as const }),
    fc.constant({ type: "sessionEnded" as const }),
  );

  interface Started {
    readonly cell: string;
    readonly order: number;
    readonly revision: number;
    readonly follows: boolean;
    told: boolean;
    /** Nobody is to hear of its end. */
    deleted: boolean;
  }

  /** The world outside: what was really asked for, started and not yet ended. A late or foreign `ended` is ignored there too. */
  class World {
    queue = emptyQueue;
    readonly pending = new Set<string>();
    readonly started = new Map<number, Started>();
    readonly revisions = new Map<string, number>();
    readonly results = new Map<string, { revision: number; outcome: string }>();
    sessions = 1;

    send(event: QueueEvent): void {
      if (event.type === "add" && !this.revisions.has(event.cell)) this.revisions.set(event.cell, 1);
      if (event.type === "edit" && this.revisions.has(event.cell)) {
        this.revisions.set(event.cell, this.revisions.get(event.cell)! + 1);
      }
      if (event.type === "run") {
        for (const id of event.cells) if (this.revisions.has(id) && this.runOf(id) === undefined) this.pending.add(id);
      }
      if (event.type === "sessionEnded") this.sessions += 1;
      if (event.type === "ended") this.end(event.order, event.success);
      const { queue, commands } = step(this.queue, event);
      this.queue = queue;
      for (const command of commands) this.obey(command);
      if (event.type === "delete") this.delete(event.cell);
    }

    runOf(id: string): Started | undefined {
      return [...this.started.values()].find(({ cell, deleted }) => cell === id && !deleted);
    }

    get line(): Started | undefined {
      return [...this.started.values()].find(({ follows }) => !follows);
    }

    end(order: number, success: boolean): void {
      const { cell, revision, told, deleted } = this.started.get(order) ?? { deleted: true };
      this.started.delete(order);
      if (deleted || cell === undefined || revision === undefined) return;
      this.results.set(cell, { revision, outcome: told ? "stopped" : success ? "succeeded" : "failed" });
    }

    delete(id: string): void {
      const run = this.runOf(id);
      if (run !== undefined) {
        assert.ok(run.told, "a deleted cell is stopped");
        run.deleted = true;
      }
      this.revisions.delete(id);
      this.results.delete(id);
    }

    obey(command: QueueCommand): void {
      if (command.type === "start" || command.type === "follow") {
        const { cell, order } = command;
        const follows = command.type === "follow";
        if (!follows) assert.equal(this.line, undefined, "one cell at a time");
        if (!follows) assert.ok(this.pending.delete(cell), "only what was asked for is started");
        this.started.set(order, {
          ...command,
          revision: this.revisions.get(cell)!,
          follows,
          told: false,
          deleted: false,
        });
      } else if (command.type === "stop") {
        const run = this.runOf(command.cell);
        assert.ok(run !== undefined && !run.told, "only what runs is stopped, and once");
        run.told = true;
      } else if (command.type === "drop") {
        assert.ok(this.pending.delete(command.cell), "only what waits is dropped");
      } else {
        assert.equal(this.line, undefined, "no session ends under a running cell");
        this.sessions += 1;
      }
    }

    check(): void {
      const { queue } = this;
      assert.deepEqual([...queue.cells.keys()].sort(), [...this.revisions.keys()].sort());
      assert.equal(queue.running?.order, this.line?.order);
      assert.equal(queue.session, this.sessions);
      assert.deepEqual([...queue.waiting].sort(), [...this.pending].sort());
      if (queue.running === undefined) assert.deepEqual(queue.waiting, [], "nobody waits for nothing");
      for (const [id, known] of queue.cells) {
        const run = this.runOf(id);
        const running = run === undefined ? "idle" : run.told ? "stopping" : "running";
        assert.equal(known.state, this.pending.has(id) ? "queued" : running, id);
        assert.equal(known.revision, this.revisions.get(id));
        const { revision, outcome } = known.lastRun ?? {};
        assert.deepEqual({ revision, outcome }, { revision: undefined, outcome: undefined, ...this.results.get(id) });
      }
    }
  }

  it("leaves every cell in a true state", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const world = new World();
        for (const each of actions) {
          if (each.type !== "finish") world.send(each);
          else {
            const orders = [...world.started.keys()];
            if (orders.length > 0) world.send(ended(orders[each.place % orders.length]!, each.success));
          }
          world.check();
        }
        // Whatever happened: when what runs ends, everything comes to rest.
        for (let left = 20; world.started.size > 0 && left > 0; left -= 1)
          world.send(ended([...world.started.keys()][0]!));
        assert.ok([...world.queue.cells.values()].every(({ state }) => state === "idle"));
      }),
      { numRuns: 500 },
    );
  });
});
