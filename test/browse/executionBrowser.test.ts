import assert from "node:assert/strict";
import type { ExecutionSource } from "../../kernel/browse/browserRow.ts";
import {
  type BrowserRow,
  type Browsing,
  browsingOf,
  ExecutionBrowser,
  plainBrowsing,
} from "../../kernel/browse/index.ts";
import { MemoryStore } from "../../kernel/store/index.ts";
import { completed, newDefinition, newExecution } from "../contract/executionStore.ts";

const now = new Date("2026-11-03T15:00:00Z");

/** A store of `count` executions, and how many records were read of it. */
function storeOf(count: number): { store: MemoryStore; source: ExecutionSource; read: () => number } {
  const store = new MemoryStore({ now: () => now.toISOString() });
  const { definitionId } = store.saveDefinition(newDefinition());
  for (let i = 0; i < count; i += 1) {
    const workflowName = i % 2 === 0 ? "even" : "odd";
    const startTime = new Date(now.getTime() - (count - i) * 60_000).toISOString();
    const { executionId } = store.begin(
      newExecution(definitionId, { workflowName, parameterValues: { period: i % 3 }, startTime }),
    );
    store.finish(executionId, { ...completed, status: i % 10 === 0 ? "failed" : "completed" });
  }
  let read = 0;
  const source: ExecutionSource = {
    executions: async (query) => {
      const found = store.executions(query);
      read += found.length;
      return found;
    },
    count: async (query) => store.count(query),
    groups: async (by, query) => store.groups(by, query),
  };
  return { store, source, read: () => read };
}

function browserOf(source: ExecutionSource, changes: Partial<Browsing> = {}): ExecutionBrowser {
  const browser = new ExecutionBrowser({ folders: () => [{ id: "/ws", name: "ws", source }], now: () => now });
  browser.browse({ ...plainBrowsing, ...changes });
  return browser;
}

const labels = (rows: readonly BrowserRow[]) => rows.map(({ node }) => node.label);
const lastOf = (rows: readonly BrowserRow[]) => rows.at(-1)!;

