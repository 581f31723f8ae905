export type { SyntaxReason, TomlCode, TomlDiagnostic } from "./code.ts";
export type { Assignment, Header, PositionedDocument } from "./document.ts";
export { entryAt, type FoundPlace, headerAbove, placeAt, valueAt } from "./find.ts";
export { limits } from "./limits.ts";
export type * from "./node.ts";
export { parseToml } from "./parse.ts";
export { type PlainValue, plainValue } from "./plainValue.ts";
export type { Statement } from "./statements.ts";
export { formatTomlKey, formatTomlValue } from "./write.ts";
