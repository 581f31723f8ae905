export { type Finding, findingsOf, tally } from "./finding.ts";
export { githubReport } from "./github.ts";
export { type HumanOptions, humanReport } from "./human.ts";
export { jsonReport } from "./json.ts";
export { originsReport } from "./origins.ts";
export { sarifReport } from "./sarif.ts";
