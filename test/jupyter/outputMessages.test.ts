import assert from "node:assert/strict";
import { OutputMessages } from "../../kernel/apps/jupyter/outputMessages.ts";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";

const display = (text: string): CellOutput => ({ kind: "display", data: { "text/plain": text } });
const result = (text: string): CellOutput => ({ kind: "display", data: { "text/plain": text }, isResult: true });
const error: CellOutput = { kind: "error", name: "TypeError", message: "no", stack: "at 1" };
const stream: CellOutput = { kind: "stream", name: "stdout", text: "x" };

describe("outputs as Jupyter messages", () => {
  const types = (messages: OutputMessages, ...outputs: CellOutput[]) => messages.next(outputs).map(({ type }) => type);

  it("tell what is new, once", () => {
    const messages = new OutputMessages(1);
    assert.deepEqual(types(messages, display("a")), ["display_data"]);
    assert.deepEqual(types(messages, display("a")), []);
    assert.deepEqual(types(messages, display("a"), result("b")), ["execute_result"]);
    assert.deepEqual(types(messages, display("a"), result("b"), error), ["error"]);
    assert.deepEqual(types(messages, display("a"), result("b"), error), []);
  });
  it("replace a display where it stands", () => {
    const messages = new OutputMessages(1);
    const [first] = messages.next([display("a")]);
    const [second] = messages.next([display("b")]);
    assert.equal(second!.type, "update_display_data");
    assert.deepEqual(second!.content.transient, first!.content.transient);
  });
  it("leave streams to those who tell them whole", () => {
    assert.deepEqual(types(new OutputMessages(1), stream, display("a")), ["display_data"]);
  });
  it("begin again when something shown is gone", () => {
    const messages = new OutputMessages(1);
    messages.next([display("a"), display("b")]);
    assert.deepEqual(types(messages, display("c")), ["clear_output", "display_data"]);
  });
  it("name an error before its stack", () => {
    const [message] = new OutputMessages(1).next([error]);
    assert.deepEqual(message!.content, { ename: "TypeError", evalue: "no", traceback: ["TypeError: no", "at 1"] });
  });
});
