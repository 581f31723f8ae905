import assert from "node:assert/strict";
import { displayTable } from "../../../kernel/notebook/typescript/displayTable.ts";

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ number: index + 1, text: "a" }));
const folds = (html: string) => [...html.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title]) => title);
const rowsIn = (html: string) => html.match(/<tr><td /g)!.length;

describe("a table", () => {
  it("shows a hundred rows, and folds the next ones away by the hundred", () => {
    const { "text/html": html, "text/plain": text } = displayTable(rows(1_050));
    const titles = folds(html);
    assert.equal(titles.length, 10);
    assert.deepEqual([titles[0], titles.at(-1)], ["Rows 101 to 200", "Rows 1,001 to 1,050"]);
    assert.equal(rowsIn(html), 1_050);
    assert.equal(rowsIn(html.slice(0, html.indexOf("<details>"))), 100);
    assert.doesNotMatch(html, /more rows/);
    assert.ok(text.endsWith("\n950 more rows"));
  });

  it("of more cells than a notebook should hold says how many rows it leaves out", () => {
    const { "text/html": html } = displayTable(rows(12_345));
    assert.equal(rowsIn(html), 10_000);
    assert.ok(html.endsWith("<p>2,345 more rows</p>"));
  });

  it("shows fewer rows where something else stands below it", () => {
    const { "text/html": html } = displayTable(rows(150), { atOnce: 40 });
    assert.deepEqual(folds(html), ["Rows 41 to 140", "Rows 141 to 150"]);
    const brief = displayTable(rows(150), { atOnce: 40, brief: true })["text/html"];
    assert.ok(rowsIn(brief) === 40 && brief.endsWith("<p>110 more rows</p>"));
  });

  it("is brief while it changes, and whole for a terminal", () => {
    const brief = displayTable(rows(150), { brief: true })["text/html"];
    assert.ok(rowsIn(brief) === 100 && brief.endsWith("<p>50 more rows</p>"));
    const whole = displayTable(rows(150), { wholeText: true })["text/plain"];
    assert.equal(whole.split("\n").length, 151);
  });
});
