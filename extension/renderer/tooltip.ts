import type { TooltipHandler } from "vega";

/** Shows what Vega knows of a mark, as text (names come from users), in a box of its own within `host`. */
export function createTooltip(host: HTMLElement): TooltipHandler {
  const box = host.ownerDocument.createElement("div");
  box.className = "wfnb-tooltip";
  box.hidden = true;
  // The drawing is described by its labels and by the table: this one is for the pointer only.
  box.setAttribute("aria-hidden", "true");
  host.append(box);
  return (_handler: unknown, event: MouseEvent, _item: unknown, value: unknown) => {
    if (value === null || value === undefined || value === "" || typeof value !== "object") {
      box.hidden = true;
      return;
    }
    box.replaceChildren(...lines(value as Record<string, unknown>, host.ownerDocument));
    box.hidden = false;
    place(box, host, event);
  };
}

function lines(values: Record<string, unknown>, document: Document): HTMLElement[] {
  return Object.entries(values)
    .filter(([, value]) => value !== "" && value !== null && value !== undefined)
    .map(([title, value]) => {
      const line = document.createElement("div");
      const name = document.createElement("span");
      name.textContent = title;
      const text = document.createElement("b");
      text.textContent = String(value);
      line.append(name, text);
      return line;
    });
}

/** Beside the pointer, within the drawing's width. */
function place(box: HTMLElement, host: HTMLElement, event: MouseEvent): void {
  const area = host.getBoundingClientRect();
  const x = event.clientX - area.left;
  const beside = x + 14 + box.offsetWidth <= area.width ? x + 14 : Math.max(0, x - 14 - box.offsetWidth);
  box.style.left = `${String(beside)}px`;
  box.style.top = `${String(event.clientY - area.top + 14)}px`;
}
