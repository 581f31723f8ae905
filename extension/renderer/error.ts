import * as l10n from "@vscode/l10n";
import { errorText, type ToldError } from "../../kernel/notebook/errorText.ts";
import type { FramePlace, StackPart } from "../../kernel/notebook/stackPlaces.ts";

/** An error on the page: what went wrong, and the frames, whose places lead to the cells and files that they name. */
export function errorView(error: ToldError, document: Document, follow: (place: FramePlace) => void): HTMLElement {
  const { title, frames } = errorText(error);
  const root = document.createElement("section");
  root.className = "wfnb-error";
  root.setAttribute("aria-label", l10n.t("Error"));
  const part = ({ text, place }: StackPart) => (place === undefined ? text : link(text, place, document, follow));
  const told = document.createElement("div");
  told.className = "wfnb-error-title";
  told.append(...title.map(part));
  root.append(told);
  if (frames.length > 0) {
    const stack = document.createElement("pre");
    stack.className = "wfnb-stack";
    stack.tabIndex = 0;
    stack.setAttribute("aria-label", l10n.t("Stack"));
    stack.append(...frames.map(part));
    root.append(stack);
  }
  return root;
}

/** A button, since an address is nothing that this page could follow. */
function link(
  text: string,
  place: FramePlace,
  document: Document,
  follow: (place: FramePlace) => void,
): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "wfnb-link";
  button.textContent = text;
  button.title = place.cell === undefined ? l10n.t("Open the file at this line") : l10n.t("Show the cell at this line");
  button.addEventListener("click", () => follow(place));
  return button;
}
