import type { TraceDifference } from "../../kernel/model/index.ts";
import type { ExportFormat } from "../../kernel/runner/export/exportTrace.ts";
import type { RecordFilter, RecordsPage } from "../../kernel/runner/trace/recordsQuery.ts";
import type { Timeline } from "../../kernel/timeline/index.ts";
import type { Comparison, CopiedSection, ExecutionDetails, ShownDefinition } from "../../kernel/views/index.ts";

/** Names one execution: ids are unique within a workspace folder only. */
export interface ExecutionName {
  readonly id: string;
  /** Path of the workspace folder whose store holds it. */
  readonly folder: string;
}

/** What a page keeps, so that it comes back after the window was reloaded. */
export type PageState =
  | { readonly page: "details"; readonly execution: ExecutionName; readonly scroll?: number }
  | {
      readonly page: "comparison";
      readonly executions: readonly ExecutionName[];
      readonly all: boolean;
      readonly scroll?: number;
    };

/** From the extension to the page of one execution. */
export type DetailsMessage =
  | {
      readonly type: "details";
      readonly details: ExecutionDetails;
      /** Whether anything may be offered that acts on what runs: not where the workspace is not trusted. */
      readonly mayAct: boolean;
    }
  | {
      readonly type: "timeline";
      readonly timeline: Timeline;
      /** In an answer to a `window` request: where the timeline is finer. */
      readonly window?: { readonly from: number; readonly to: number };
    }
  /** The reader asked for the timeline: it is to be in sight, and take the keys. */
  | { readonly type: "goToTimeline" }
  | { readonly type: "records"; readonly request: number; readonly page: RecordsPage }
  | { readonly type: "definition"; readonly definition: ShownDefinition | null }
  | { readonly type: "revisions"; readonly revisions: readonly RevisionRow[] }
  | GoneMessage
  | ToldMessage;

/** A stored text of the definition. */
export interface RevisionRow {
  readonly definitionId: number;
  readonly version: string;
  readonly revision: number;
  readonly createdBy: string;
  /** For people. */
  readonly created: string;
  readonly hash: string;
  /** It is what this execution ran. */
  readonly isThis: boolean;
}

/** What is shown is not there any more, or cannot be read: the page keeps what it has, and says so. */
export interface GoneMessage {
  readonly type: "gone";
  readonly message: string;
}

/** Something was done that cannot be seen, such as copying. */
export interface ToldMessage {
  readonly type: "told";
  readonly message: string;
}

/** From the page of one execution. */
export type DetailsRequest =
  | { readonly type: "ready" }
  | { readonly type: "window"; readonly from: number; readonly to: number }
  | {
      readonly type: "records";
      /** Comes back with the answer. */
      readonly request: number;
      readonly filter: RecordFilter;
      readonly offset: number;
      readonly limit: number;
    }
  | { readonly type: "definition" }
  | { readonly type: "revisions" }
  | { readonly type: "openDefinition"; readonly definitionId: number }
  | { readonly type: "compareDefinition"; readonly definitionId: number }
  /** Of the parameter with this index. */
  | { readonly type: "openOrigin"; readonly parameter: number }
  /** Of the line of the stack with this index. */
  | { readonly type: "openStackLine"; readonly line: number }
  | { readonly type: "openFile" }
  | { readonly type: "copy"; readonly section: CopiedSection | "id"; readonly row?: number }
  | { readonly type: "copyRecord"; readonly filter: RecordFilter; readonly index: number }
  | { readonly type: "copyText"; readonly text: string }
  | { readonly type: "export"; readonly format: ExportFormat }
  | SaveImageRequest
  | { readonly type: "cancel" }
  | { readonly type: "runAgain" }
  | { readonly type: "runWithChanges" }
  | { readonly type: "tag" }
  | { readonly type: "note" }
  | { readonly type: "compare" }
  | { readonly type: "reveal" };

/** A picture of what is drawn: SVG text, or a PNG as a data URL. */
export interface SaveImageRequest {
  readonly type: "saveImage";
  readonly kind: "svg" | "png";
  readonly content: string;
}

/** From the extension to the page of a comparison. */
export type ComparisonMessage =
  | {
      readonly type: "comparison";
      /** All rows; the page hides what does not differ. */
      readonly comparison: Comparison;
      /** One per execution. */
      readonly columns: readonly ComparedColumn[];
    }
  | {
      readonly type: "timelines";
      readonly timelines: readonly { readonly name: string; readonly timeline: Timeline }[];
    }
  | {
      readonly type: "parting";
      /** The execution that is compared with the first one. */
      readonly column: number;
      readonly difference: TraceDifference | null;
      /** As lines for people. */
      readonly lines: readonly string[];
    }
  | { readonly type: "partingFailed"; readonly column: number; readonly message: string }
  | GoneMessage
  | ToldMessage;

export interface ComparedColumn {
  readonly title: string;
  readonly status: ExecutionDetails["status"];
  readonly statusText: string;
  readonly definition: string;
  /** Whether it ran other code than the first one. */
  readonly differsInDefinition: boolean;
}

/** From the page of a comparison; columns are named by their index. */
export type ComparisonRequest =
  | { readonly type: "ready" }
  | { readonly type: "open"; readonly column: number }
  | { readonly type: "makeFirst"; readonly column: number }
  | { readonly type: "remove"; readonly column: number }
  | { readonly type: "add" }
  | { readonly type: "compareDefinition"; readonly column: number }
  | { readonly type: "export"; readonly format: "csv" | "markdown"; readonly all: boolean }
  | { readonly type: "copy"; readonly format: "csv" | "markdown"; readonly all: boolean }
  | { readonly type: "copyText"; readonly text: string }
  | SaveImageRequest;
