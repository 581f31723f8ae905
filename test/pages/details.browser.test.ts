import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { Browser } from "playwright-core";
import type { DetailsMessage, DetailsRequest } from "../../extension/pages/messages.ts";
import { type TraceBatch, TraceBatchWriter, type WorkflowExecution } from "../../kernel/model/index.ts";
import { StoredTraces } from "../../kernel/runner/trace/storedTraces.ts";
import { MemoryStore } from "../../kernel/store/index.ts";
import { TimelineAccumulator, timelineOf } from "../../kernel/timeline/index.ts";
import { type DetailsOptions, executionDetails } from "../../kernel/views/index.ts";
import { newDefinition, newExecution } from "../contract/executionStore.ts";
import { type EditorTheme, launchBrowser } from "../renderer/page.ts";
import { seriousFaults } from "../renderer/seriousFaults.ts";
import { stfTrace } from "../timeline/stfTrace.ts";
import { sampleDefinition } from "../views/sampleDefinition.ts";
import { sampleExecution } from "../views/sampleExecution.ts";
import { bundlePages, openPage, type PageBundle } from "./page.ts";

const stf = stfTrace();
const failed = sampleExecution({
  status: "failed",
  endReason: "failed",
  errorMessage: "There is no beam.",
  stackTrace:
    "Error: There is no beam.\n    at execute (/data/workflows/stf_processing.ts:12:5)\n    at node:internal/x:1:2",
  notes: ["Revision 2 of version 1.0: the code was changed and the version was not."],
  labels: { pinned: true, protected: false, note: "Look at\nthis <b>one</b>", tags: ["nightly"] },
});
const evil = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";

