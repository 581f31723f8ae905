/** Why a workflow cannot be had: a sentence and, where known, the place in its TypeScript source. */
export interface WorkflowProblem {
  /** Absolute path. */
  readonly file: string;
  /** Zero-based; absent where the place is unknown. */
  readonly line?: number;
  readonly character?: number;
  readonly message: string;
  /** Of a file whose workflow has the name of another file's: that name, and where the one that runs is defined. */
  readonly namesake?: { readonly name: string; readonly runs: Omit<WorkflowProblem, "message" | "namesake"> };
}
