// What each command of package.json needs before it can run, and what it then does.
import { openEditor } from "./actions/openEditor.mjs";
import { packageExtension } from "./actions/packageExtension.mjs";
import { runNotebook } from "./actions/runNotebook.mjs";
import { runScript } from "./actions/runScript.mjs";
import { Problem } from "./problem.mjs";
import { aptPackages } from "./steps/apt.mjs";
import { build } from "./steps/build.mjs";
import { declarations } from "./steps/declarations.mjs";
import { host } from "./steps/host.mjs";
import { nodeRuntime } from "./steps/node.mjs";
import { packages } from "./steps/packages.mjs";
import { vsix } from "./steps/vsix.mjs";
import { runSuites } from "./suites/run.mjs";
import { chooseSuites } from "./suites/table.mjs";

const always = [packages, nodeRuntime];
const needs = {
  build,
  declarations,
  vsix,
  apt: aptPackages(["chromium", "fonts-dejavu-core", "python3-simpy3"]),
  jupyter: aptPackages([
    "jupyter-client",
    "jupyter-console",
    "jupyter-nbconvert",
    "python3-ipykernel",
    "python3-jupyter-kernel-test",
    "python3-nbclient",
  ]),
  simpy: aptPackages(["python3-simpy3", "pypy3"]),
  host,
};

const tasks = {
  /** `start [wfnb arguments]` */
  start: () => ({ steps: [...always, build], act: runNotebook }),
  /** `code` */
  code: () => ({ steps: [...always, build, declarations, vsix], act: openEditor }),
  /** `package [target... | all]`: VSIX files, by default for this machine */
  package: () => ({ steps: [...always, build, declarations], act: packageExtension }),
  /** `build` */
  build: () => ({ steps: [...always, build, declarations], act: () => 0 }),
  /** `script <needs> <file> [arguments]`: benchmarks and comparisons, with what they need, such as `build,simpy` or `-` */
  script: ([needed, ...args]) => ({
    steps: [...always, ...needed.split(",").flatMap((need) => needs[need] ?? [])],
    act: (context) => runScript(context, args),
  }),
  /** `test [suite...] [arguments of the suite]`: all suites without a name */
  test: (args) => {
    const chosen = chooseSuites(args);
    const needed = Object.keys(needs).filter((need) => chosen.suites.some((suite) => suite.needs.includes(need)));
    return { steps: [...always, ...needed.map((need) => needs[need])], act: (context) => runSuites(context, chosen) };
  },
};

export function findTask(name, args) {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (!task) throw new Problem(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(", ")}.`);
  return task(args);
}
