export * from "./detailsText.ts";
export * from "./executionDetails.ts";
export * from "./shownDefinition.ts";
export * from "./stackLines.ts";
