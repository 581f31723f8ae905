#!/usr/bin/env node
import { problemOfOldNode } from "../../platform/nodeVersion.ts";
import { exitCodes } from "./exitCodes.ts";

/** An older Node cannot even load the program, so it is told so before. */
const problem = problemOfOldNode(process.versions.node);
if (problem === undefined) await import("./program.ts");
else {
  process.stderr.write(`wfnb: ${problem}\n`);
  process.exitCode = exitCodes.refused;
}