describe("Browsing executions", () => {
  it("shows the newest page first, and says how many more there are", async () => {
    const { source, read } = storeOf(1000);
    const browser = browserOf(source);
    const rows = await browser.children();
    assert.equal(rows.length, 101);
    assert.equal(rows[0]!.node.label, "0500 odd");
    assert.deepEqual([lastOf(rows).node.label, lastOf(rows).node.description], ["Show 400 more", "100 of 1,000"]);
    assert.equal(read(), 101);
    assert.equal(browser.showMore(lastOf(rows)), undefined);
    const more = await browser.children();
    assert.deepEqual([more.length, lastOf(more).node.description], [501, "500 of 1,000"]);
  });

  it("shows the others where a record is not as expected, and says so in its row", async () => {
    const { source } = storeOf(3);
    const damaged: ExecutionSource = {
      ...source,
      executions: async (query) => {
        const [first, ...others] = await source.executions(query);
        // As another version, or somebody by hand, might have written it.
        return [{ ...first!, parameterOrigins: { period: { from: "file" } as never } }, ...others];
      },
    };
    const rows = await browserOf(damaged).children();
    assert.deepEqual(labels(rows), ["even-ada-0002", "0001 odd", "0001 even"]);
    assert.match(rows[0]!.node.description, /^Its record is not as expected: /);
  });

  it("filters, orders and groups", async () => {
    const { source } = storeOf(30);
    const browser = browserOf(source, { filter: "period=1 -status:failed", groupedBy: "workflow" });
    const groups = await browser.children();
    assert.deepEqual(
      groups.map(({ node }) => `${node.label} ${node.description}`),
      ["even 4", "odd 5"],
    );
    browser.browse({ ...browser.browsing, order: { by: "id" } });
    const [even] = await browser.children();
    assert.deepEqual(labels(await browser.children(even)), ["0003 even", "0009 even", "0012 even", "0015 even"]);
    assert.deepEqual(await browser.counts(), { found: 9, all: 30 });
  });

  it("refuses a filter that cannot be read", async () => {
    await assert.rejects(browserOf(storeOf(1).source, { filter: "status:fialed" }).children(), { name: "QueryError" });
  });

  it("puts what is pinned above all, within the filter, as rows of their own", async () => {
    const { store, source } = storeOf(4);
    store.label(["even-ada-0001"], { pinned: true });
    const browser = browserOf(source);
    const [pinned, ...others] = await browser.children();
    assert.deepEqual([pinned!.kind, others.length], ["pinned", 4]);
    const [row] = await browser.children(pinned);
    assert.equal(row!.execution!.executionId, "even-ada-0001");
    assert.equal(new Set([row!.node.id, ...others.map(({ node }) => node.id)]).size, 5);
    browser.browse({ ...plainBrowsing, filter: "workflow:odd" });
    assert.deepEqual(labels(await browser.children()), ["0002 odd", "0001 odd"]);
  });

  it("keeps a row's object while it is read again, and tells how far it has come", async () => {
    const { store, source } = storeOf(2);
    const { executionId } = store.begin(newExecution(1, { workflowName: "even" }));
    const browser = browserOf(source);
    const [row] = await browser.children();
    const progress = { now: 5, until: 10, events: 1, state: null, substate: null, wallTimeMs: 1 };
    assert.deepEqual(browser.progressed({ id: executionId, folder: "/ws" }, progress), [row]);
    assert.match(row!.node.description, /5 s of 10 s \(50 %\)/);
    assert.equal((await browser.children())[0], row);
    store.finish(executionId, completed);
    browser.ended({ id: executionId, folder: "/ws" });
    await browser.children();
    assert.equal(row!.node.icon, "pass");
  });

  it("finds the row of an execution on a first page, whatever the grouping", async () => {
    const { source } = storeOf(300);
    assert.equal((await browserOf(source).find({ id: "odd-ada-0150" }))!.execution!.number, 150);
    assert.equal(await browserOf(source).find({ id: "odd-ada-0001" }), undefined);
    const row = await browserOf(source, { groupedBy: "workflow" }).find({ id: "odd-ada-0100" });
    assert.equal(row!.parent!.node.label, "odd");
  });

  it("finds the row of an execution that has left the group in which it was seen", async () => {
    const { source, store } = storeOf(2);
    store.label(["even-ada-0001"], { pinned: true });
    const browser = browserOf(source, { groupedBy: "status" });
    const [pinned] = await browser.children();
    const [seen] = await browser.children(pinned);
    assert.equal(await browser.find({ id: "even-ada-0001" }), seen);
    store.label(["even-ada-0001"], { pinned: false });
    assert.equal((await browser.find({ id: "even-ada-0001" }))!.parent!.node.label, "failed");
  });

  it("goes on, beside executions that go, with the one below them, else the one above", async () => {
    const browser = browserOf(storeOf(4).source);
    const rows = await browser.children();
    assert.deepEqual(labels(rows), ["0002 odd", "0002 even", "0001 odd", "0001 even"]);
    const beside = async (at: number, ...gone: string[]) => (await browser.beside(rows[at]!, gone))?.node.label;
    assert.equal(await beside(1, "even-ada-0002", "odd-ada-0001"), "0001 even");
    assert.equal(await beside(3, "even-ada-0001", "odd-ada-0001"), "0002 even");
    assert.equal(await beside(0, ...rows.map((row) => row.execution!.executionId)), undefined);
  });

  it("has a row for each folder where there are several", async () => {
    const [a, b] = [storeOf(1), storeOf(2)];
    const folders = [
      { id: "/a", name: "a", source: a.source },
      { id: "/b", name: "b", source: b.source },
    ];
    const browser = new ExecutionBrowser({ folders: () => folders, now: () => now });
    const rows = await browser.children();
    assert.deepEqual(labels(rows), ["a", "b"]);
    assert.equal((await browser.children(rows[1])).length, 2);
    assert.deepEqual(await browser.counts(), { found: 3, all: 3 });
  });

  it("has the row of one folder alone where that one is meant, as long as it is there", async () => {
    const [a, b] = [storeOf(1), storeOf(2)];
    let folders = [
      { id: "/a", name: "a", source: a.source },
      { id: "/b", name: "b", source: b.source },
      { id: "/c", name: "c", source: storeOf(0).source },
    ];
    const browser = new ExecutionBrowser({ folders: () => folders, now: () => now });
    browser.browse({ ...plainBrowsing, folder: "/b" });
    assert.deepEqual(labels(await browser.children()), ["b"]);
    assert.deepEqual(await browser.counts(), { found: 2, all: 2 });
    folders = folders.filter(({ id }) => id !== "/b");
    assert.deepEqual(labels(await browser.children()), ["a", "c"]);
  });

  it("tells apart executions of the same id in several folders", async () => {
    const [a, b] = [storeOf(0), storeOf(0)];
    for (const { store } of [a, b]) store.begin(newExecution(store.saveDefinition(newDefinition()).definitionId));
    const folders = [
      { id: "/a", name: "a", source: a.source },
      { id: "/b", name: "b", source: b.source },
    ];
    const browser = new ExecutionBrowser({ folders: () => folders, now: () => now });
    const [inA, inB] = await Promise.all(
      (await browser.children()).map(async (row) => (await browser.children(row))[0]!),
    );
    assert.equal(await browser.find({ id: "blink-ada-0001", folder: "/b" }), inB);
    const progress = { now: 5, until: 10, events: 1, state: null, substate: null, wallTimeMs: 1 };
    assert.deepEqual(browser.progressed({ id: "blink-ada-0001", folder: "/b" }, progress), [inB]);
    await browser.children(inA!.parent);
    assert.doesNotMatch(inA!.node.description, /50 %/);
  });

  it("takes from what was kept only what it knows", () => {
    const kept = {
      filter: "status:failed",
      folder: "/a",
      groupedBy: "parameter.x",
      order: { by: "took", descending: true },
    };
    assert.deepEqual(browsingOf(kept), kept);
    for (const rubbish of [undefined, null, 3, { filter: 3, folder: 4, groupedBy: "colour", order: "up" }]) {
      assert.deepEqual(browsingOf(rubbish), plainBrowsing);
    }
  });
});
