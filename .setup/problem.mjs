/** Something the reader can mend: the message says what happened and what to do, and is shown without a stack. */
export class Problem extends Error {}
