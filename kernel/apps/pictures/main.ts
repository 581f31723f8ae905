import { parentPort } from "node:worker_threads";
import { svgOf } from "../../display/picture.ts";
import type { JsonObject } from "../../model/index.ts";
import { serveThread } from "../../runner/threadServer.ts";

/** Entry of the thread that draws charts where there is no page: a specification that never comes to an end can be ended with it. */
serveThread(parentPort!, (spec) => svgOf(spec as JsonObject));
