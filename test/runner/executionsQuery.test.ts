import assert from "node:assert/strict";
import { executionsQuery } from "../../kernel/runner/executionsQuery.ts";

describe("a query for executions, as scripts ask it", () => {
  const asked = (query: object) => executionsQuery(query);

  it("is a text, or fields that fit", () => {
    assert.equal(executionsQuery("status:failed").matching, "status:failed");
    const query = { status: ["failed"], notebook: null, order: { by: "took" }, limit: 0 };
    assert.deepEqual(asked(query), query);
  });
  it("means the same time in whatever zone it is written, since the store compares texts", () => {
    const { startedFrom, startedBefore } = asked({
      startedFrom: "2026-03-01",
      startedBefore: "2026-03-01T14:00+02:00",
    });
    assert.deepEqual([startedFrom, startedBefore], ["2026-03-01T00:00:00.000Z", "2026-03-01T12:00:00.000Z"]);
  });
  it("gives all that it finds, unless it says how many; nothing in particular is the latest of a store's default", () => {
    const all = Number.MAX_SAFE_INTEGER;
    assert.equal(executionsQuery("status:failed").limit, all);
    assert.equal(asked({ workflowName: "x" }).limit, all);
    assert.equal(asked({ limit: Infinity }).limit, all);
    assert.equal(asked({ workflowName: "x", limit: 5 }).limit, 5);
    assert.equal(asked({}).limit, undefined);
  });
  it("names what was probably meant by a field that there is not", () => {
    assert.throws(() => asked({ workflowname: "x" }), /no `workflowname`\. Did you mean `workflowName`\?/);
    assert.throws(() => asked({ colour: "x" }), /no `colour`\. There are matching, workflowName/);
  });
  it("says what a field is when its value does not fit", () => {
    assert.throws(() => asked({ status: "failed" }), /`status` .* list of queued, .*\["failed"\], not "failed"/);
    assert.throws(() => asked({ status: ["done"] }), /`status`.*not \["done"\]/);
    for (const limit of [-1, 1.5, "10", NaN]) assert.throws(() => asked({ limit }), /`limit`.*Infinity for all/);
    assert.throws(() => asked({ startedFrom: "soon" }), /`startedFrom`.*ISO 8601/);
    assert.throws(() => asked({ limit: NaN }), /not NaN\.$/);
    assert.throws(() => asked({ startedFrom: new Date() }), /`date\.toISOString\(\)` gives it, not a Date\.$/);
    assert.throws(() => asked({ order: "took" }), /`order`.*\{ by: "took"/);
  });
});
