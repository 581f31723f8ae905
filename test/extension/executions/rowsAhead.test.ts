import assert from "node:assert/strict";
import { RowsAhead } from "../../../extension/executions/rowsAhead.ts";
import { ExecutionBrowser, plainBrowsing } from "../../../kernel/browse/index.ts";
import { MemoryStore } from "../../../kernel/store/index.ts";
import { newDefinition, newExecution } from "../../contract/executionStore.ts";

/** A folder with one execution. */
function folder(id: string) {
  const store = new MemoryStore({ now: () => "2026-11-03T15:00:00Z" });
  store.begin(newExecution(store.saveDefinition(newDefinition()).definitionId));
  const source = {
    executions: async (query: object) => store.executions(query),
    count: async (query?: object) => store.count(query),
    groups: async (by: "workflow", query: object) => store.groups(by, query),
  };
  return { id, name: id, source };
}

describe("rows that are read before the editor asks", () => {
  const open = async () => {
    const folders = [folder("a"), folder("b")];
    const browser = new ExecutionBrowser({ folders: () => folders, now: () => new Date() });
    const ahead = new RowsAhead(browser);
    const [a, b] = await browser.children();
    return { browser, ahead, a: a!, b: b! };
  };

  it("are those at the top and below the lists that are open, each once", async () => {
    const { ahead, a, b } = await open();
    assert.equal(ahead.take(a), undefined);
    await ahead.read();
    assert.deepEqual(ahead.take(undefined), [a, b]);
    assert.equal(ahead.take(a)?.[0]?.execution?.executionId, "blink-ada-0001");
    assert.equal(ahead.take(a), undefined);
    assert.equal(ahead.take(b), undefined);
  });

  it("are not those below a list that was closed, nor what is to be drawn anew or was asked for otherwise", async () => {
    const { browser, ahead, a, b } = await open();
    for (const row of [a, b]) ahead.take(row);
    ahead.close(a);
    await ahead.read();
    assert.equal(ahead.take(a), undefined);
    ahead.forget(b);
    assert.equal(ahead.take(b), undefined);
    await ahead.read();
    browser.browse({ ...plainBrowsing, filter: "status:failed" });
    assert.equal(ahead.take(undefined), undefined);
  });
});
