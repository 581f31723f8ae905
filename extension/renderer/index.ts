import * as l10n from "@vscode/l10n";
import type { ActivationFunction } from "vscode-notebook-renderer";
import type { ChartLanguage } from "../../kernel/display/themedChart.ts";
import type { JsonObject } from "../../kernel/model/index.ts";
import type { ToldError } from "../../kernel/notebook/errorText.ts";
import type { ExecutionOutput } from "../../kernel/notebook/executionOutput.ts";
import { errorMime, vegaLiteMime, vegaMime } from "../ids.ts";
import { ChartView } from "./chart.ts";
import { errorView } from "./error.ts";
import type {
  ExecutionMessage,
  ExecutionRequest,
  PlaceRequest,
  RendererMessage,
  SentencesRequest,
  TimelineRequest,
} from "./messages.ts";
import { ExecutionView } from "./output.ts";
import { style } from "./style.ts";

/** Shows executions under their cells: `application/vnd.wfnb.execution+json` -> header, timeline, tables; errors, with links; and charts. */
export const activate: ActivationFunction = async (context) => {
  const views = new Map<string, Shown>();
  const charts = new Map<string, ChartView>();
  /** The last of each execution, so that an output that is rendered anew shows it at once. */
  const latest = new Map<string, ExecutionMessage>();
  const sentences = Promise.withResolvers<void>();

  context.onDidReceiveMessage?.((message: RendererMessage) => {
    if (message.type === "sentences") {
      l10n.config({ contents: message.sentences });
      sentences.resolve();
      return;
    }
    if (message.type === "unavailable" || (message.type === "timeline" && message.window === undefined))
      latest.set(message.executionId, message);
    for (const { view, executionId } of views.values()) if (executionId === message.executionId) tell(view, message);
  });

  if (context.postMessage !== undefined) {
    context.postMessage({ type: "sentences" } satisfies SentencesRequest);
    await Promise.race([sentences.promise, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  }

  return {
    renderOutputItem(item, element) {
      addStyle(element);
      if (item.mime === errorMime) {
        const follow = (place: PlaceRequest["place"]) =>
          context.postMessage?.({ type: "place", place } satisfies PlaceRequest);
        element.replaceChildren(errorView(item.json() as ToldError, element.ownerDocument, follow));
        return;
      }
      const chart = chartLanguages[item.mime];
      if (chart !== undefined) {
        const view = charts.get(item.id) ?? new ChartView(element.ownerDocument);
        charts.set(item.id, view);
        if (view.root.parentNode !== element) element.replaceChildren(view.root);
        void view.show(item.json() as JsonObject, chart);
        return;
      }
      const output = item.json() as ExecutionOutput;
      let entry = views.get(item.id);
      if (entry === undefined || entry.executionId !== output.executionId) {
        entry?.view.dispose();
        const { executionId } = output;
        const ask = (request: ExecutionRequest) => context.postMessage?.({ ...request, executionId });
        entry = { view: new ExecutionView(element.ownerDocument, ask), executionId, status: undefined };
        views.set(item.id, entry);
      }
      const isNews = entry.status !== output.status;
      entry.status = output.status;
      const { view } = entry;
      view.describe(output);
      if (view.root.parentNode !== element) element.replaceChildren(view.root);
      const known = latest.get(output.executionId);
      if (known !== undefined) tell(view, known);
      if (context.postMessage === undefined) {
        // The editor lets a renderer ask its extension in notebooks alone.
        view.unavailable(
          l10n.t("The timeline is drawn in the notebook, and not where two versions of it are compared."),
        );
      } else if (isNews) {
        // Of a running one the figures are told again and again, but its timeline is followed from one question on.
        context.postMessage({ type: "timeline", executionId: output.executionId } satisfies TimelineRequest);
      }
    },

    disposeOutputItem(id) {
      for (const { view } of taken(views, id)) view.dispose();
      for (const chart of taken(charts, id)) chart.dispose();
    },
  };
};

/** Milliseconds after which the outputs are shown in English: nobody may be there to answer. */
const patienceMs = 500;

const chartLanguages: Readonly<Record<string, ChartLanguage>> = { [vegaLiteMime]: "vega-lite", [vegaMime]: "vega" };

interface Shown {
  readonly view: ExecutionView;
  readonly executionId: string;
  /** As its output said last. */
  status: ExecutionOutput["status"] | undefined;
}

/** Takes one out, or all of them. */
function taken<T>(shown: Map<string, T>, id: string | undefined): T[] {
  const keys = id === undefined ? [...shown.keys()] : [id];
  return keys.flatMap((key) => {
    const one = shown.get(key);
    shown.delete(key);
    return one === undefined ? [] : [one];
  });
}

function tell(view: ExecutionView, message: ExecutionMessage): void {
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
