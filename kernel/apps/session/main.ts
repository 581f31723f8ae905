import { parentPort, workerData } from "node:worker_threads";
import * as authoring from "../../authoring.ts";
import { type DisplayHost, hostSymbol } from "../../display/host.ts";
import { serveSession } from "../../notebook/typescript/serveSession.ts";
import { fileReader } from "../../platform/readText.ts";
import type { ThreadData } from "../../runner/threadProtocol.ts";

/** Entry of the thread that runs the TypeScript cells of one notebook. What cells print is theirs to show. */
const { notebook, workspace } = workerData as ThreadData;
const session = serveSession({
  port: parentPort!,
  notebook,
  workspace,
  authoring,
  loadWfnb: () => import("../../index.ts"),
  readerIn: fileReader,
  now: performance.now.bind(performance),
});

for (const name of ["stdout", "stderr"] as const) {
  const decoder = new TextDecoder();
  process[name].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    session.write(name, typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
    const done = rest.at(-1);
    if (typeof done === "function") queueMicrotask(done as () => void);
    return true;
  };
}
process.on("uncaughtException", session.reportStray);
process.on("unhandledRejection", session.reportStray);

for (const [name, value] of Object.entries(session.globals)) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}

/** What the library shows, for a cell that imports it, becomes an output of that cell. */
const display = session.globals.display as (value: unknown) => { update(value: unknown): void };
const displayHost: DisplayHost = {
  isLive: true,
  show: (bundle) => {
    const handle = display(bundle);
    return (replacement) => handle.update(replacement);
  },
};
Object.defineProperty(globalThis, hostSymbol, { value: displayHost, enumerable: false });

/** A notebook may run with nobody there: a cell that asks is told so at once. */
Object.defineProperty(globalThis, "prompt", {
  value: () => {
    throw new Error(
      "A cell cannot ask for input, since notebooks also run unattended. Write the value into a variable.",
    );
  },
  writable: true,
  configurable: true,
  enumerable: false,
});
