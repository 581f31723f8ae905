import assert from "node:assert/strict";
import { kernelRows, type SessionState, sessionSections, variableRow } from "../../kernel/notebook/sessionRows.ts";

const idle: SessionState = {
  isTrusted: true,
  variables: [],
  executions: { count: 0, listed: 0 },
  pid: 4711,
  runningExecutions: 0,
  busyCell: undefined,
  waitingCells: 0,
  restart: undefined,
};
const statusOf = (state: Partial<SessionState>) =>
  sessionSections({ ...idle, ...state }).flatMap((section) => (section.kind === "kernel" ? [section.status] : []))[0];
const rowsOf = (state: Partial<SessionState>) => kernelRows({ ...idle, ...state });

describe("the rows of a session's panel", () => {
  it("count variables and executions, of which not all are listed", () => {
    const variables = [{ name: "a", type: "number", preview: "1", cell: "one" }];
    assert.deepEqual(sessionSections({ ...idle, variables, executions: { count: 30, listed: 20 } }).slice(0, 2), [
      { kind: "variables", count: 1 },
      { kind: "executions", count: 30, listed: 20 },
    ]);
  });

  it("say what the kernel process does: nothing where it may not or was not asked, else idle or busy", () => {
    assert.deepEqual(statusOf({ isTrusted: false }), { is: "untrusted" });
    assert.deepEqual(statusOf({ pid: undefined }), { is: "off" });
    assert.deepEqual(statusOf({}), { is: "idle", pid: 4711 });
    assert.deepEqual(statusOf({ runningExecutions: 2 }), { is: "busy", pid: 4711, executions: 2 });
    // A TypeScript cell that waits runs no execution.
    assert.deepEqual(statusOf({ busyCell: 0 }), { is: "busy", pid: 4711, executions: 0 });
  });

  it("name the cell that runs and how many wait for it", () => {
    assert.deepEqual(rowsOf({}), [{ kind: "log" }, { kind: "restart" }]);
    assert.deepEqual(rowsOf({ busyCell: 2, waitingCells: 3 })[0], { kind: "busy", cell: 2, waiting: 3 });
  });

  it("say why the session or its kernel was restarted", () => {
    const restart = { what: "session", reason: "The thread used up its memory.", at: 1 } as const;
    assert.deepEqual(rowsOf({ restart })[0], { kind: "restarted", restart });
  });

  it("offer no restart where nothing may run", () => {
    assert.deepEqual(rowsOf({ isTrusted: false }), [{ kind: "log" }]);
  });

  it("cut names and values that are too long to be read", () => {
    const long = "x".repeat(10_000);
    const row = variableRow({ name: long, type: "Array(3)", preview: long, cell: "one" });
    assert.equal(row.label.length, 81);
    assert.equal(row.description.length, 121);
    assert.ok(row.tooltip.length < 2_500);
    assert.equal(row.icon, "symbol-array");
    assert.equal(variableRow({ name: "a", type: "Map", preview: "Map(0) {}", cell: "one" }).icon, "symbol-variable");
  });
});
