import * as vscode from "vscode";
import { followTimeline, type TimelineSnapshot } from "../../kernel/notebook/liveTimeline.ts";
import { rendererId } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import type { RendererMessage, RendererRequest, TimelineMessage } from "../renderer/messages.ts";

/**
 * Answers the renderer: the timeline of an execution at once, then whenever it grew, until it has ended.
 * An editor that asks again, as after a reload, is served anew.
 */
export function registerTimelineMessaging(kernels: WorkspaceKernels): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(rendererId);
  const following = new Map<string, () => void>();

  const follow = async (editor: vscode.NotebookEditor, executionId: string) => {
    const key = `${editor.notebook.uri.toString()} ${executionId}`;
    following.get(key)?.();
    const send = (message: RendererMessage) => void messaging.postMessage(message, editor);
    const kernel = await kernels.holding(executionId, editor.notebook.uri);
    if (kernel === undefined) {
      send({ type: "unavailable", executionId, message: unknown(executionId) });
      return;
    }
    const stop = followTimeline(kernel, executionId, (snapshot) => {
      if (snapshot === undefined) send({ type: "unavailable", executionId, message: unknown(executionId) });
      else send(timelineMessage(snapshot));
    });
    following.set(key, stop);
  };

  const received = messaging.onDidReceiveMessage(({ editor, message }) => {
    const { type, executionId } = message as RendererRequest;
    if (type === "timeline") void follow(editor, executionId);
  });
  const stopAll = new vscode.Disposable(() => {
    for (const stop of following.values()) stop();
  });
  return vscode.Disposable.from(received, stopAll);
}

function timelineMessage({ execution, timeline, progress }: TimelineSnapshot): TimelineMessage {
  const { executionId, status, errorMessage, simulatedEndTime, performanceMetrics } = execution;
  const figures = performanceMetrics ?? { simulatedEndTime };
  const shown = { status, errorMessage, ...figures };
  return { type: "timeline", executionId, timeline, execution: shown, ...(progress === undefined ? {} : { progress }) };
}

function unknown(executionId: string): string {
  return `${executionId} is not in this workspace's executions: it was run elsewhere, or deleted. Run the cell again.`;
}
