import assert from "node:assert/strict";
import { SimulationError, type SimulationErrorCode } from "../../kernel/sim/index.ts";

/** The engine refuses, with a code and a message that matches. */
export function assertRefused(code: SimulationErrorCode, message: RegExp, mistake: () => unknown): void {
  assert.throws(mistake, (error) => {
    assert(error instanceof SimulationError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });
}
