export { answerTool } from "./answer.ts";
export { readConfig } from "./configSource.ts";
export type { GoingOn, RunProgress, ToolPorts } from "./ports.ts";
export { configOf, type RunInput } from "./runInput.ts";
export { type ToolInput, type ToolName, toolInputs } from "./toolInputs.ts";
export { toolTexts } from "./toolTexts.ts";
