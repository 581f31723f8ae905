/** Beyond these a text is refused with a diagnostic, so that an editor stays quick and the parsers' stacks stay whole. */
export const limits = {
  /** UTF-16 code units of a whole text. */
  text: 4 * 1024 * 1024,
  /** UTF-16 code units of one statement, such as one key with its array. */
  statement: 256 * 1024,
  /** Arrays and inline tables within each other. */
  nesting: 64,
  /** Diagnostics of one text; what comes after is left out. */
  diagnostics: 1000,
} as const;
