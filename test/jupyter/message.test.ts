import assert from "node:assert/strict";
import fc from "fast-check";
import { Wire } from "../../kernel/apps/jupyter/message.ts";

const frames = (parts: readonly (Uint8Array | string)[]) => parts.map((part) => Buffer.from(part));

describe("messages on the wire", () => {
  it("come back as they were sent", () => {
    const wire = new Wire("key");
    const sent = wire.encode("status", { execution_state: "busy", ü: "😀" }, undefined, ["someone"]);
    const { identities, header, content } = wire.decode(frames(sent));
    assert.deepEqual(identities.map(String), ["someone"]);
    assert.equal(header.msg_type, "status");
    assert.deepEqual(content, { execution_state: "busy", ü: "😀" });
  });
  it("of another key are refused", () => {
    const sent = frames(new Wire("theirs").encode("status", {}, undefined, []));
    assert.throws(() => new Wire("ours").decode(sent), /signature/);
  });
  it("that were changed are refused", () => {
    const sent = frames(new Wire("key").encode("execute_request", { code: "1" }, undefined, []));
    sent[5] = Buffer.from('{"code":"2"}');
    assert.throws(() => new Wire("key").decode(sent), /signature/);
  });
  it("need no signature without a key", () => {
    const wire = new Wire("");
    assert.equal(wire.decode(frames(wire.encode("a", {}, undefined, []))).header.msg_type, "a");
  });
  it("of any bytes are a message or a sentence", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (parts) => {
        for (const key of ["", "key"]) {
          try {
            new Wire(key).decode([Buffer.from("<IDS|MSG>"), ...parts]);
          } catch (error) {
            assert.match((error as Error).message, /^(it|its|a part) /);
          }
        }
      }),
    );
  });
});
