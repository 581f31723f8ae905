export type * from "./diagnostic.ts";
export { applyEdits, type TextEdit } from "./edit.ts";
export { Lines } from "./lines.ts";
export type * from "./position.ts";
export { comparePositions, shiftLines, touches } from "./ranges.ts";
