import type { WorkflowProblem } from "../workflow/loaderProblem.ts";

/** One reason not to start: of a workflow file, or of a parameter. */
export interface StartProblem extends Partial<WorkflowProblem> {
  readonly message: string;
  /** The parameter that it is about. */
  readonly parameter?: string;
}

/** Nothing was started and nothing was stored. `problems` says why, each with its place where it has one. */
export class StartRefusedError extends Error {
  override readonly name = "StartRefusedError";
  readonly problems: readonly StartProblem[];

  constructor(problems: readonly StartProblem[]) {
    super(problems.map(sentence).join("\n"));
    this.problems = problems;
  }
}

function sentence({ message, file, line, character }: StartProblem): string {
  if (file === undefined || line === undefined) return message;
  return `${file}:${line + 1}:${(character ?? 0) + 1}: ${message}`;
}
