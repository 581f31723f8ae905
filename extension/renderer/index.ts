import type { ActivationFunction } from "vscode-notebook-renderer";
import type { ExecutionOutput } from "../../kernel/notebook/executionOutput.ts";
import type { ExecutionRequest, RendererMessage, TimelineRequest } from "./messages.ts";
import { ExecutionView } from "./output.ts";
import { style } from "./style.ts";

/** Shows executions under their cells: `application/vnd.wfnb.execution+json` -> header, timeline, tables. */
export const activate: ActivationFunction = (context) => {
  const views = new Map<string, { readonly view: ExecutionView; readonly executionId: string }>();
  /** The last of each execution, so that an output that is rendered anew shows it at once. */
  const latest = new Map<string, RendererMessage>();

  context.onDidReceiveMessage?.((message: RendererMessage) => {
    if (message.type === "unavailable" || (message.type === "timeline" && message.window === undefined))
      latest.set(message.executionId, message);
    for (const { view, executionId } of views.values()) if (executionId === message.executionId) tell(view, message);
  });

  return {
    renderOutputItem(item, element) {
      const output = item.json() as ExecutionOutput;
      addStyle(element);
      let entry = views.get(item.id);
      if (entry === undefined || entry.executionId !== output.executionId) {
        entry?.view.dispose();
        const { executionId } = output;
        const ask = (request: ExecutionRequest) => context.postMessage?.({ ...request, executionId });
        entry = { view: new ExecutionView(element.ownerDocument, ask), executionId };
        views.set(item.id, entry);
      }
      const { view } = entry;
      view.describe(output);
      if (view.root.parentNode !== element) element.replaceChildren(view.root);
      const known = latest.get(output.executionId);
      if (known !== undefined) tell(view, known);
      if (context.postMessage === undefined) {
        view.unavailable("The timeline is drawn when the Workflow Notebooks extension is running.");
      } else {
        context.postMessage({ type: "timeline", executionId: output.executionId } satisfies TimelineRequest);
      }
    },

    disposeOutputItem(id) {
      for (const [key, { view }] of [...views]) {
        if (id !== undefined && key !== id) continue;
        view.dispose();
        views.delete(key);
      }
    },
  };
};

function tell(view: ExecutionView, message: RendererMessage): void {
  if (message.type === "timeline") view.show(message);
  else if (message.type === "records") view.showRecords(message);
  else view.unavailable(message.message);
}

/** Once per root: outputs live in shadow trees of their own in some hosts. */
function addStyle(element: HTMLElement): void {
  const root = element.getRootNode();
  const holder = root instanceof ShadowRoot ? root : element.ownerDocument.head;
  if (holder.querySelector("style[data-wfnb]") !== null) return;
  const sheet = element.ownerDocument.createElement("style");
  sheet.dataset.wfnb = "";
  sheet.textContent = style;
  holder.append(sheet);
}
