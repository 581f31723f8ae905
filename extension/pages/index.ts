import * as l10n from "@vscode/l10n";
import "./pages.css";
import { style } from "../renderer/style.ts";
import { ComparisonView } from "./comparison/view.ts";
import { DetailsView } from "./details/view.ts";
import { Editor } from "./editor.ts";
import type { ComparisonMessage, ComparisonRequest, DetailsMessage, DetailsRequest } from "./messages.ts";

/** The page of an execution, or of a comparison: which one, its document says. */
const main = document.querySelector("main")!;
useTimelineStyle();

l10n.config({ contents: JSON.parse(document.body.dataset.sentences ?? "{}") as Record<string, string> });
const editor = new Editor<DetailsRequest & ComparisonRequest>();
if (editor.state.page === "details") {
  const view = new DetailsView(editor);
  main.append(view.root);
  addEventListener("message", ({ data }: MessageEvent<DetailsMessage>) => view.receive(data));
} else {
  const view = new ComparisonView(editor);
  main.append(view.root);
  addEventListener("message", ({ data }: MessageEvent<ComparisonMessage>) => view.receive(data));
}
editor.ask({ type: "ready" });

/** The page's policy forbids style elements; sheets that scripts make are their own. */
function useTimelineStyle(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
}
