export { type CheckedSource, checkConfigs } from "./check.ts";
export { findingsOf } from "./finding.ts";
export { githubReport } from "./github.ts";
export { humanReport } from "./human.ts";
export { jsonReport } from "./json.ts";
export { originsReport } from "./origins.ts";
export { sarifReport } from "./sarif.ts";
