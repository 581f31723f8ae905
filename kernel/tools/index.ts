export { answerTool, type ToolPorts } from "./answer.ts";
export { configOf, type RunInput } from "./runInput.ts";
export { type ToolInput, type ToolName, toolInputs } from "./toolInputs.ts";
