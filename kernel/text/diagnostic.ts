import type { Location, Range } from "./position.ts";

export type Severity = "error" | "warning" | "information";

/**
 * One finding about a text: what (`code`), how bad, where, and the facts from which the sentence is written at the edge.
 * `Code` narrows to the codes of one layer.
 */
export interface Diagnostic<Code extends string = string> {
  readonly code: Code;
  readonly severity: Severity;
  readonly range: Range;
  /** The facts of the sentence: key, expected, found, suggestion. Plain JSON, so that it crosses processes. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Other places that explain this one, such as the first of two equal keys. */
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly location: Location;
  /** Names the role of the place, such as `first-definition`; the sentence is written at the edge. */
  readonly role: string;
}
