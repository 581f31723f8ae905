import type { ExecutionStatus } from "../../kernel/model/index.ts";
import type { FramePlace } from "../../kernel/notebook/stackPlaces.ts";
import type { RecordsPage } from "../../kernel/runner/trace/recordsQuery.ts";
import type { FigureSource, RunClock, Timeline } from "../../kernel/timeline/index.ts";

/** From the renderer to the extension. */
export type RendererRequest =
  | SentencesRequest
  | TimelineRequest
  | WindowRequest
  | RecordsRequest
  | ExportRequest
  | PlaceRequest;

/** What the view of one execution asks for; of which, it need not say. */
export type ExecutionRequest =
  | Omit<WindowRequest, "executionId">
  | Omit<RecordsRequest, "executionId">
  | Omit<ExportRequest, "executionId">;

/** Asks for its sentences in the editor's language; answered by a `SentencesMessage`. */
export interface SentencesRequest {
  readonly type: "sentences";
}

/** Asks for the timeline, and for its updates while the execution runs. */
export interface TimelineRequest {
  readonly type: "timeline";
  readonly executionId: string;
}

/** Asks for what the whole timeline had to leave out between two simulated times; answered by a `TimelineMessage` with `window`. */
export interface WindowRequest {
  readonly type: "window";
  readonly executionId: string;
  /** Simulated seconds. */
  readonly from: number;
  readonly to: number;
}

/** Asks for the records between two simulated times; answered by a `RecordsMessage`. */
export interface RecordsRequest {
  readonly type: "records";
  readonly executionId: string;
  /** Simulated seconds, both included. */
  readonly from: number;
  readonly to: number;
  /** Only records that hold it: the name of a lane. */
  readonly text?: string;
  /** How many of those that are found come before the first one wanted. */
  readonly offset: number;
  readonly limit: number;
}

/** Asks for the whole trace as a file: the editor asks for the format and the place. */
export interface ExportRequest {
  readonly type: "export";
  readonly executionId: string;
}

/** Asks to be led to a place that a stack names. */
export interface PlaceRequest {
  readonly type: "place";
  readonly place: FramePlace;
}

/** From the extension to every renderer of a notebook: each picks out what is its own by `executionId`. */
export type RendererMessage = SentencesMessage | ExecutionMessage;

/** About one execution: its view takes it. */
export type ExecutionMessage = TimelineMessage | RecordsMessage | UnavailableMessage;

/** Translations by the English sentence; what has none stays English. */
export interface SentencesMessage {
  readonly type: "sentences";
  readonly sentences: Readonly<Record<string, string>>;
}

/** The whole timeline so far: sent once for an ended execution, again and again (a few times a second) for a running one. */
export interface TimelineMessage {
  readonly type: "timeline";
  readonly executionId: string;
  readonly timeline: Timeline;
  /** In an answer to a `WindowRequest`: where the timeline is finer. */
  readonly window?: { readonly from: number; readonly to: number };
  /** What the record says now. */
  readonly execution?: FigureSource & {
    readonly status: ExecutionStatus;
    readonly errorMessage?: string | null;
  };
  /** When it was on the wall clock. */
  readonly clock?: RunClock;
  /** Of a running execution. */
  readonly progress?: {
    /** Simulated seconds. */
    readonly now: number;
    readonly until: number | null;
    readonly events: number;
    readonly eventsPerSecond: number;
    readonly wallTimeMs: number;
    /** Wall seconds per simulated second, of one that runs in real time. */
    readonly factor?: number;
    readonly state?: string | null;
    readonly substate?: string | null;
    readonly paused?: boolean;
    readonly returnedAt?: number;
  };
}

/** A page of records, for whoever asked. */
export interface RecordsMessage {
  readonly type: "records";
  readonly executionId: string;
  readonly request: RecordsRequest;
  readonly page: RecordsPage;
}

export interface UnavailableMessage {
  readonly type: "unavailable";
  readonly executionId: string;
  /** For the user: why, and what can be done. */
  readonly message: string;
}
