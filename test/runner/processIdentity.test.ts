import assert from "node:assert/strict";
import { isAlive, type ProcessTable, processStartOf } from "../../kernel/runner/processIdentity.ts";

describe("A process", () => {
  const files: Record<string, string> = {
    "/proc/sys/kernel/random/boot_id": "boot-1\n",
    "/proc/7/stat": `7 (a) b (c) S ${Array.from({ length: 18 }, (_, i) => i).join(" ")} 4711 99`,
  };
  const table: ProcessTable = { read: (path) => files[path], exists: (pid) => pid === 7 || pid === 8 };

  it("is named by boot and start time, whatever its program is called", () => {
    assert.equal(processStartOf(7, table), "boot-1/4711");
    assert.equal(processStartOf(9, table), null);
  });

  it("is alive while the same start time is there", () => {
    const alive = (pid: number, processStart: string | null, host = "here") =>
      isAlive({ host, pid, processStart }, "here", table);
    assert.equal(alive(7, "boot-1/4711"), true);
    assert.equal(alive(7, "boot-1/4000"), false, "its pid was used again");
    assert.equal(alive(7, "boot-0/4711"), false, "the machine was restarted");
    assert.equal(alive(9, "boot-1/4711"), false);
    assert.equal(alive(9, "boot-1/1", "elsewhere"), true, "nobody here can tell");
    assert.equal(alive(8, null), true);
    assert.equal(alive(9, null), false);
  });
});
