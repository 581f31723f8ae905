import type { ExecutionStatus, WorkflowDescription } from "../../model/index.ts";
import type { PositionedDocument } from "../../toml/index.ts";
import type { DeclaredParameters } from "../declared.ts";
import { isReserved, reservedTables } from "../reserved.ts";
import type { ResolvedConfig } from "../resolve.ts";
import type { ParameterUses } from "./parameterUses.ts";

/** All that a language feature looks at: one document, and the configuration that it is the main document of. */
export interface ConfigView {
  readonly uri: string;
  readonly document: PositionedDocument;
  readonly config: ResolvedConfig;
  readonly workflows: readonly WorkflowDescription[];
  /** Where the workflow's code declares and reads its parameters; undefined while that is not known. */
  readonly uses?: ParameterUses | undefined;
  /** Configurations that `includes` and `config` could name, relative to the document. */
  readonly nearbyConfigs?: readonly string[];
  readonly lastExecution?: LastExecution | undefined;
  readonly prediction?: Prediction | undefined;
}

export interface LastExecution {
  readonly executionId: string;
  readonly status: ExecutionStatus;
  /** Simulated seconds. */
  readonly simulatedEndTime: number | null;
  /** How long it took on the wall clock, in words. */
  readonly took?: string | undefined;
}

/** What a dry simulation of the configuration gave. */
export interface Prediction {
  /** Simulated seconds. */
  readonly simulatedEndTime: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly events: number;
}

/** The keys that a table of this document may have; undefined for a table whose keys are free. */
export function keysOfTable(view: ConfigView, path: readonly string[]): DeclaredParameters | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return undefined;
  if (name === "agents") return rest.length === 1 ? reservedTables.agents.keys : undefined;
  if (rest.length > (name === "sweep" ? 1 : 0)) return undefined;
  return isReserved(name) && name !== "sweep" ? reservedTables[name].keys : view.config.declared;
}