describe("The page of an execution", function () {
  this.timeout(30_000);
  let browser: Browser;
  let bundle: PageBundle;

  before(async () => {
    [browser, bundle] = await Promise.all([launchBrowser(), bundlePages()]);
    await mkdir("test/output", { recursive: true });
  });

  after(() => browser.close());

  /** Answers as the extension does, from a store. */
  const open = async (
    execution: WorkflowExecution,
    batches: readonly TraceBatch[],
    options: DetailsOptions & {
      theme?: EditorTheme;
      width?: number;
      mayAct?: boolean;
      sentences?: Readonly<Record<string, string>>;
    } = {},
  ) => {
    const store = new MemoryStore();
    const executionId = store.begin(newExecution(store.saveDefinition(newDefinition()).definitionId)).executionId;
    for (const batch of batches) store.appendTrace(executionId, batch);
    const traces = new StoredTraces({
      openStore: () => store,
      now: () => performance.now(),
      nextTurn: () => setImmediate(),
      writeFile: async () => {},
    });
    const definition = options.definition ?? sampleDefinition();
    const answer = async (request: DetailsRequest): Promise<DetailsMessage | DetailsMessage[] | undefined> => {
      switch (request.type) {
        case "ready":
          return [
            {
              type: "details",
              details: executionDetails(execution, { ...options, definition, timeZone: "UTC" }),
              mayAct: options.mayAct ?? true,
            },
            { type: "timeline", timeline: timelineOf(batches, execution.simulatedEndTime) },
          ];
        case "records": {
          const { filter, offset, limit } = request;
          const page = await traces.records({ executionId, waiting: [], query: { ...filter, offset, limit } });
          return { type: "records", request: request.request, page };
        }
        case "definition":
          return { type: "definition", definition: { text: definition.source, leftOut: 12 } };
        case "revisions": {
          const { version, createdBy } = definition;
          const row = { version, createdBy, created: "2026-11-03 13:03:22", hash: "abcdef012345" };
          return {
            type: "revisions",
            revisions: [
              { ...row, definitionId: 2, revision: 2, isThis: true },
              { ...row, definitionId: 1, revision: 1, isThis: false },
            ],
          };
        }
        default:
          return undefined;
      }
    };
    const state = { page: "details", execution: { id: execution.executionId, folder: "/data" } } as const;
    return openPage(browser, bundle, state, answer, options);
  };

  for (const theme of ["dark", "light", "high-contrast", "high-contrast-light"] satisfies EditorTheme[]) {
    it(`shows a failed execution in the ${theme} theme without a serious accessibility fault`, async () => {
      await using opened = await open(failed, stf.batches, { theme });
      const { page, errors } = opened;
      await page.waitForSelector(".wfnb-timeline svg .states_marks path");
      await page.click("summary:has-text('Definition')");
      await page.waitForSelector("pre.code .code-keyword");
      await page.click("summary:has-text('Environment')");
      await page.waitForSelector(".records tbody tr");
      await page.screenshot({ path: `test/output/details-${theme}.png`, fullPage: true });
      assert.deepEqual(await seriousFaults(page), []);
      assert.deepEqual(errors, []);
    });
  }

  it("speaks the editor's language", async () => {
    const german = JSON.parse(readFileSync("l10n/bundle.l10n.de.json", "utf8")) as Record<string, string>;
    await using opened = await open(failed, stf.batches, { sentences: german });
    const { page, errors } = opened;
    await page.waitForSelector(".records tbody tr");
    const said = (await page.locator("h2, button, option, .title, th[scope=col]").allTextContents()).join("|");
    assert.match(said, /Zeitverlauf.*Parameter.*Nachrichten und Protokoll/s);
    assert.doesNotMatch(said, /\b(Timeline|Copy|Export|Messages|Show|Compare|Environment|Error|share|visits|All)\b/);
    await page.screenshot({ path: "test/output/details-german.png", fullPage: true });
    assert.deepEqual(errors, []);
  });

  it("tells what was given, from where, and instead of what; places open", async () => {
    await using opened = await open(failed, stf.batches);
    const { page, requests } = opened;
    const row = page.locator("tr.set:has-text('stf_interval')");
    assert.equal(
      (await row.innerText()).replace(/\s+/g, " "),
      "stf_interval 1.5 s⧉ stf.toml:12 [parameters] instead of 2",
    );
    await row.locator("button.link").click();
    await page.click(".stack button");
    await row.hover();
    await row.locator("button.copy").click();
    await page.click("text=Chrome Trace");
    await page.waitForTimeout(50);
    assert.deepEqual(
      requests.filter(({ type }) => type !== "ready" && type !== "records"),
      [
        { type: "openOrigin", parameter: 0 },
        { type: "openStackLine", line: 0 },
        { type: "copy", section: "parameters", row: 0 },
        { type: "export", format: "chrome" },
      ],
    );
  });

  it("offers to cancel what runs, and shows how far it came; not where the workspace is not trusted", async () => {
    const running = sampleExecution({
      status: "running",
      endReason: null,
      endTime: null,
      simulatedEndTime: null,
      performanceMetrics: null,
    });
    const progress = { now: 150, until: 600, events: 1234, state: "run", substate: "physics", wallTimeMs: 20 };
    for (const mayAct of [true, false]) {
      await using opened = await open(running, stf.batches, { progress, mayAct });
      await opened.page.waitForSelector(".progress:not([hidden])");
      assert.equal(await opened.page.innerText(".progress"), "150 s of 600 s · 25 % · run / physics · 1,234 events");
      assert.equal(await opened.page.locator("text=Cancel Execution").count(), mayAct ? 1 : 0);
      assert.equal(await opened.page.locator("button:has-text('Run Again')").count(), mayAct ? 1 : 0);
    }
  });

  it("keeps what it showed when the execution was deleted, and says so", async () => {
    await using opened = await open(failed, stf.batches);
    await opened.page.waitForSelector(".records tbody tr");
    await opened.send({ type: "gone", message: `This execution was deleted. ${evil}` });
    await opened.page.waitForSelector(".banner:not([hidden])");
    assert.match(await opened.page.innerText(".banner"), /This execution was deleted\. <img/);
    assert.equal(await opened.page.innerText("h1"), failed.executionId);
    assert.ok((await opened.page.locator(".records tbody tr").count()) > 5);
  });

  it("scrolls through and searches a hundred thousand lines of log, holding some tens of rows", async () => {
    const writer = new TraceBatchWriter(20_000);
    const batches: TraceBatch[] = [];
    for (let i = 0; i < 100_000; i += 1) {
      writer.log(i, i % 1000 === 0 ? "error" : "info", `line ${String(i)}`);
      if (writer.isFull) batches.push(writer.take()!);
    }
    await using opened = await open(sampleExecution(), batches);
    const { page, errors } = opened;
    await page.waitForSelector(".records tbody tr:has-text('line 0')");
    await page.evaluate("document.querySelector('.records').scrollTop = 1e9");
    await page.waitForSelector(".records tbody tr:has-text('line 99999')");
    await page.evaluate("document.querySelector('.records').scrollTop = 22 * 50000");
    await page.waitForSelector(".records tbody tr:has-text('line 50005')");
    const rows = await page.locator(".records tbody tr").count();
    assert.ok(rows > 10 && rows < 60, `${String(rows)} rows`);
    await page.fill("input[type=search]", "LINE 77777");
    await page.waitForSelector("text=1 of 100,000");
    assert.match(await page.innerText(".records tbody"), /line 77777/);
    await page.fill("input[type=search]", "");
    await page.selectOption("select", { label: "Log: warnings and errors" });
    await page.waitForSelector("text=100 of 100,000");
    await page.screenshot({ path: "test/output/details-log.png", fullPage: true });
    assert.deepEqual(errors, []);
  });

  it("shows markup as text everywhere, and cuts what is too long", async () => {
    const long = "n".repeat(10_000);
    const writer = new TraceBatchWriter();
    writer.state(0, evil, long);
    writer.message(1, evil, long, { evil });
    writer.log(2, "info", evil.repeat(500));
    const execution = sampleExecution({
      executionId: `x-${long}`,
      workflowName: evil,
      status: "failed",
      errorMessage: evil,
      stackTrace: `    at ${evil}`,
      parameterValues: { [evil]: evil, [long]: long },
      parameterOrigins: { [evil]: { from: "override" } },
      notes: [evil, long],
      labels: { pinned: false, protected: false, note: evil + long, tags: [evil, long] },
    });
    await using opened = await open(execution, [writer.take()!], {
      definition: sampleDefinition({ source: `// ${evil}\nconst a = "${evil}";`, file: evil }),
    });
    const { page, errors } = opened;
    await page.waitForSelector(".records tbody tr");
    await page.click("summary:has-text('Definition')");
    await page.waitForSelector("pre.code");
    await page.screenshot({ path: "test/output/details-evil.png", fullPage: true });
    assert.equal(await page.title(), "Workflow execution");
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.equal(await page.innerText("pre.error"), evil);
    assert.ok(
      await page.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth"),
      "no wider than the window",
    );
    assert.deepEqual(errors, []);
  });

  it("shows five thousand states some at a time, a trace with gaps, and one that is empty", async () => {
    const accumulator = new TimelineAccumulator();
    for (let i = 0; i < 5_000; i += 1)
      accumulator.addRecord({ kind: "state", time: i, state: `state ${String(i)}`, substate: "" });
    accumulator.finish(5_000);
    await using opened = await open(sampleExecution(), []);
    const { page, errors } = opened;
    await page.waitForSelector("h1");
    assert.equal(await page.locator("section[aria-label=Timeline]:visible, .records:visible").count(), 0);
    await opened.send({ type: "timeline", timeline: { ...accumulator.timeline(), missingRecords: 7 } });
    const rows = page.locator("section[aria-label=States] tbody tr");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 200);
    await page.click('button:has-text("Show more")', { timeout: 5000 });
    assert.equal(await rows.count(), 1_200);
    await page.waitForSelector("text=7 missing from the trace", { timeout: 5000 });
    assert.deepEqual(errors, []);
  });

  it("remembers where the reader was", async () => {
    await using opened = await open(failed, stf.batches, { width: 700 });
    await opened.page.waitForSelector(".records tbody tr");
    await opened.page.evaluate("scrollTo(0, 300)");
    await opened.page.waitForTimeout(400);
    assert.deepEqual(await opened.state(), {
      page: "details",
      execution: { id: failed.executionId, folder: "/data" },
      scroll: 300,
    });
  });
});
