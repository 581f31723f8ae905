import type { TimelineFigure } from "../renderer/figure.ts";
import { button, make } from "./make.ts";

/** A figure under its title, with what zooms and saves it; hidden until there is something to draw. */
export function timelineSection(title: string, figure: TimelineFigure): HTMLElement {
  const tools = make(
    "div",
    { class: "tools" },
    button("−", () => figure.navigate("out"), { "aria-label": "Zoom out", title: "Zoom out" }),
    button("+", () => figure.navigate("in"), { "aria-label": "Zoom in", title: "Zoom in" }),
    button("All", () => figure.navigate("all"), { title: "Show the whole time" }),
    button("SVG", () => figure.save(title, "svg"), { title: "Save as SVG" }),
    button("PNG", () => figure.save(title, "png"), { title: "Save as PNG" }),
  );
  return make(
    "section",
    { "aria-label": title, hidden: true },
    make("div", { class: "title" }, make("h2", {}, title), tools),
    make("div", { class: "wfnb-output" }, figure.root),
  );
}
