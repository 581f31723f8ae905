import assert from "node:assert/strict";
import { TraceBatchWriter } from "../../kernel/model/index.ts";
import { TimelineAccumulator, timelineOf, timelineText } from "../../kernel/timeline/index.ts";
import { stfTrace } from "./stfTrace.ts";

describe("Timeline as text", () => {
  const { batches, end } = stfTrace();
  const timeline = timelineOf(batches, end);

  it("draws the reference cycle in eighty columns", () => {
    assert.equal(
      timelineText(timeline),
      `\
  ░▒██████████████████████▚▚▚▚██████████████████████▚▚▚██████████████████████▒
  ╵0          ╵100        ╵200        ╵300        ╵400        ╵500     630.8 s

     state    substate     start      end  duration  counted  messages
  ░  no_beam  not_ready      0 s     10 s      10 s
  ▒  beam     not_ready     10 s     16 s       6 s           run_imminent
  ▓  beam     ready         16 s     18 s       2 s
  █  run      physics       18 s  199.6 s   181.6 s   86 stf  start_run
  ▚  run      standby    199.6 s  230.6 s      31 s           pause_run
  █  run      physics    230.6 s  412.2 s   181.6 s   86 stf  resume_run
  ▚  run      standby    412.2 s  443.2 s      31 s           pause_run
  █  run      physics    443.2 s  624.8 s   181.6 s   86 stf  resume_run
  ▒  beam     not_ready  624.8 s  630.8 s       6 s           end_run
  ░  no_beam  not_ready  630.8 s  630.8 s       0 s`,
    );
  });

  it("is never wider than asked, with colours that do not count", () => {
    for (const width of [40, 50, 60, 72, 80, 100, 140]) {
      const plain = timelineText(timeline, { width });
      for (const line of plain.split("\n"))
        assert.ok(line.length <= width, `${String(line.length)} > ${String(width)}: ${line}`);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
      const coloured = timelineText(timeline, { width, colour: true }).replace(/\u001b\[[\d;]*m/g, "");
      assert.equal(coloured.replace(/ +$/gm, ""), plain);
    }
  });

  it("drops columns before it cuts figures", () => {
    const narrow = timelineText(timeline, { width: 50 });
    assert.match(narrow, /181\.6 s/);
    assert.doesNotMatch(narrow, /…/);
  });

  it("tells all that a lane did, on further lines where one is too short", () => {
    const writer = new TraceBatchWriter();
    writer.lane(0, "machine 1", "working");
    writer.lane(50, "machine 1", "waiting for repair");
    writer.lane(80, "machine 1", "in repair");
    const text = timelineText(timelineOf([writer.take()!], 100), { width: 50 });
    assert.deepEqual(text.split("\n").slice(-3), [
      "  machine 1  working 50 s (50 %),",
      "             waiting for repair 30 s (30 %),",
      "             in repair 20 s (20 %)",
    ]);
  });

  it("says that a state still holds", () => {
    const live = timelineOf(batches.slice(0, 1));
    assert.match(timelineText(live), /no_beam {2}not_ready {2}630\.8 s {6}now/);
  });

  it("folds long ones and says how much", () => {
    const long = stfTrace({ periods: 100, duration: 3 });
    const text = timelineText(timelineOf(long.batches, long.end), { rows: 10 });
    assert.equal(text.split("\n").length, 3 + 1 + 10 + 1);
    assert.match(text, /⋮ {2}194 more intervals with 194 messages/);
  });

  it("lets no name move the cursor", () => {
    const accumulator = new TimelineAccumulator();
    accumulator.addRecord({ kind: "state", time: 0, state: "\u001b[2Jgone\nline", substate: "" });
    accumulator.finish(5);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(timelineText(accumulator.timeline()), /[\u0000-\u0009\u000b-\u001f]/);
  });

  it("has something to say without states, without time and without anything", () => {
    const empty = new TimelineAccumulator();
    assert.equal(timelineText(empty.timeline()), "  No states recorded. 0 s of simulated time.");
    empty.addRecord({ kind: "state", time: 0, state: "a", substate: "" });
    empty.finish(0);
    assert.match(timelineText(empty.timeline()), /a {8}0 s {2}0 s {7}0 s$/);
  });
});
