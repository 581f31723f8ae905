import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { serveLanguage } from "../../notebook/language/serveLanguage.ts";
import type { ThreadData } from "../../runner/threadProtocol.ts";

/** Entry of the thread that knows TypeScript's language service for one notebook. It runs nothing of the notebook. */
const { notebook, workspace } = workerData as ThreadData;
const isSource = import.meta.url.endsWith(".ts");
const wfnb = fileURLToPath(new URL(isSource ? "../../index.ts" : "./index.d.ts", import.meta.url));
serveLanguage(parentPort!, { notebook, workspace, wfnb });
