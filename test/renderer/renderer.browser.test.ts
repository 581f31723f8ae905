import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { RecordsRequest, TimelineMessage } from "../../extension/renderer/messages.ts";
import { TraceBatchWriter, type TraceRecord } from "../../kernel/model/index.ts";
import type { ExecutionOutput } from "../../kernel/notebook/executionOutput.ts";
import type { RecordRow } from "../../kernel/runner/trace/recordsQuery.ts";
import { TimelineAccumulator, TimelineLevels, timelineOf } from "../../kernel/timeline/index.ts";
import { machineShop, stfTrace } from "../timeline/stfTrace.ts";
import { drawn, type EditorTheme, rendererPages, until } from "./page.ts";
import { seriousFaults } from "./seriousFaults.ts";

const executionId = "stf_processing-ada-0001";
const { batches, end } = stfTrace();
const figures = { simulatedEndTime: end, counts: { stf: 258 }, events: 531, wallTimeMs: 11.4 };
const output: ExecutionOutput = {
  version: 1,
  executionId,
  workflowName: "stf_processing",
  status: "completed",
  summary: "630.8000000000033 s simulated, 258 stf",
  figures,
};
const finished: TimelineMessage = {
  type: "timeline",
  executionId,
  timeline: timelineOf(batches, end),
  execution: { status: "completed", ...figures },
  clock: { startTime: "2026-11-20T10:00:00.250Z", factor: null, wallTimeMs: 11.4 },
};
const localDay = `2026-11-20 ${new Date("2026-11-20T10:00:00Z").toTimeString().slice(0, 8)}.2`;

