import assert from "node:assert/strict";
import { History } from "../../kernel/apps/jupyter/history.ts";

describe("the history of a Jupyter kernel", () => {
  const history = new History();
  for (const [index, source] of ["1 + 1", "a()", "1 + 1", "b(2)"].entries()) {
    history.add(index + 1, source);
    history.setOutput(`out ${index + 1}`);
  }
  const lines = (request: object) => history.find(request as never).map((entry) => (entry as unknown[])[1]);

  it("gives the last ones", () => assert.deepEqual(lines({ hist_access_type: "tail", n: 2 }), [3, 4]));
  it("gives a range, its end excluded", () =>
    assert.deepEqual(lines({ hist_access_type: "range", session: 1, start: 2, stop: 4 }), [2, 3]));
  it("knows no other session", () => assert.deepEqual(lines({ hist_access_type: "range", session: 7, start: 1 }), []));
  it("searches with * and ?, each once if asked", () => {
    assert.deepEqual(lines({ hist_access_type: "search", pattern: "1*" }), [1, 3]);
    assert.deepEqual(lines({ hist_access_type: "search", pattern: "1 + 1", unique: true }), [3]);
    assert.deepEqual(lines({ hist_access_type: "search", pattern: "?()" }), [2]);
    assert.deepEqual(lines({ hist_access_type: "search", pattern: "*", n: 1 }), [4]);
  });
  it("gives outputs if asked", () =>
    assert.deepEqual(history.find({ hist_access_type: "tail", n: 1, output: true }), [[1, 4, ["b(2)", "out 4"]]]));
});
