import * as vscode from "vscode";
import { followTimeline, type TimelineSnapshot } from "../../kernel/notebook/liveTimeline.ts";
import type { Kernel } from "../../kernel/runner/index.ts";
import { runClock } from "../../kernel/timeline/index.ts";
import { commands, rendererId } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { pageSentences } from "../pageSentences.ts";
import type {
  RecordsRequest,
  RendererMessage,
  RendererRequest,
  TimelineMessage,
  WindowRequest,
} from "../renderer/messages.ts";
import { openFramePlace } from "./framePlace.ts";

/**
 * Answers the renderer: the timeline of an execution at once, then whenever it grew, until it has ended; and finer ones of windows.
 * An editor that asks again, as after a reload, is served anew.
 */
export function registerTimelineMessaging(kernels: WorkspaceKernels): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(rendererId);
  const following = new Map<string, Followed>();
  const keyOf = (editor: vscode.NotebookEditor, executionId: string) =>
    `${editor.notebook.uri.toString()} ${executionId}`;

  const follow = async (editor: vscode.NotebookEditor, executionId: string) => {
    const key = keyOf(editor, executionId);
    following.get(key)?.stop();
    const send = (message: RendererMessage) => void messaging.postMessage(message, editor);
    const kernel = (await kernels.holding({ id: executionId, near: editor.notebook.uri }))?.kernel;
    if (kernel === undefined) {
      send({ type: "unavailable", executionId, message: unknown(executionId) });
      return;
    }
    const stopFollowing = followTimeline(kernel, executionId, (snapshot) => {
      followed.latest = snapshot;
      if (snapshot === undefined) send({ type: "unavailable", executionId, message: unknown(executionId) });
      else send(timelineMessage(snapshot));
    });
    // What has ended is followed no more, and may still be deleted.
    const stopListening = kernel.onEvent((event) => {
      if (event.type !== "store" || !event.deleted.includes(executionId)) return;
      send({ type: "unavailable", executionId, message: unknown(executionId) });
    });
    const stop = () => {
      stopFollowing();
      stopListening();
    };
    const followed: Followed = { kernel, stop, latest: undefined, wanted: undefined };
    following.set(key, followed);
  };

  const answerWindow = async (editor: vscode.NotebookEditor, request: WindowRequest) => {
    const { executionId, from, to } = request;
    const followed = following.get(keyOf(editor, executionId));
    if (followed === undefined) return;
    followed.wanted = request;
    const timeline = await followed.kernel.timeline(executionId, { from, to }).catch(() => undefined);
    // Whoever zooms on meanwhile waits for another window than this one.
    if (timeline === undefined || followed.latest === undefined || followed.wanted !== request) return;
    const message = { ...timelineMessage({ ...followed.latest, timeline }), window: { from, to } };
    void messaging.postMessage(message satisfies RendererMessage, editor);
  };

  const answerRecords = async (editor: vscode.NotebookEditor, request: RecordsRequest) => {
    const { executionId, from, to, text, offset, limit } = request;
    const kernel = (await kernels.holding({ id: executionId, near: editor.notebook.uri }))?.kernel;
    if (kernel === undefined) {
      void messaging.postMessage({ type: "unavailable", executionId, message: unknown(executionId) }, editor);
      return;
    }
    const query = { window: { from, to }, offset, limit, ...(text === undefined ? {} : { text }) };
    const page = await kernel.records(executionId, query);
    void messaging.postMessage({ type: "records", executionId, request, page } satisfies RendererMessage, editor);
  };

  const received = messaging.onDidReceiveMessage(({ editor, message }) => {
    const request = message as RendererRequest;
    switch (request.type) {
      case "sentences": {
        const sentences = pageSentences();
        return void messaging.postMessage({ type: "sentences", sentences } satisfies RendererMessage, editor);
      }
      case "timeline":
        return void follow(editor, request.executionId);
      case "window":
        return void answerWindow(editor, request);
      case "records":
        return void answerRecords(editor, request);
      case "place":
        return void openFramePlace(editor.notebook, request.place, kernels);
      case "export":
        return void vscode.commands.executeCommand(commands.exportExecution, {
          id: request.executionId,
          near: editor.notebook.uri,
        });
    }
  });
  const stopAll = new vscode.Disposable(() => {
    for (const { stop } of following.values()) stop();
  });
  return vscode.Disposable.from(received, stopAll);
}

/** An execution that an editor shows. */
interface Followed {
  readonly kernel: Kernel;
  readonly stop: () => void;
  latest: TimelineSnapshot | undefined;
  /** The window that was asked for last. */
  wanted: WindowRequest | undefined;
}

function timelineMessage({ execution, timeline, progress }: TimelineSnapshot): TimelineMessage {
  const { executionId, status, errorMessage, simulatedEndTime, performanceMetrics } = execution;
  const figures = performanceMetrics ?? { simulatedEndTime };
  const shown = { status, errorMessage, ...figures };
  const clock = runClock(execution, progress);
  return {
    type: "timeline",
    executionId,
    timeline,
    execution: shown,
    clock,
    ...(progress === undefined ? {} : { progress }),
  };
}

function unknown(executionId: string): string {
  return `${executionId} is not in this workspace's executions: it was run elsewhere, or deleted. Run the cell again.`;
}