describe("Notebook renderer", function () {
  this.timeout(30_000);
  const open = rendererPages();

  for (const theme of ["light", "dark", "high-contrast", "high-contrast-light"] satisfies EditorTheme[]) {
    it(`draws the reference cycle in the ${theme} theme without a serious accessibility fault`, async () => {
      for (const width of [600, 1000]) {
        await using host = await open({ theme, width });
        await host.render("1", output);
        await host.send(finished);
        await drawn(host.page);
        await host.page.click("text=Table");
        const picture = `test/output/renderer-${theme}-${String(width)}.png`;
        await host.page.screenshot({ path: picture, clip: { x: 0, y: 0, width: width + 40, height: 560 } });
        assert.deepEqual(await seriousFaults(host.page), []);
        assert.deepEqual(host.errors, []);
        const texts = await host.page.locator(".wfnb-timeline svg text").allTextContents();
        for (const text of ["run_imminent", "end_run", "run / standby", "substate", "258"])
          assert.ok(texts.includes(text), text);
        assert.deepEqual(await textsOutside(host.page), []);
      }
    });
  }

  it("tells the figures and where the timeline is drawn, where two versions of a notebook are compared", async () => {
    await using host = await open({ hasMessaging: false });
    await host.render("1", output);
    const told = await host.page.locator("main").innerText();
    assert.match(told, /The timeline is drawn in the notebook, and not where two versions of it are compared\./);
    assert.match(told, new RegExp(output.executionId));
    assert.deepEqual(host.errors, []);
  });

  it("goes on from where it is while a running execution's output is replaced, and asks for its timeline once", async () => {
    await using host = await open();
    const running: ExecutionOutput = {
      ...output,
      status: "running",
      summary: "x",
      figures: { simulatedEndTime: null },
    };
    await host.render("1", running);
    const progress = { now: 300, until: 600, events: 250, eventsPerSecond: 100, wallTimeMs: 2_500 };
    const timeline = { ...timelineOf(batches, end), ended: false };
    await host.send({ type: "timeline", executionId, timeline, progress });
    await drawn(host.page);
    await host.page.getByText("Table", { exact: true }).click();
    const told = await host.page.textContent(".wfnb-figures");
    assert.match(told!, /^300 s of 600 s simulated \(50 %\), 100 events\/s, about 2\.5 s left/);
    await host.render("1", { ...running, summary: "y" });
    await host.send({ type: "timeline", executionId, timeline });
    assert.equal(await host.page.textContent(".wfnb-figures"), told);
    assert.ok(await host.page.isVisible('[aria-label^="Tables of"]'));
    assert.equal((await host.requests()).length, 1);
    await host.render("1", output);
    assert.equal((await host.requests()).length, 2);
  });

  it("shows the saved figures first and asks for the timeline", async () => {
    await using host = await open();
    await host.render("1", output);
    assert.deepEqual(await host.requests(), [{ type: "timeline", executionId }]);
    assert.match((await host.page.textContent(".wfnb-header"))!, /✓ completed.*0001630\.8 s simulated, 258 stf/);
    await host.send({ type: "unavailable", executionId, message: "It was deleted." });
    assert.equal(await host.page.textContent(".wfnb-note"), "It was deleted.");
    assert.equal(
      await host.page.locator(".wfnb-actions button:visible").count(),
      0,
      "nothing can be done with nothing",
    );
  });

  it("keeps every button within a narrow editor", async () => {
    await using host = await open({ width: 260 });
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    const right = await host.page.evaluate<number>(
      "document.querySelector('.wfnb-output').getBoundingClientRect().right",
    );
    const buttons = await host.page.locator(".wfnb-actions button:visible").all();
    assert.equal(buttons.length, 8);
    for (const button of buttons) {
      const { x, width } = (await button.boundingBox())!;
      assert.ok(x + width <= right, `${(await button.textContent())!} ends at ${x + width} of ${right} pixels`);
    }
  });

  it("breaks no word of its tables in a narrow editor", async () => {
    await using host = await open({ width: 260 });
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    await host.page.click("text=Table");
    const heights = await host.page
      .locator(".wfnb-tables table")
      .first()
      .locator("tr")
      .evaluateAll((rows) => rows.map((row) => (row as any).getBoundingClientRect().height as number));
    assert.ok(Math.max(...heights) < 45, `rows are up to ${Math.max(...heights)} pixels high`);
    await host.page.screenshot({ path: "test/output/renderer-table-narrow.png" });
  });

  it("speaks the editor's language, and leaves records and names as they are", async () => {
    const german = JSON.parse(await readFile("l10n/bundle.l10n.de.json", "utf8")) as Record<string, string>;
    await using host = await open({ sentences: german });
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    await host.page.click("text=Tabelle");
    const said = await host.page.locator(".wfnb-header, .wfnb-tables caption, .wfnb-tables th").allInnerTexts();
    assert.match(
      said.join(" "),
      /✓ abgeschlossen.*Alles.*Einträge.*Exportieren.*Zustände.*Teilzustand.*Dauer.*Nachrichten/s,
    );
    assert.doesNotMatch(said.join(" "), /\b(completed|Table|Records|States|Messages|duration|substate)\b/);
    assert.match(await host.page.locator(".wfnb-tables tbody").first().innerText(), /run\s+standby\s+199\.6 s/);
    await host.page.screenshot({ path: "test/output/renderer-german.png" });
    assert.deepEqual(await seriousFaults(host.page), []);
  });

  it("grows in place while the execution runs", async () => {
    await using host = await open();
    await host.render("1", { ...output, status: "running", summary: "" });
    const accumulator = new TimelineAccumulator();
    accumulator.addRecord({ kind: "state", time: 0, state: "run", substate: "physics" });
    const send = (now: number) => {
      accumulator.addRecord({ kind: "count", time: now, name: "stf", by: 1 });
      accumulator.advance(now);
      return host.send({
        type: "timeline",
        executionId,
        timeline: accumulator.timeline(),
        execution: { status: "running", simulatedEndTime: null },
        progress: {
          now,
          until: 100,
          events: now,
          eventsPerSecond: 1000,
          wallTimeMs: now * 100,
          state: "run",
          substate: "physics",
        },
      });
    };
    await send(10);
    await drawn(host.page);
    await host.page.evaluate("document.querySelector('.wfnb-timeline svg').dataset.first = 'yes'");
    for (const now of [20, 30, 50]) await send(now);
    await until(
      host.page,
      "[...document.querySelectorAll('.wfnb-timeline svg text')].some((text) => text.textContent === '4')",
    );
    assert.equal(await host.page.getAttribute(".wfnb-timeline svg", "data-first"), "yes", "the same drawing");
    assert.match(
      (await host.page.textContent(".wfnb-figures"))!,
      /^50 s of 100 s simulated \(50 %\), run\/physics, 1000 events\/s, about 5 s left, 4 stf$/,
    );
    assert.equal(await host.page.evaluate("document.querySelector('.wfnb-progress').style.width"), "50%");
    // The same output, replaced by its final content.
    await host.render("1", output);
    await host.send(finished);
    await until(host.page, "document.querySelector('.wfnb-timeline svg').textContent.includes('end_run')");
    assert.equal(await host.page.locator(".wfnb-timeline svg").count(), 1);
    assert.match((await host.page.textContent(".wfnb-status"))!, /completed/);
  });

  it("zooms and pans with keys and buttons, and tells the figures of what is shown", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    await host.page.focus(".wfnb-figure");
    await host.page.keyboard.press("+");
    await host.page.keyboard.press("+");
    await host.page.waitForSelector(".wfnb-window:not([hidden])");
    await until(host.page, "document.querySelector('.wfnb-window').textContent.startsWith('236.55 s')");
    assert.match(
      (await host.page.textContent(".wfnb-window"))!,
      /^236\.55 s to 394\.25 s \(157\.7 s\): run \/ physics 157\.7 s; 75 stf$/,
    );
    await host.page.keyboard.press("End");
    await until(host.page, "document.querySelector('.wfnb-window').textContent.includes('630.8 s')");
    await host.page.screenshot({ path: "test/output/renderer-zoomed.png" });
    assert.deepEqual(await textsOutside(host.page), []);
    await host.page.click("text=All");
    await host.page.waitForSelector(".wfnb-window", { state: "hidden" });
  });

  it("gives the figures of a window picked with Shift and drag", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    const box = (await host.page.locator(".wfnb-timeline svg .states_marks").first().boundingBox())!;
    await host.page.keyboard.down("Shift");
    await host.page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await host.page.mouse.down();
    await host.page.mouse.move(box.x + box.width * 0.75, box.y + 22, { steps: 5 });
    await host.page.mouse.up();
    await host.page.keyboard.up("Shift");
    await host.page.waitForSelector(".wfnb-window:not([hidden])");
    assert.match((await host.page.textContent(".wfnb-window"))!, /run \/ physics .* stf; \d messages$/);
    await host.page.screenshot({ path: "test/output/renderer-picked.png" });
    await host.page.focus(".wfnb-figure");
    await host.page.keyboard.press("Escape");
    await host.page.waitForSelector(".wfnb-window", { state: "hidden" });
  });

  it("answers the pointer with state, times and duration", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    await host.page.hover('.wfnb-timeline svg [aria-label^="run / standby from 199.6 s"]');
    await host.page.waitForSelector(".wfnb-tooltip:not([hidden])");
    const told = await host.page.locator(".wfnb-tooltip").innerText();
    assert.deepEqual(told.split(/\n+/), [
      ...["state", "run", "substate", "standby", "start", "199.6 s", "end", "230.6 s", "duration", "31 s"],
      ...["wall clock", `run at ${localDay}, in 11 ms`],
    ]);
    await host.page.screenshot({ path: "test/output/renderer-tooltip.png" });
  });

  it("saves SVG and PNG", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    const save = async (kind: string) => {
      const [download] = await Promise.all([host.page.waitForEvent("download"), host.page.click(`text="${kind}"`)]);
      return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
    };
    const svg = await save("SVG");
    assert.equal(svg.name, `${executionId}.svg`);
    assert.match(svg.content.toString(), /^<svg.*fill="#ffffff"/);
    assert.equal((await save("PNG")).content.subarray(1, 4).toString(), "PNG");
    assert.deepEqual(host.errors, []);
  });

  it("tells why an execution failed, unless an error below it does", async () => {
    await using host = await open();
    const execution = { status: "failed" as const, ...figures, errorMessage: "RangeError: beyond 5: 9" };
    await host.render("1", { ...output, status: "failed" });
    await host.send({ ...finished, execution });
    await drawn(host.page);
    assert.equal(await host.page.textContent(".wfnb-note:visible"), "RangeError: beyond 5: 9");
    await host.render("1", { ...output, status: "failed", errorFollows: true });
    assert.equal(await host.page.locator(".wfnb-note:visible").count(), 0);
    assert.deepEqual(host.errors, []);
  });

  it("shows markup in names as text, and cuts names of ten thousand characters", async () => {
    await using host = await open();
    const evil = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
    const accumulator = new TimelineAccumulator();
    accumulator.addRecord({ kind: "state", time: 0, state: evil, substate: evil });
    accumulator.addRecord({ kind: "message", time: 1, name: evil, topic: evil, body: {} });
    accumulator.addRecord({ kind: "count", time: 2, name: "n".repeat(10_000), by: 1 });
    accumulator.addRecord({ kind: "mark", time: 3, name: evil });
    accumulator.addRecord({ kind: "lane", time: 3, name: evil, activity: evil });
    accumulator.addRecord({ kind: "lane", time: 4, name: "l".repeat(10_000), activity: "a".repeat(10_000) });
    accumulator.addRecord({ kind: "gauge", time: 4, name: evil, value: 1 });
    accumulator.finish(5);
    const id = `x-${"y".repeat(10_000)}`;
    await host.render("1", { ...output, executionId: id, workflowName: evil, summary: evil });
    const execution = { status: "failed" as const, simulatedEndTime: 5, errorMessage: evil };
    await host.send({ type: "timeline", executionId: id, timeline: accumulator.timeline(), execution });
    await drawn(host.page);
    await host.page.click("text=Table");
    assert.equal(await host.page.title(), "Notebook");
    assert.equal(await host.page.locator("main img, main script").count(), 0);
    assert.equal(await host.page.textContent(".wfnb-note"), evil);
    await host.page.screenshot({ path: "test/output/renderer-evil.png" });
    assert.ok(await host.page.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth"));
    assert.deepEqual(host.errors, []);
  });

  it("follows a change of the theme", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    const fills = "[...document.querySelectorAll('.states_marks path')].map((bar) => bar.getAttribute('fill')).join()";
    const before = await host.page.evaluate<string>(fills);
    await host.page.evaluate("document.body.className = 'vscode-dark'");
    await until(host.page, `${fills} !== ${JSON.stringify(before)}`);
  });

  it("moves nothing when reduced motion is asked for", async () => {
    await using host = await open({ reducedMotion: true });
    await host.render("1", { ...output, status: "running" });
    const animation = await host.page.evaluate<string>(
      "getComputedStyle(document.querySelector('.wfnb-glyph')).animationName",
    );
    assert.equal(animation, "none");
  });

  it("draws the largest timeline there is with some thousand marks", async () => {
    await using host = await open({ width: 900 });
    const accumulator = new TimelineAccumulator();
    for (let i = 0; i < 100_000; i += 1) {
      accumulator.addRecord({ kind: "state", time: i, state: `s${String(i % 3)}`, substate: `x${String(i % 2)}` });
      accumulator.addRecord({ kind: "message", time: i, name: `m${String(i % 4)}`, topic: "t", body: {} });
      for (const name of ["a", "b", "c"]) accumulator.addRecord({ kind: "count", time: i, name, by: 1 });
      accumulator.addRecord({ kind: "gauge", time: i, name: "queue", value: i % 17 });
    }
    accumulator.finish();
    await host.render("1", output);
    await host.send({ type: "timeline", executionId, timeline: accumulator.timeline() });
    await drawn(host.page);
    await host.page.screenshot({ path: "test/output/renderer-large.png" });
    const marks = await host.page.evaluate<number>("document.querySelectorAll('.wfnb-timeline svg *').length");
    assert.ok(marks < 9000, `${String(marks)} elements`);
  });

  it("asks for what was left out once it is zoomed in, and draws the answer", async () => {
    await using host = await open({ width: 900 });
    const levels = new TimelineLevels();
    const writer = new TraceBatchWriter(40_000);
    for (let i = 0; i < 20_000; i += 1) {
      writer.state(i, i % 2 === 0 ? "even" : "odd", "");
      writer.count(i, "steps", 1);
    }
    levels.add(writer.take()!);
    levels.finish();
    await host.render("1", output);
    await host.send({ type: "timeline", executionId, timeline: levels.timeline() });
    await drawn(host.page);
    await host.page.focus(".wfnb-figure");
    for (let i = 0; i < 9; i += 1) await host.page.keyboard.press("+");
    // On a slow machine there is time to ask in between two key presses: the last question counts.
    const width = 19_999 / 512;
    await until(
      host.page,
      `requests.at(-1).type === "window" && Math.abs(requests.at(-1).to - requests.at(-1).from - ${width}) < 0.01`,
    );
    const asked = await host.requests();
    const request = asked.at(-1) as { type: "window"; from: number; to: number };
    const { from, to } = request;
    await host.send({ type: "timeline", executionId, timeline: levels.window(from, to), window: { from, to } });
    await until(host.page, `/even (19|20)/.test(document.querySelector('.wfnb-window').textContent)`);
    await until(
      host.page,
      `[...document.querySelectorAll('.wfnb-timeline svg text')].some((text) => text.textContent === "even")`,
    );
    await host.page.screenshot({ path: "test/output/renderer-window.png" });
    await host.page.evaluate("new Promise((done) => setTimeout(done, 400))");
    assert.equal((await host.requests()).length, asked.length, "what is answered is not asked again");
  });

  it("shows the records of a state that is clicked, a page at a time", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    await host.page.click('.wfnb-timeline svg [aria-label^="run / standby from 199.6 s"]');
    await host.page.waitForSelector(".wfnb-records:not([hidden])");
    const request = (await host.requests()).at(-1) as RecordsRequest;
    const { from, to, offset, limit } = request;
    assert.deepEqual([from.toFixed(1), to.toFixed(1), offset, limit], ["199.6", "230.6", 0, 100]);
    const rows = Array.from({ length: 100 }, (_, i) =>
      recordRow(i, `<img src=x onerror="document.title='evil'">${String(i)}`),
    );
    const page = { rows, offset: 0, found: 1234, read: 1234, isComplete: true };
    await host.send({ type: "records", executionId, request, page });
    assert.equal(await host.page.textContent(".wfnb-records-told"), "1 to 100 of 1,234 records, 1,134 not shown");
    assert.equal(await host.page.locator(".wfnb-records tbody tr").count(), 100);
    assert.match(
      (await host.page.textContent(".wfnb-window"))!,
      /^run \/ standby from 199\.6 s to 230\.6 s\n.*\(31 s\)/,
    );
    await host.page.screenshot({ path: "test/output/renderer-records.png" });
    assert.deepEqual(await seriousFaults(host.page), []);
    await host.page.click("text=Later");
    assert.equal(((await host.requests()).at(-1) as RecordsRequest).offset, 100);
    assert.equal(await host.page.title(), "Notebook");
    assert.equal(await host.page.locator("main img").count(), 0);
    // A page that is not the one asked for last comes too late.
    await host.send({ type: "records", executionId, request, page: { ...page, rows: [] } });
    assert.equal(await host.page.locator(".wfnb-records tbody tr").count(), 100);
    await host.page.click("text=Close");
    assert.equal(await host.page.locator(".wfnb-records").isHidden(), true);
    assert.deepEqual(host.errors, []);
  });

  it("is reached as a whole by keyboard: states one by one, their figures and their records", async () => {
    await using host = await open({ theme: "dark" });
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    const focused = () =>
      host.page.evaluate<string>("document.activeElement.textContent || document.activeElement.className");
    const reached: string[] = [];
    for (let i = 0; i < 9; i += 1) {
      await host.page.keyboard.press("Tab");
      reached.push((await focused()).slice(0, 12));
    }
    assert.deepEqual(reached.slice(0, 8), ["−", "+", "All", "Table", "Records", "Export", "SVG", "PNG"]);
    await host.page.focus(".wfnb-figure");
    const told = async (text: RegExp) =>
      until(host.page, `${String(text)}.test(document.querySelector(".wfnb-window").textContent)`);
    await host.page.keyboard.press("n");
    await told(/^no_beam from 0 s to 10 s/);
    await host.page.keyboard.press("ArrowDown");
    await told(/^no_beam \/ not_ready from 0 s to 10 s/);
    for (let i = 0; i < 4; i += 1) await host.page.keyboard.press("n");
    await told(/^run \/ standby from 199\.6 s to 230\.6 s/);
    await host.page.keyboard.press("p");
    await told(/^run \/ physics from 18 s to 199\.6 s\s.*86 stf/s);
    await host.page.screenshot({ path: "test/output/renderer-chosen.png" });
    await host.page.keyboard.press("Enter");
    await host.page.waitForSelector(".wfnb-records:not([hidden])");
    assert.equal(await focused(), "run / physics from 18 s to 199.6 s");
    assert.deepEqual(await seriousFaults(host.page), []);
    await host.page.keyboard.press("Escape");
    assert.match(await host.page.evaluate<string>("document.activeElement.className"), /wfnb-figure/);
    await host.page.keyboard.press("Escape");
    await host.page.waitForSelector(".wfnb-window", { state: "hidden" });
    assert.deepEqual(host.errors, []);
  });

  it("asks the editor to export the trace", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await host.page.click("text=Export");
    assert.deepEqual((await host.requests()).at(-1), { type: "export", executionId });
  });

  it("keeps its drawing when the execution is deleted, and says so", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.send(finished);
    await drawn(host.page);
    await host.send({ type: "unavailable", executionId, message: "It was deleted." });
    assert.equal(await host.page.textContent(".wfnb-note"), "It was deleted.");
    assert.equal(await host.page.locator(".wfnb-timeline svg").isVisible(), true);
  });

  for (const theme of ["light", "dark", "high-contrast", "high-contrast-light"] satisfies EditorTheme[]) {
    it(`draws lanes of processes and resources in the ${theme} theme`, async () => {
      await using host = await open({ theme });
      const timeline = machineShop();
      await host.render("1", { ...output, summary: "" });
      await host.send({
        type: "timeline",
        executionId,
        timeline,
        execution: { status: "completed", simulatedEndTime: 100 },
      });
      await drawn(host.page);
      await host.page.click("text=Table");
      await host.page.screenshot({ path: `test/output/renderer-lanes-${theme}.png` });
      assert.deepEqual(await seriousFaults(host.page), []);
      assert.deepEqual(await textsOutside(host.page), []);
      assert.deepEqual(host.errors, []);
    });
  }

  const odd = (records: readonly TraceRecord[], end?: number) => {
    const accumulator = new TimelineAccumulator();
    for (const record of records) accumulator.addRecord(record);
    accumulator.finish(end);
    return accumulator.timeline();
  };
  const state = (time: number, name: string): TraceRecord => ({ kind: "state", time, state: name, substate: "" });
  const axisLabels = (page: Page) => page.locator(".wfnb-timeline svg .role-axis-label text").allTextContents();

  for (const [what, timeline, expected] of [
    ["of no length", odd([state(0, "a"), state(0, "b")]), /^0 s/],
    ["with a single record", odd([state(3, "only")], 3), /^0 s.* s/],
    ["of a nanosecond", odd([state(0, "a"), state(4e-10, "b")], 1e-9), /2e-10 s.*8e-10 s/],
    ["of thirty thousand years", odd([state(0, "a"), state(4e11, "b")], 1e12), /2e\+11 s.*8e\+11 s/],
    ["whose clock began late", odd([state(1e9, "a"), state(1e9 + 1, "b")], 1e9 + 2), / s/],
    [
      "with values that are no numbers",
      odd(
        [
          state(0, "a"),
          ...[1, Number.NaN, Number.POSITIVE_INFINITY, 3].map(
            (value, time): TraceRecord => ({ kind: "gauge", time, name: "queue", value }),
          ),
        ],
        5,
      ),
      / s/,
    ],
    [
      "with five thousand states",
      odd(
        Array.from({ length: 5000 }, (_, i) => state(i, `state ${String(i)}`)),
        5000,
      ),
      /1,000 s/,
    ],
  ] as const) {
    it(`draws an execution ${what}`, async () => {
      await using host = await open();
      await host.render("1", { ...output, summary: "" });
      await host.send({ type: "timeline", executionId, timeline });
      await drawn(host.page);
      assert.match((await axisLabels(host.page)).join(" "), expected);
      await host.page.focus(".wfnb-figure");
      for (const key of ["+", "+", "ArrowRight", "-", "n", "n", "0"]) await host.page.keyboard.press(key);
      await host.page.click("text=Table");
      await host.page.screenshot({ path: `test/output/renderer-odd-${what.replaceAll(" ", "-")}.png` });
      const places = await host.page.evaluate<string[]>(
        "[...document.querySelectorAll('.wfnb-timeline svg path')].map((path) => path.getAttribute('d') + path.getAttribute('transform'))",
      );
      assert.deepEqual(
        places.filter((place) => place.includes("NaN")),
        [],
      );
      assert.deepEqual(host.errors, []);
    });
  }

  it("says what is missing from a trace with gaps, and what could not be drawn", async () => {
    await using host = await open();
    const accumulator = new TimelineAccumulator();
    const writer = new TraceBatchWriter(10);
    for (let i = 0; i < 30; i += 1) {
      writer.state(i, `s${String(i % 2)}`, "");
      writer.gauge(i, "queue", i === 29 ? Number.NaN : i);
      if (!writer.isFull) continue;
      const batch = writer.take()!;
      if (batch.first !== 20) accumulator.add(batch);
    }
    accumulator.finish();
    await host.render("1", output);
    await host.send({ type: "timeline", executionId, timeline: accumulator.timeline() });
    await drawn(host.page);
    assert.equal(
      await host.page.textContent(".wfnb-note"),
      "10 records are missing from the trace: the timeline has gaps. Left out because they are no finite numbers: 1.",
    );
  });

  it("takes its output away when it is disposed", async () => {
    await using host = await open();
    await host.render("1", output);
    await host.render("2", output);
    await host.send(finished);
    await drawn(host.page);
    await host.dispose("1");
    assert.equal(await host.page.locator(".wfnb-output").count(), 1);
    await host.dispose();
    await host.send(finished);
    assert.equal(await host.page.locator(".wfnb-output").count(), 0);
    assert.deepEqual(host.errors, []);
  });
});

function recordRow(position: number, text: string): RecordRow {
  return { position, time: position, kind: "message", name: text, value: text, text, isCut: false };
}

/** Texts that stick out of the drawing. */
async function textsOutside(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const area = document.querySelector(".wfnb-timeline svg").getBoundingClientRect();
    return [...document.querySelectorAll(".wfnb-timeline svg text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return text.textContent !== "" && getComputedStyle(text).opacity !== "0" && (box.left < area.left - 1 || box.right > area.right + 1 || box.top < area.top - 1 || box.bottom > area.bottom + 1);
    }).map((text) => text.textContent);
  })()`);
}
