import { isFine, type NotebookCellRun } from "../runNotebook.ts";
import { cellTitle } from "./titles.ts";

/** JUnit's XML, as CI servers read it: one test case for each code cell of a notebook. */
export function junitXml(notebook: string, cells: readonly NotebookCellRun[]): string {
  const failures = cells.filter((cell) => cell.result !== undefined && !isFine(cell)).length;
  const skipped = cells.filter(({ result }) => result === undefined).length;
  const seconds = cells.reduce((sum, { wallTimeMs }) => sum + wallTimeMs, 0) / 1000;
  const suite = attributes({
    name: notebook,
    tests: cells.length,
    failures,
    errors: 0,
    skipped,
    time: seconds.toFixed(3),
  });
  const cases = cells.map((cell) => testCase(notebook, cell)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite ${suite}>\n${cases}\n</testsuite>\n</testsuites>\n`;
}

function testCase(notebook: string, run: NotebookCellRun): string {
  const { cell, number, outputs, result, interrupted, wallTimeMs } = run;
  const name = `[${number}] ${cellTitle(cell.source)}`;
  const open = `<testcase ${attributes({ name, classname: notebook, time: (wallTimeMs / 1000).toFixed(3) })}`;
  if (result === undefined) {
    const message = interrupted ? "The run was interrupted before this cell." : "A cell before it failed.";
    return `${open}><skipped ${attributes({ message })}/></testcase>`;
  }
  const printed = outputs
    .map((output) =>
      output.kind === "stream" ? output.text : output.kind === "display" ? plain(output.data["text/plain"]) : "",
    )
    .filter((text) => text !== "")
    .join("\n");
  // A cancelled execution is shown as such, without an error.
  const failed = outputs.findLast((output) => output.kind === "error") ?? (interrupted ? interruption : undefined);
  const failure =
    isFine(run) || failed === undefined
      ? ""
      : `<failure ${attributes({ message: failed.message, type: failed.name })}>${escaped(failed.stack || failed.message)}</failure>`;
  const said = printed === "" ? "" : `<system-out>${escaped(printed)}</system-out>`;
  return failure === "" && said === "" ? `${open}/>` : `${open}>${failure}${said}</testcase>`;
}

const interruption = { name: "Interrupted", message: "The run was interrupted in this cell.", stack: "" };

function plain(text: unknown): string {
  return typeof text === "string" ? text : "";
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value)).replaceAll("\n", "&#10;")}"`)
    .join(" ");
}

/** XML 1.0 has no way at all to write most control characters. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
