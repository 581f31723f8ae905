import type { Range } from "../../text/index.ts";

/** Where a workflow's source speaks of its parameters. Computed by `kernel/workflow/parameterUses.ts`. */
export interface ParameterUses {
  /** The source, as the description names it. */
  readonly file: string;
  /** The text of `name: "..."`, without its quotes. */
  readonly nameRange: Range | undefined;
  /** Each key of `parameters: { ... }`. */
  readonly declarations: ReadonlyMap<string, Range>;
  /** Every other place that names a parameter: `parameters.key`, `parameters["key"]`, destructuring, types. */
  readonly reads: ReadonlyMap<string, readonly Range[]>;
  /** Those reads that are shorthand in a destructuring: the key names a variable as well. */
  readonly shorthands: ReadonlyMap<string, readonly Range[]>;
  /** False when code elsewhere may read parameters as well, or names are computed: then nothing counts as unread. */
  readonly complete: boolean;
}
