// The suites of `npm test`. Each writes its result where $WFNB_RESULT says, see result.mjs.
import { join } from "node:path";

const mocha = (...args) => [
  "node_modules/mocha/bin/mocha.js",
  "--reporter",
  join(".setup", "suites", "reporter.cjs"),
  ...args,
];

/** Where processes, editors and browsers take part, a machine that is busy for a moment can spoil a test: it may try once more, and says so. */
const onceMore = ["--retries", "1"];

/** What is neither a unit test nor run by mocha outside the editor says so in its file name. */
const special = "**/*.{integration,stress,browser,jupyter}.test.ts";
const elsewhere = "test/{vscode,click,host}/**";

/**
 * In the order in which they begin, two beside each other: the longest comes first, so that the other line fills its time.
 *
 * The seconds only end what hangs: a machine that is busy takes several times as long as a quiet one.
 */
const table = [
  {
    name: "click",
    args: mocha(...onceMore, "test/click/**/*.test.ts"),
    needs: ["build", "declarations", "vsix", "apt", "host"],
    alone: false,
    timeoutSeconds: 1800,
  },
  { name: "lint", args: [".setup/suites/lint.mjs"], needs: [], alone: false, timeoutSeconds: 900 },
  {
    name: "unit",
    args: mocha("test/**/*.test.ts", "--ignore", elsewhere, "--ignore", special),
    needs: [],
    alone: false,
    timeoutSeconds: 300,
  },
  {
    name: "vscode",
    args: ["test/host/runTests.ts"],
    needs: ["build", "apt", "host"],
    alone: false,
    timeoutSeconds: 900,
  },
  {
    name: "browser",
    args: mocha(...onceMore, "test/**/*.browser.test.ts"),
    needs: ["apt"],
    alone: false,
    timeoutSeconds: 900,
  },
  {
    name: "integration",
    args: mocha(...onceMore, "test/**/*.integration.test.ts"),
    needs: ["build", "declarations", "apt"],
    alone: false,
    timeoutSeconds: 900,
  },
  {
    name: "jupyter",
    args: mocha(...onceMore, "test/**/*.jupyter.test.ts"),
    needs: ["build", "declarations", "apt", "jupyter"],
    alone: false,
    timeoutSeconds: 600,
  },
  {
    name: "stress",
    args: mocha(...onceMore, "test/**/*.stress.test.ts"),
    needs: ["build"],
    alone: true,
    timeoutSeconds: 600,
  },
];

/** Leading names choose suites (none: all of them); what follows goes to the suite, as in `npm run test:unit -- --grep toml`. */
export function chooseSuites(args) {
  const isName = (arg) => table.some(({ name }) => name === arg);
  const end = args.findIndex((arg) => !isName(arg));
  const names = end < 0 ? args : args.slice(0, end);
  const extra = end < 0 ? [] : args.slice(end);
  const suites = table.filter(({ name }) => names.length === 0 || names.includes(name));
  return { suites: suites.map((suite) => ({ ...suite, args: [...suite.args, ...extra] })) };
}
