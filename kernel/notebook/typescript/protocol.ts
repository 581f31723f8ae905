import type { WorkflowDescription } from "../../model/index.ts";
import type { Range } from "../../text/index.ts";
import type { WorkflowText } from "../../workflow/bundle.ts";
import type { CellOutput } from "../outputs.ts";

/** What the session thread of a notebook is asked. */
export type SessionQuestion =
  | {
      readonly type: "execute";
      readonly cell: string;
      readonly source: string;
      /** Also tells what is printed as it is, in `PrintedMessage`s: the outputs keep the ends of a long text alone. */
      readonly tellPrinted?: true;
    }
  /** Answered with whether a cell was running and was told to stop. */
  | { readonly type: "interrupt" }
  | { readonly type: "variables" }
  /** The notebook has another path now. */
  | { readonly type: "moved"; readonly notebook: string };

/** How a TypeScript cell ended; its last outputs come with it. */
export interface CellReply {
  readonly success: boolean;
  readonly outputs: readonly CellOutput[];
  /** Workflows of this session that a TOML cell can run now, those of earlier cells too. */
  readonly workflows: readonly CellWorkflow[];
  readonly error?: CellError;
  readonly dependencies: CellDependencies;
}

/** What ties a cell to others: when one of them changes, its outputs are no longer what it would show. */
export interface CellDependencies {
  /** Names that it set for later cells; `workflow <name>` for a workflow. */
  readonly declares: readonly string[];
  readonly needs: readonly string[];
  /** Documents and workflow files that it read. */
  readonly files: readonly string[];
}

/** Told while a cell runs: from `first` on, its outputs are these. */
export interface OutputsMessage {
  readonly type: "outputs";
  readonly cell: string;
  readonly first: number;
  readonly outputs: readonly CellOutput[];
}

/** Told while a cell runs that was asked for it: this was printed next. Comes before outputs that were made after it. */
export interface PrintedMessage {
  readonly type: "printed";
  readonly cell: string;
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

/** Everything that a session thread tells, and the word that it is gone. */
export type SessionMessage = OutputsMessage | PrintedMessage | { readonly type: "gone"; readonly reason: string };

/** A workflow that a cell defined, ready to be started. */
export interface CellWorkflow {
  readonly cell: string;
  /** Path that the notebook had then: places in its stacks begin with it. */
  readonly notebook: string;
  readonly description: WorkflowDescription;
  readonly source: WorkflowText;
}

/** Where it went wrong, for whoever can point at it. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  /** In the cell that ran, or in another one of the notebook whose code it called. */
  readonly cell?: string;
  /** In a TypeScript file, where it is none of the cells. */
  readonly file?: string;
  /** In `cell` or `file`; without either in the cell that ran. */
  readonly range?: Range;
  /** The parameter whose value the failing line read, and where that was written. */
  readonly parameter?: { readonly name: string; readonly uri?: string; readonly range?: Range };
}

/** A variable of the session, as a list of them shows it. */
export interface SessionVariable {
  readonly name: string;
  /** Such as `number`, `Array(3)`, `function`. */
  readonly type: string;
  /** One line. */
  readonly preview: string;
  /** The cell that declared it last. */
  readonly cell: string;
}
