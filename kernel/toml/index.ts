export type { SyntaxReason, TomlCode } from "./code.ts";
export type { Assignment, Header, PositionedDocument } from "./document.ts";
export { entryAt, headerAbove, placeAt, valueAt } from "./find.ts";
export { limits } from "./limits.ts";
export type * from "./node.ts";
export { parseToml } from "./parse.ts";
export { plainValue } from "./plainValue.ts";
export type { Statement } from "./statements.ts";
export { formatTomlKey, formatTomlValue } from "./write.ts";
