// The one entry of `npm start`, `npm run code` and `npm test`: sets up what the task needs, then does it.
// Runs on Node 20 in a fresh clone, so everything in this folder is plain JavaScript without dependencies.
import { Problem } from "./problem.mjs";
import { takeSteps } from "./progress.mjs";
import { root } from "./root.mjs";
import { findTask } from "./tasks.mjs";

const [name = "", ...args] = process.argv.slice(2);
try {
  const { steps, act } = findTask(name, args);
  const context = { root, env: process.env, node: process.execPath };
  await takeSteps(steps, context);
  process.exitCode = await act(context, args);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Problem ? `\n${error.message}` : error);
  if (name === "test") console.log("No suite ran.\n0 passed, 1 failed");
}
