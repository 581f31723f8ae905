/**
 * Places in a text, as editors count them: zero-based lines and UTF-16 code units.
 * The rule is that of the Language Server Protocol, so ranges pass to editors unchanged.
 */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range in a named document. `uri` is a file path or an editor's document URI, used as given. */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}
